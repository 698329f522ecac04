import "server-only";
import { toDate } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { latestFirst } from "@/lib/domain/instant-order";
import { can } from "@/lib/domain/permissions";
import { effectiveInvitationState } from "@/lib/domain/reseller-invitation";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { listNewestRequests, listRequests } from "../store/connection-requests";
import { readResellerTerms } from "../store/reseller-dealers";
import { listInvitations, type ResellerInvitation } from "../store/reseller-invitations";
import {
  findAskedReseller,
  findNewestConnection,
  loadAskedReseller,
  type ResellerRow,
  readReaction,
} from "../store/resellers";
import { type HistoryEntry, readHistoryOf } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";
import { type RequestView, toRequestView } from "./request-view";
import { readThread, type ThreadView } from "./thread";

/** Among how many of its latest answers a reseller's usual reaction time is the middle one. */
const reactionsCounted = 50;
const earlierShown = 50;

/** An address that no reseller used when it was invited. Instants are ISO text. */
export type InvitationView = {
  id: string;
  email: string;
  state: "SENT" | "WITHDRAWN" | "EXPIRED";
  sentAt: string;
  sentBy: string;
  expiresAt: string;
  /** When it was taken back or ended; null while it waits. */
  closedAt: string | null;
};

/** Whom a dealer asked: a reseller of the portal, or an address. */
export type Asked =
  | { kind: "REQUEST"; sentAt: string; request: RequestView }
  | { kind: "INVITATION"; sentAt: string; invitation: InvitationView };

export type YourResellers = { viewer: PageViewer; asked: Asked[] };

/**
 * Reads a dealer's newest request to each reseller, which says where the two stand, and invitations by email that became
 * no request: in one list, what was sent last on top.
 */
export async function getYourResellers(slug: string): Promise<YourResellers> {
  const given = await requireActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const requests = await listNewestRequests(tx, ctx.companyId);
    const invitations = await listInvitations(tx, ctx.companyId);
    const asked: Asked[] = [
      ...requests.map((request) => toRequestView(request, ctx)).map(ofRequest),
      ...invitations.flatMap((invitation) => toInvitationView(invitation, ctx)).map(ofInvitation),
    ];
    return { viewer: toPageViewer(ctx), asked: asked.sort((one, other) => latestFirst(one.sentAt, other.sentAt)) };
  });
}

const ofRequest = (request: RequestView) => ({ kind: "REQUEST" as const, sentAt: request.sentAt, request });
const ofInvitation = (invitation: InvitationView) => {
  return { kind: "INVITATION" as const, sentAt: invitation.sentAt, invitation };
};

function toInvitationView(invitation: ResellerInvitation, { now }: CompanyContext): InvitationView[] {
  const { id, email, sentAt, sentBy, expiresAt, closedAt } = invitation;
  const state = effectiveInvitationState(invitation, now);
  if (state === "CLAIMED") return [];
  const endedAt = state === "EXPIRED" ? expiresAt : closedAt;
  return [
    {
      id,
      email,
      state,
      sentBy,
      sentAt: sentAt.toString(),
      expiresAt: expiresAt.toString(),
      closedAt: state === "SENT" ? null : (endedAt?.toString() ?? null),
    },
  ];
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

/**
 * Reads what a dealer may know of a reseller before it asks: its policy in the current month of the company's zone,
 * and the middle of its last reaction times, ms.
 */
export async function readCard(
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

/** Reads the company's ISO country code. Throws for a company that is gone. */
export async function readOwnCountry(tx: Transaction, { companyId }: CompanyContext): Promise<string> {
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
  /** The talk about the newest request. */
  thread: ThreadView;
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
      reseller: await readCard(tx, ctx, { reseller, ownCountry }),
      connection,
      requests: [newest, ...earlier],
      thread: await readThread(tx, ctx, newest),
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
