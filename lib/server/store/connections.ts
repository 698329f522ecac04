import { toDate, toInstant } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import type { ConnectionState } from "@/lib/domain/reseller-connection";
import type { CompanySide } from "@/lib/domain/roles";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** A manager's wish, told to the own owner: which company proposed which last month, by whom and when. */
export type Proposal = { companyId: string; month: BillingMonth; byName: string; at: Temporal.Instant };

/** One of the two companies of a connection. */
export type Party = { companyId: string; name: string; slug: string };

/** A connection with both its companies. */
export type Connection = {
  id: string;
  requestId: string;
  resellerId: string;
  dealer: Party;
  reseller: Party;
  /** The dealer's zone: in it the connection's months are counted. */
  zone: string;
  state: ConnectionState;
  /** The last month, also of one that is over; null while none is set. */
  endMonth: BillingMonth | null;
  endingByName: string | null;
  proposal: Proposal | null;
  /** Hubs that run on it, as they are stored. */
  liveHubs: number;
  version: number;
};

type Row = {
  id: string;
  requestId: string;
  resellerId: string;
  dealerId: string;
  dealerName: string;
  dealerSlug: string;
  zone: string;
  resellerCompanyId: string;
  resellerName: string;
  resellerSlug: string;
  status: ConnectionState["status"];
  endMonth: BillingMonth | null;
  endingCompanyId: string | null;
  endingByName: string | null;
  closedAt: Date | null;
  proposingCompanyId: string | null;
  proposedMonth: BillingMonth | null;
  proposedByName: string | null;
  proposedAt: Date | null;
  liveHubs: number;
  version: number;
};

const columns = Prisma.sql`
  n.id, n.request_id as "requestId", n.reseller_id as "resellerId", dc.id as "dealerId", dc.name as "dealerName",
  dc.slug as "dealerSlug", dc.time_zone as zone, rc.id as "resellerCompanyId", rc.name as "resellerName",
  rc.slug as "resellerSlug", n.state::text as status, n.end_month as "endMonth",
  n.ending_company_id as "endingCompanyId", n.ending_by_name as "endingByName", n.closed_at as "closedAt",
  n.proposing_company_id as "proposingCompanyId", n.proposed_month as "proposedMonth",
  n.proposed_by_name as "proposedByName", n.proposed_at as "proposedAt", n.version,
  (select count(*)::int from hub_package p where p.connection_id = n.id and p.status <> 'INACTIVE') as "liveHubs"`;

const joins = Prisma.sql`
  from reseller_connection n join company dc on dc.id = n.company_id
  join reseller r on r.id = n.reseller_id join company rc on rc.id = r.company_id`;

function toConnection(row: Row): Connection {
  const { proposingCompanyId, proposedMonth, proposedByName, proposedAt } = row;
  const proposal =
    proposingCompanyId && proposedMonth && proposedByName && proposedAt
      ? { companyId: proposingCompanyId, month: proposedMonth, byName: proposedByName, at: toInstant(proposedAt) }
      : null;
  return {
    id: row.id,
    requestId: row.requestId,
    resellerId: row.resellerId,
    dealer: { companyId: row.dealerId, name: row.dealerName, slug: row.dealerSlug },
    reseller: { companyId: row.resellerCompanyId, name: row.resellerName, slug: row.resellerSlug },
    zone: row.zone,
    state: toState(row),
    endMonth: row.endMonth,
    endingByName: row.endingByName,
    proposal,
    liveHubs: row.liveHubs,
    version: row.version,
  };
}

/** Throws where state and columns disagree, which the table's check rules out. */
function toState({ status, endMonth, endingCompanyId, closedAt }: Row): ConnectionState {
  if (status === "OPEN") return { status };
  if (status === "ENDING" && endMonth && endingCompanyId) return { status, endMonth, endingCompanyId };
  if (status === "CLOSED" && closedAt) return { status, closedAt: toInstant(closedAt) };
  throw new Error("A connection's state and columns disagree.");
}

/** Whose connection it must be: on that side of it stands that company. A stranger finds nothing. */
export type ConnectionReader = { companyId: string; side: CompanySide };

function isOf({ companyId, side }: ConnectionReader): Prisma.Sql {
  return side === "dealer"
    ? Prisma.sql`n.company_id = ${companyId}::uuid`
    : Prisma.sql`r.company_id = ${companyId}::uuid`;
}

