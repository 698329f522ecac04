import "server-only";
import { toDate } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { countries } from "@/lib/domain/country";
import { can } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { listNewestRequests, listRequests } from "../store/connection-requests";
import { readResellerTerms } from "../store/reseller-dealers";
import {
  findAskedReseller,
  findNewestConnection,
  findReseller,
  listResellers,
  loadAskedReseller,
  type ResellerRow,
  readReaction,
} from "../store/resellers";
import { type HistoryEntry, readHistoryOf } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";
import { type RequestView, toRequestView } from "./request-view";

/** Among how many of its latest answers a reseller's usual reaction time is the middle one. */
const reactionsCounted = 50;
const resellersShown = 50;
const earlierShown = 50;

/** Reads a dealer's newest request to each reseller, the newest on top: it says where the two stand. */
export async function getYourResellers(slug: string): Promise<{ viewer: PageViewer; requests: RequestView[] }> {
  const given = await requireActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const requests = await listNewestRequests(tx, ctx.companyId);
    return { viewer: toPageViewer(ctx), requests: requests.map((request) => toRequestView(request, ctx)) };
  });
}

/** A reseller as a dealer sees it. What Ajax charges it is not in here: dealers never see that. */
export type ResellerCard = {
  resellerId: string;
  name: string;
  email: string;
  phone: string | null;
  countries: string[];
  policy: "FULL_MONTH" | "DAILY";
  takesRequests: boolean;
  servesCountry: boolean;
  /** In milliseconds; null where it has answered nobody yet. */
  usualReactionMs: number | null;
};

async function toCard(
  tx: Transaction,
  { now, timeZone }: CompanyContext,
  { reseller, ownCountry }: { reseller: ResellerRow; ownCountry: string },
): Promise<ResellerCard> {
  const { policy } = await readResellerTerms(tx, reseller.resellerId, billingMonthOf(now, timeZone));
  const { middleMs } = await readReaction(tx, reseller.resellerId, reactionsCounted);
  const { resellerId, name, email, phone, countries, takesRequests } = reseller;
  const servesCountry = countries.includes(ownCountry);
  return { resellerId, name, email, phone, countries, policy, takesRequests, servesCountry, usualReactionMs: middleMs };
}

async function readOwnCountry(tx: Transaction, { companyId }: CompanyContext): Promise<string> {
  return (await tx.company.findUniqueOrThrow({ where: { id: companyId }, select: { country: true } })).country;
}

/** What a dealer and a reseller agreed, as the dealer reads it. Instants are ISO text. */
export type ConnectionView = {
  id: string;
  state: "OPEN" | "ENDING" | "CLOSED";
  dealerNumber: string | null;
  openedAt: string;
  closedAt: string | null;
  endMonth: string | null;
  version: number;
  trialDays: number;
  liveHubs: number;
  /** In minor units of `currency`, an account and month; null where agreed outside. */
  dealerFeeMinor: number | null;
  currency: string;
  /** The reader may see the fee. */
  isFeeShown: boolean;
};

export type ResellerPage = {
  viewer: PageViewer;
  ownCountry: string;
  reseller: ResellerCard;
  /** The newest connection; null where the reseller has never approved. */
  connection: ConnectionView | null;
  /** Newest first; the first one says where the two stand. */
  requests: [RequestView, ...RequestView[]];
  history: HistoryEntry[];
};

/**
 * Reads where a dealer and one reseller stand: the reseller's card, the connection with its terms, every request, and
 * what happened. `id` names a request or a connection of the dealer. Throws NOT_FOUND alike for unknown ones and strangers'.
 */
export async function getResellerPage(slug: string, id: string): Promise<ResellerPage> {
  const given = await requireActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const resellerId = await findAskedReseller(tx, ctx.companyId, id);
    if (!resellerId) throw new AppError("NOT_FOUND");
    const wanted = { companyId: ctx.companyId, side: "DEALER", resellerId, limit: earlierShown } as const;
    const [newest, ...earlier] = (await listRequests(tx, wanted)).map((request) => toRequestView(request, ctx));
    if (!newest) throw new AppError("NOT_FOUND");
    const reseller = await loadAskedReseller(tx, resellerId);
    const connection = await readConnection(tx, ctx, reseller);
    const ownCountry = await readOwnCountry(tx, ctx);
    const subjects = [newest, ...earlier].flatMap((request) => [request.id, request.connection?.id ?? []].flat());
    return {
      viewer: toPageViewer(ctx),
      ownCountry,
      reseller: await toCard(tx, ctx, { reseller, ownCountry }),
      connection,
      requests: [newest, ...earlier],
      history: await readHistoryOf(tx, ctx, subjects),
    };
  });
}

async function readConnection(
  tx: Transaction,
  ctx: CompanyContext,
  { resellerId, currency }: ResellerRow,
): Promise<ConnectionView | null> {
  const pair = { companyId: ctx.companyId, resellerId };
  const row = await findNewestConnection(tx, pair, {
    month: billingMonthOf(ctx.now, ctx.timeZone),
    now: toDate(ctx.now),
  });
  if (!row) return null;
  const isFeeShown = can(ctx, "finance:view");
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    trialDays: row.trialDays ?? 0,
    dealerFeeMinor: isFeeShown ? row.dealerFeeMinor : null,
    currency,
    isFeeShown,
  };
}

export type AddReseller = {
  viewer: PageViewer;
  /** The dealer's own country, and the one whose resellers are listed. */
  ownCountry: string;
  country: string;
  countries: string[];
  resellers: { resellerId: string; name: string; countries: string[]; last: RequestView | null }[];
  chosen: ResellerCard | null;
};

/** Reads whom a dealer can ask: the resellers that serve a country, the company's own unless another is asked for. */
export async function getAddReseller(
  slug: string,
  asked: { country?: string | undefined; q?: string | undefined; reseller?: string | undefined },
): Promise<AddReseller> {
  const given = await requireActor(slug, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const ownCountry = await readOwnCountry(tx, ctx);
    const country = asked.country ?? ownCountry;
    const rows = await listResellers(tx, ctx.companyId, { country, search: asked.q ?? "", limit: resellersShown });
    const requests = await listNewestRequests(tx, ctx.companyId);
    const chosen = asked.reseller ? await findReseller(tx, ctx.companyId, asked.reseller) : null;
    if (asked.reseller && !chosen) throw new AppError("NOT_FOUND");
    return {
      viewer: toPageViewer(ctx),
      ownCountry,
      country,
      countries: countries.map(({ code }) => code),
      resellers: rows.map(({ resellerId, name, countries }) => {
        const last = requests.find((request) => request.resellerId === resellerId);
        return { resellerId, name, countries, last: last ? toRequestView(last, ctx) : null };
      }),
      chosen: chosen && (await toCard(tx, ctx, { reseller: chosen, ownCountry })),
    };
  });
}
