import "server-only";
import { toDate } from "@/lib/clock";
import { type BillingMonth, billingMonthOf } from "@/lib/domain/billing-month";
import { termsIn } from "@/lib/domain/billing-terms";
import { can } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { parseHistoryCursor, printHistoryCursor } from "@/lib/schemas/history";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { type ConnectionRequest, listRequests } from "../store/connection-requests";
import { type AskingDealer, countWaiting, listDecided, listWaiting, loadAskingDealer } from "../store/inbox";
import { listTerms, type TermsOfMonth } from "../store/reseller-grants";
import { loadAskedReseller } from "../store/resellers";
import { type HistoryEntry, readHistoryOf } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";
import { type RequestView, toRequestView } from "./request-view";
import { readThread, type ThreadView } from "./thread";

const pageSize = 50;
const earlierShown = 50;

export type InboxView = "waiting" | "decided";

export type Inbox = {
  viewer: PageViewer;
  view: InboxView;
  /** Waiting ones oldest first, decided ones newest first. */
  requests: RequestView[];
  nextCursor: string | null;
  waiting: number;
  /** Whether the viewer may say where the reseller takes requests, and whether at all. */
  mayUpdate: boolean;
};

type Asked = { show: InboxView; after: string | undefined };

/** A request with the dealer behind it and what approving it means. */
export type RequestPage = {
  viewer: PageViewer;
  request: RequestView;
  dealer: Omit<AskingDealer, "enrolledAt"> & { enrolledAt: string | null };
  earlier: RequestView[];
  thread: ThreadView;
  history: HistoryEntry[];
  currency: string;
  /** What the reseller owes for an account now, and what it will owe from a later month on. */
  terms: TermsOfMonth | null;
  nextTerms: TermsOfMonth | null;
  servesCountry: boolean;
  mayDecide: boolean;
  /** The dealer whose request comes after this one; null where none waits. */
  next: string | null;
};

/** Reads one page of a reseller's inbox, and with it the request that is open beside it: the oldest that waits. */
export async function getInbox(slug: string, asked: Asked): Promise<{ inbox: Inbox; open: RequestPage | null }> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const inbox = await readInbox(tx, ctx, asked);
    const [oldest] = await listWaiting(tx, ctx.companyId, { now: toDate(ctx.now), after: null, limit: 1 });
    return { inbox, open: oldest && asked.show === "waiting" ? await readRequest(tx, ctx, oldest) : null };
  });
}

/** Reads one request, and the inbox beside it. Throws NOT_FOUND alike for unknown ones and another reseller's. */
export async function getRequest(slug: string, requestId: string): Promise<{ inbox: Inbox; open: RequestPage }> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const wanted = { companyId: ctx.companyId, side: "RESELLER", requestId, limit: 1 } as const;
    const [request] = await listRequests(tx, wanted);
    if (!request) throw new AppError("NOT_FOUND");
    const open = await readRequest(tx, ctx, request);
    const show = open.request.status === "PENDING" ? "waiting" : "decided";
    return { inbox: await readInbox(tx, ctx, { show, after: undefined }), open };
  });
}

async function readInbox(tx: Transaction, ctx: CompanyContext, { show, after }: Asked): Promise<Inbox> {
  const place = parseHistoryCursor(after);
  const cursor = place && { at: new Date(place.at), id: place.id };
  const now = toDate(ctx.now);
  const list = show === "waiting" ? listWaiting : listDecided;
  const rows = await list(tx, ctx.companyId, { now, after: cursor, limit: pageSize + 1 });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    viewer: toPageViewer(ctx),
    view: show,
    requests: shown.map((row) => toRequestView(row, ctx)),
    nextCursor:
      last && rows.length > pageSize ? printHistoryCursor({ at: last.state.sentAt.toString(), id: last.id }) : null,
    waiting: await countWaiting(tx, ctx.companyId, now),
    mayUpdate: can(ctx, "reseller:update"),
  };
}

async function readRequest(tx: Transaction, ctx: CompanyContext, row: ConnectionRequest): Promise<RequestPage> {
  const request = toRequestView(row, ctx);
  const { dealerCompanyId, resellerId } = row;
  const wanted = { companyId: ctx.companyId, side: "RESELLER", dealerCompanyId, limit: earlierShown } as const;
  const earlier = (await listRequests(tx, wanted)).filter(({ id }) => id !== row.id);
  const dealer = await loadAskingDealer(tx, dealerCompanyId);
  const reseller = await loadAskedReseller(tx, resellerId);
  const terms = await listTerms(tx, resellerId);
  const month = billingMonthOf(ctx.now, ctx.timeZone);
  const subjects = [row.id, ...(row.connectionId ? [row.connectionId] : [])];
  return {
    viewer: toPageViewer(ctx),
    request,
    dealer: { ...dealer, enrolledAt: dealer.enrolledAt?.toISOString() ?? null },
    earlier: earlier.map((one) => toRequestView(one, ctx)),
    thread: await readThread(tx, ctx, request),
    history: await readHistoryOf(tx, ctx, subjects),
    currency: reseller.currency,
    terms: termsIn(terms, month),
    nextTerms: plannedAfter(terms, month),
    servesCountry: reseller.countries.includes(dealer.country),
    mayDecide: can(ctx, "request:decide"),
    next: await findNext(tx, ctx, row.id),
  };
}

function plannedAfter(terms: readonly TermsOfMonth[], month: BillingMonth): TermsOfMonth | null {
  return terms.filter(({ fromMonth }) => fromMonth > month).at(-1) ?? null;
}

async function findNext(tx: Transaction, ctx: CompanyContext, requestId: string): Promise<string | null> {
  const oldest = await listWaiting(tx, ctx.companyId, { now: toDate(ctx.now), after: null, limit: 2 });
  return oldest.find(({ id }) => id !== requestId)?.dealerName ?? null;
}