/** Reads a connection without a lock. Throws NOT_FOUND alike for unknown ones and strangers'. */
export async function loadConnection(
  tx: Transaction,
  reader: ConnectionReader,
  connectionId: string,
): Promise<Connection> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} ${joins} where n.id::text = ${connectionId} and ${isOf(reader)}`;
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND");
  return toConnection(row);
}

/**
 * Locks a connection for a change, after its two companies (shared), and reads it. `lockedAt` is the database's clock
 * once all locks are held: whoever activated on the connection before did so no later than that.
 */
export async function lockConnection(
  tx: Transaction,
  reader: ConnectionReader,
  connectionId: string,
): Promise<{ connection: Connection; lockedAt: Date }> {
  const { dealer, reseller } = await loadConnection(tx, reader, connectionId);
  const parties = [dealer.companyId, reseller.companyId];
  await tx.$queryRaw`select 1 as held from company where id = any(${parties}::uuid[]) order by id for share`;
  const held = await tx.$queryRaw<[{ at: Date }]>`
    with held as materialized (
      select id from reseller_connection where id::text = ${connectionId} for no key update)
    select clock_timestamp() as at from held`;
  return { connection: await loadConnection(tx, reader, connectionId), lockedAt: held[0].at };
}

/** Who acts on a connection, and when by the companies' clock. */
export type ConnectionAct = { companyId: string; accountId: string; accountName: string; at: Temporal.Instant };

/** Writes the agreed end over an open connection; a proposal of either side is settled with it. */
export async function markEnding(
  tx: Transaction,
  { id }: Connection,
  endMonth: BillingMonth,
  by: ConnectionAct,
): Promise<void> {
  await tx.resellerConnection.update({
    where: { id },
    data: {
      state: "ENDING",
      endMonth,
      endingCompanyId: by.companyId,
      endingById: by.accountId,
      endingByName: by.accountName,
      endingAt: toDate(by.at),
      warnedDays: null,
      ...noProposal,
      version: { increment: 1 },
    },
  });
}

const noProposal = {
  proposedById: null,
  proposedByName: null,
  proposingCompanyId: null,
  proposedMonth: null,
  proposedAt: null,
};

/** Takes the agreed end back. */
export async function markKept(tx: Transaction, { id }: Connection): Promise<void> {
  await tx.resellerConnection.update({
    where: { id },
    data: {
      state: "OPEN",
      endMonth: null,
      endingCompanyId: null,
      endingById: null,
      endingByName: null,
      endingAt: null,
      warnedDays: null,
      version: { increment: 1 },
    },
  });
}

/** Closes a connection and the request it was approved by, so that a new one is free at once. */
export async function markClosed(tx: Transaction, { id, requestId }: Connection, at: Temporal.Instant): Promise<void> {
  const closedAt = toDate(at);
  await tx.resellerConnection.update({
    where: { id },
    data: { state: "CLOSED", closedAt, ...noProposal, version: { increment: 1 } },
  });
  await tx.connectionRequest.updateMany({
    where: { id: requestId, closedAt: null },
    data: { closedAt, version: { increment: 1 } },
  });
}

/** Keeps a manager's proposal; a later one of either side takes its place. */
export async function markProposed(
  tx: Transaction,
  { id }: Connection,
  month: BillingMonth,
  by: ConnectionAct,
): Promise<void> {
  await tx.resellerConnection.update({
    where: { id },
    data: {
      proposedById: by.accountId,
      proposedByName: by.accountName,
      proposingCompanyId: by.companyId,
      proposedMonth: month,
      proposedAt: toDate(by.at),
      version: { increment: 1 },
    },
  });
}

/** Sets a proposal aside. */
export async function dropProposal(tx: Transaction, { id }: Connection): Promise<void> {
  await tx.resellerConnection.update({ where: { id }, data: { ...noProposal, version: { increment: 1 } } });
}

/** Says who changed a connection last, for whom comes second. */
export async function connectionConflict(tx: Transaction, { id, requestId }: Connection): Promise<AppError> {
  const entry = await tx.auditEntry.findFirst({
    where: { subjectId: { in: [id, requestId] } },
    orderBy: [{ at: "desc" }, { recordedAt: "desc" }],
    select: { actorName: true, action: true, at: true },
  });
  if (!entry) return new AppError("CONFLICT");
  return new AppError("CONFLICT", { name: entry.actorName, did: entry.action, time: entry.at.toISOString() });
}

/** What the jobs need of a connection: its agreed last month while it is ending, and its dealer's clock. */
export type ConnectionClock = { endMonth: BillingMonth | null; offsetMs: bigint };

/** Reads it, held (shared) so that nobody decides on the connection meanwhile. Null for an unknown one. */
export async function findConnectionClock(tx: Transaction, connectionId: string): Promise<ConnectionClock | null> {
  const rows = await tx.$queryRaw<ConnectionClock[]>`
    select case n.state when 'ENDING' then n.end_month end as "endMonth", coalesce(k.offset_ms, 0) as "offsetMs"
    from reseller_connection n join company c on c.id = n.company_id
    left join simulation_clock k on k.id = c.clock_id
    where n.id::text = ${connectionId} for share of n`;
  return rows[0] ?? null;
}
