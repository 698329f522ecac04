import "server-only";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { askAgainFrom, effectiveStatus, type RequestStatus, remindFrom } from "@/lib/domain/connection-request";
import { countries } from "@/lib/domain/country";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction } from "../context";
import { requireActor, requireResellerActor } from "../gate";
import { type ConnectionRequest, findReseller, listRequests, listResellers } from "../store/connection-requests";
import { type ResellerTerms, readResellerTerms } from "../store/reseller-dealers";
import { type PageViewer, toPageViewer } from "./hubs";

/** A request as a page of either side shows it. Instants are ISO text. */
export type RequestView = {
  id: string;
  resellerId: string;
  resellerName: string;
  dealerName: string;
  status: RequestStatus;
  sentAt: string;
  expiresAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  message: string | null;
  reason: string | null;
  isReopened: boolean;
  /** Null where the act is open now. */
  remindFrom: string | null;
  askFrom: string | null;
};

function toView(request: ConnectionRequest, ctx: CompanyContext): RequestView {
  const { id, resellerId, resellerName, dealerName, message, reason, state } = request;
  return {
    id,
    resellerId,
    resellerName,
    dealerName,
    message,
    reason,
    status: effectiveStatus(state, ctx.now),
    sentAt: state.sentAt.toString(),
    expiresAt: state.expiresAt.toString(),
    decidedAt: state.decidedAt?.toString() ?? null,
    decidedBy: state.decidedBy,
    isReopened: state.reopenedAt !== null,
    remindFrom: remindFrom(state, ctx.now)?.toString() ?? null,
    askFrom: askAgainFrom(state, ctx.now)?.toString() ?? null,
  };
}

/** Reads a dealer's requests, newest first; the newest of each reseller says where the two stand. */
export async function getYourResellers(slug: string): Promise<{ viewer: PageViewer; requests: RequestView[] }> {
  const given = await requireActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const requests = await listRequests(tx, { companyId: ctx.companyId, side: "DEALER" });
    return { viewer: toPageViewer(ctx), requests: requests.map((request) => toView(request, ctx)) };
  });
}

export type ResellerCard = {
  resellerId: string;
  name: string;
  email: string;
  phone: string | null;
  countries: string[];
  takesRequests: boolean;
  servesCountry: boolean;
};

export type AddReseller = {
  viewer: PageViewer;
  /** The dealer's own country, and the one whose resellers are listed. */
  ownCountry: string;
  country: string;
  countries: string[];
  resellers: (ResellerCard & { last: RequestView | null })[];
  chosen: ResellerCard | null;
};

/** Reads whom a dealer can ask: the resellers that serve a country, the company's own unless another is asked for. */
export async function getAddReseller(
  slug: string,
  asked: { country?: string | undefined; q?: string | undefined; reseller?: string | undefined },
): Promise<AddReseller> {
  const given = await requireActor(slug, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const own = await tx.company.findUniqueOrThrow({ where: { id: ctx.companyId }, select: { country: true } });
    const country = asked.country ?? own.country;
    const rows = await listResellers(tx, ctx.companyId, { country, search: asked.q ?? "" });
    const requests = await listRequests(tx, { companyId: ctx.companyId, side: "DEALER" });
    const chosen = asked.reseller ? await findReseller(tx, ctx.companyId, asked.reseller) : null;
    if (asked.reseller && !chosen) throw new AppError("NOT_FOUND");
    const toCard = (row: (typeof rows)[number]): ResellerCard => ({
      resellerId: row.resellerId,
      name: row.name,
      email: row.email,
      phone: row.phone,
      countries: row.countries,
      takesRequests: row.takesRequests,
      servesCountry: row.countries.includes(own.country),
    });
    return {
      viewer: toPageViewer(ctx),
      ownCountry: own.country,
      country,
      countries: countries.map(({ code }) => code),
      resellers: rows.map((row) => {
        const last = requests.find(({ resellerId }) => resellerId === row.resellerId);
        return { ...toCard(row), last: last ? toView(last, ctx) : null };
      }),
      chosen: chosen ? toCard(chosen) : null,
    };
  });
}

/** Reads a reseller's inbox: waiting requests, oldest first, then the rest, newest first. */
export async function getInbox(
  slug: string,
): Promise<{ viewer: PageViewer; waiting: RequestView[]; past: RequestView[] }> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const all = (await listRequests(tx, { companyId: ctx.companyId, side: "RESELLER" })).map((row) => toView(row, ctx));
    const isWaiting = ({ status }: RequestView) => status === "PENDING";
    return {
      viewer: toPageViewer(ctx),
      waiting: all.filter(isWaiting).reverse(),
      past: all.filter((request) => !isWaiting(request)),
    };
  });
}

export type RequestPage = {
  viewer: PageViewer;
  request: RequestView;
  dealer: { name: string; country: string; email: string; phone: string | null; timeZone: string };
  earlier: RequestView[];
  terms: ResellerTerms;
};

/** Reads one request with the dealer behind it and what approving it means. Throws NOT_FOUND for another reseller's. */
export async function getRequest(slug: string, requestId: string): Promise<RequestPage> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const all = await listRequests(tx, { companyId: ctx.companyId, side: "RESELLER" });
    const request = all.find(({ id }) => id === requestId);
    if (!request) throw new AppError("NOT_FOUND");
    const dealer = await tx.company.findUniqueOrThrow({
      where: { id: request.dealerCompanyId },
      select: { name: true, country: true, email: true, phone: true, timeZone: true },
    });
    const sameDealer = all.filter((row) => row.dealerCompanyId === request.dealerCompanyId && row.id !== requestId);
    return {
      viewer: toPageViewer(ctx),
      request: toView(request, ctx),
      dealer,
      earlier: sameDealer.map((row) => toView(row, ctx)),
      terms: await readResellerTerms(tx, request.resellerId, billingMonthOf(ctx.now, ctx.timeZone)),
    };
  });
}
