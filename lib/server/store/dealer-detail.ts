import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Dated } from "@/lib/domain/billing-terms";
import type { RequestStatus } from "@/lib/domain/connection-request";
import type { DealerTerms } from "@/lib/domain/dealer-terms";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { ConnectionState } from "./dealer-list";
import { isOver } from "./package-reading";

/** A connection with the dealer behind it, as the reseller may read it. */
export type DealerConnection = {
  connectionId: string;
  resellerId: string;
  currency: string;
  companyId: string;
  name: string;
  slug: string;
  country: string;
  timeZone: string;
  email: string;
  phone: string | null;
  ownerName: string;
  /** Of the enrollment, where one was given. */
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  requestId: string;
  approvedBy: string | null;
  state: ConnectionState;
  dealerNumber: string | null;
  openedAt: Date;
  endMonth: string | null;
  endingAt: Date | null;
  endingByName: string | null;
  isEndedByDealer: boolean;
  closedAt: Date | null;
  version: number;
};

/** Reads one of a reseller's connections; null for all others, unknown ones and strangers' alike. */
export async function findDealerConnection(
  tx: Transaction,
  companyId: CompanyId,
  connectionId: string,
): Promise<DealerConnection | null> {
  const rows = await tx.$queryRaw<DealerConnection[]>`
    select n.id as "connectionId", r.id as "resellerId", r.currency, c.id as "companyId", c.name, c.slug, c.country,
      c.time_zone as "timeZone", c.email, c.phone, boss.name as "ownerName", d.contact_name as "contactName",
      d.contact_email as "contactEmail", d.contact_phone as "contactPhone", n.request_id as "requestId",
      a.name as "approvedBy", n.state::text as state, n.dealer_number as "dealerNumber", n.opened_at as "openedAt",
      n.end_month as "endMonth", n.ending_at as "endingAt", n.ending_by_name as "endingByName",
      coalesce(n.ending_company_id = n.company_id, false) as "isEndedByDealer", n.closed_at as "closedAt", n.version
    from reseller r
    join reseller_connection n on n.reseller_id = r.id
    join company c on c.id = n.company_id
    join connection_request q on q.id = n.request_id
    join employee o on o.company_id = c.id and o.role = 'OWNER'
    join pro_account boss on boss.id = o.account_id
    left join dealer_enrollment d on d.company_id = c.id
    left join pro_account a on a.id = q.decided_by_id
    where r.company_id = ${companyId}::uuid and n.id::text = ${connectionId}`;
  return rows[0] ?? null;
}

/** Reads all terms of a connection with the months they hold from, the latest first. */
export async function listConnectionTerms(tx: Transaction, connectionId: string): Promise<Dated<DealerTerms>[]> {
  return tx.connectionTerms.findMany({
    where: { connectionId },
    orderBy: { fromMonth: "desc" },
    select: { fromMonth: true, trialDays: true, dealerFeeMinor: true },
  });
}

/** Live accounts of one package by how they stand: all of them, those with an end set, those that wait for their SIM. */
export type PackageShare = { offerCode: string; live: number; ending: number; activating: number };

/** Counts a dealer's hubs that are billed to a reseller at `now`, by package. */
export async function countLiveByOffer(
  tx: Transaction,
  { resellerId, companyId }: Pick<DealerConnection, "resellerId" | "companyId">,
  now: Date,
): Promise<PackageShare[]> {
  return tx.$queryRaw<PackageShare[]>`
    select o.code as "offerCode", count(*)::int as live, count(*) filter (where p.status = 'EXPIRING')::int as ending,
      count(*) filter (where p.confirmed_at is null)::int as activating
    from hub_package p join package_offer o on o.id = p.offer_id
    where p.reseller_id = ${resellerId}::uuid and p.company_id = ${companyId}::uuid and p.status <> 'INACTIVE'
      and not ${isOver(now)}
    group by o.code order by o.code`;
}

/** A request of the dealer to the reseller, as it is stored. */
export type PastRequest = { id: string; status: RequestStatus; sentAt: Date; expiresAt: Date; reason: string | null };

/** Lists everything a dealer ever asked a reseller, newest first. */
export async function listPastRequests(
  tx: Transaction,
  { resellerId, companyId }: Pick<DealerConnection, "resellerId" | "companyId">,
): Promise<PastRequest[]> {
  return tx.connectionRequest.findMany({
    where: { resellerId, companyId },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    select: { id: true, status: true, sentAt: true, expiresAt: true, reason: true },
    take: 20,
  });
}

/** An earlier or later connection of the same dealer. */
export type OtherConnection = { id: string; state: ConnectionState; openedAt: Date; closedAt: Date | null };

/** Lists up to 20 other connections of the same pair of companies, the newest first. */
export async function listOtherConnections(
  tx: Transaction,
  { resellerId, companyId, connectionId }: Pick<DealerConnection, "resellerId" | "companyId" | "connectionId">,
): Promise<OtherConnection[]> {
  return tx.resellerConnection.findMany({
    where: { resellerId, companyId, id: { not: connectionId } },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    select: { id: true, state: true, openedAt: true, closedAt: true },
    take: 20,
  });
}

/**
 * Locks a connection of a reseller and reads it for a change. Throws NOT_FOUND for another reseller's, CONFLICT with who
 * did what when if it has changed since the form was drawn.
 */
export async function lockDealerConnection(
  tx: Transaction,
  companyId: CompanyId,
  { connectionId, version }: { connectionId: string; version: number },
): Promise<DealerConnection> {
  await tx.$queryRaw`
    select n.id from reseller_connection n join reseller r on r.id = n.reseller_id
    where r.company_id = ${companyId}::uuid and n.id::text = ${connectionId} for no key update of n`;
  const connection = await findDealerConnection(tx, companyId, connectionId);
  if (!connection) throw new AppError("NOT_FOUND");
  if (connection.version !== version) throw await conflict(tx, connectionId);
  return connection;
}

/** Says who changed the connection last. */
async function conflict(tx: Transaction, connectionId: string): Promise<AppError> {
  const entry = await tx.auditEntry.findFirst({
    where: { subjectId: connectionId },
    orderBy: { subjectVersion: "desc" },
    select: { actorName: true, action: true, at: true },
  });
  if (!entry) return new AppError("CONFLICT");
  return new AppError("CONFLICT", { name: entry.actorName, did: entry.action, time: entry.at.toISOString() });
}

/** Gives a dealer another number, or none, and returns the connection's new version. The connection is locked. */
export async function saveDealerNumber(
  tx: Transaction,
  { connectionId }: Pick<DealerConnection, "connectionId">,
  dealerNumber: string | null,
): Promise<number> {
  const { version } = await tx.resellerConnection.update({
    where: { id: connectionId },
    data: { dealerNumber, version: { increment: 1 } },
    select: { version: true },
  });
  return version;
}

/** Writes the terms that hold from a month on, over those that were planned for it. */
export async function saveConnectionTerms(
  tx: Transaction,
  connectionId: string,
  { fromMonth, trialDays, dealerFeeMinor }: Dated<DealerTerms> & { fromMonth: BillingMonth },
): Promise<void> {
  const terms = { trialDays, dealerFeeMinor };
  await tx.connectionTerms.upsert({
    where: { connectionId_fromMonth: { connectionId, fromMonth } },
    create: { connectionId, fromMonth, ...terms },
    update: terms,
  });
}
