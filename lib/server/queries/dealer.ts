import "server-only";
import { cache } from "react";
import { toDate, toInstant } from "@/lib/clock";
import { type BillingMonth, billingMonthOf } from "@/lib/domain/billing-month";
import { firstUnbegunMonth, termsIn } from "@/lib/domain/billing-terms";
import { effectiveStatus, type RequestStatus } from "@/lib/domain/connection-request";
import type { DealerTerms } from "@/lib/domain/dealer-terms";
import { can } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import {
  countLiveByOffer,
  type DealerConnection,
  findDealerConnection,
  listConnectionTerms,
  listOtherConnections,
  listPastRequests,
  type OtherConnection,
  type PackageShare,
  type PastRequest,
} from "../store/dealer-detail";
import { listDealerMonth, type OfferMonth } from "../store/dealer-month";
import { readCurrentMonth } from "./current-month";
import { type HistoryEntry, readHistoryOf } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";

type Iso<T, Names extends keyof T> = Omit<T, Names> & {
  [Name in Names]: T[Name] extends Date ? string : string | null;
};

/** A dealer's connection; instants are ISO text. */
export type DealerView = Iso<Omit<DealerConnection, "resellerId" | "slug">, "openedAt" | "endingAt" | "closedAt">;

/** What is agreed now, and what will be from a later month on; null where nothing is planned. */
export type TermsView = { now: DealerTerms; next: (DealerTerms & { fromMonth: string }) | null };

export type DealerPage = {
  viewer: PageViewer;
  dealer: DealerView;
  terms: TermsView;
  /** What runs now, by package. */
  packages: PackageShare[];
  /** The open month, and what of it is this dealer's by package, if nothing changes. */
  month: BillingMonth;
  parts: OfferMonth[];
  requests: Iso<Omit<PastRequest, "expiresAt">, "sentAt">[];
  others: Iso<OtherConnection, "openedAt" | "closedAt">[];
  entries: HistoryEntry[];
  mayManage: boolean;
};

/** Reads one dealer of a reseller as of one connection. Throws NOT_FOUND for another reseller's. */
export const getDealerPage = cache(async (resellerSlug: string, connectionId: string): Promise<DealerPage> => {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const dealer = await load(tx, ctx, connectionId);
    const requests = await listPastRequests(tx, dealer);
    const others = await listOtherConnections(tx, dealer);
    const { resellerId, companyId } = dealer;
    const month = await readCurrentMonth(tx, resellerId, ctx.now);
    const subjects = [connectionId, ...requests.map(({ id }) => id), ...others.map(({ id }) => id)];
    return {
      viewer: toPageViewer(ctx),
      dealer: toDealerView(dealer),
      terms: await readTerms(tx, ctx, dealer),
      packages: await countLiveByOffer(tx, dealer, toDate(ctx.now)),
      month,
      parts: await listDealerMonth(tx, { resellerId, companyId, month }),
      requests: requests.map((request) => toRequest(request, ctx.now)),
      others: others.map(toOther),
      entries: await readHistoryOf(tx, ctx, subjects),
      mayManage: can({ role: ctx.role, side: ctx.side }, "dealer:manage"),
    };
  });
});

async function load(tx: Transaction, ctx: CompanyContext, connectionId: string): Promise<DealerConnection> {
  const dealer = await findDealerConnection(tx, ctx.companyId, connectionId);
  if (!dealer) throw new AppError("NOT_FOUND");
  return dealer;
}

/** Terms go by the dealer's months; what was planned for a month not yet begun there is still to come. */
async function readTerms(tx: Transaction, { now }: CompanyContext, dealer: DealerConnection): Promise<TermsView> {
  const all = await listConnectionTerms(tx, dealer.connectionId);
  const month = billingMonthOf(now, dealer.timeZone);
  const inForce = termsIn(all, month) ?? { trialDays: 0, dealerFeeMinor: null };
  const next = all.find(({ fromMonth }) => fromMonth > month) ?? null;
  return { now: { trialDays: inForce.trialDays, dealerFeeMinor: inForce.dealerFeeMinor }, next };
}

function toDealerView({ resellerId: _reseller, slug: _slug, ...dealer }: DealerConnection): DealerView {
  return {
    ...dealer,
    openedAt: dealer.openedAt.toISOString(),
    endingAt: dealer.endingAt?.toISOString() ?? null,
    closedAt: dealer.closedAt?.toISOString() ?? null,
  };
}

function toRequest({ id, status, sentAt, expiresAt, reason }: PastRequest, now: Temporal.Instant) {
  const read: RequestStatus = effectiveStatus({ status, expiresAt: toInstant(expiresAt) }, now);
  return { id, status: read, sentAt: sentAt.toISOString(), reason };
}

function toOther({ id, state, openedAt, closedAt }: OtherConnection) {
  return { id, state, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}

export type DealerEditPage = {
  viewer: PageViewer;
  dealer: DealerView;
  terms: TermsView;
  /** The month from which other terms hold, `YYYY-MM`. */
  fromMonth: string;
};

/** Reads a dealer for the form that changes its number and terms. Throws NOT_FOUND for another reseller's. */
export async function getDealerToEdit(resellerSlug: string, connectionId: string): Promise<DealerEditPage> {
  const given = await requireResellerActor(resellerSlug, "dealer:manage");
  return inTransaction(given, async (tx, ctx) => {
    const dealer = await load(tx, ctx, connectionId);
    return {
      viewer: toPageViewer(ctx),
      dealer: toDealerView(dealer),
      terms: await readTerms(tx, ctx, dealer),
      fromMonth: firstUnbegunMonth(ctx.now),
    };
  });
}
