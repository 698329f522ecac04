import { toInstant, toInstantOrNull } from "@/lib/clock";
import type { MoveStatus, MoveTarget, StoredMove } from "@/lib/domain/move-request";
import type { CompanySide } from "@/lib/domain/roles";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { Party } from "./connections";

/** A dealer's request to a reseller to take hubs over, with both companies. */
export type MoveRequest = {
  id: string;
  dealer: Party;
  /** The reseller that is to pay, and the connection its hubs will run on. */
  reseller: Party;
  target: MoveTarget;
  connectionId: string;
  state: StoredMove;
  sentAt: Temporal.Instant;
  sentById: string;
  sentByName: string;
  reason: string | null;
  /** How many hubs were asked for, still wait, have moved, and could not. */
  hubs: { asked: number; planned: number; moved: number; refused: number };
  /** The zone of the earliest boundary, in which it is told (IANA name). */
  zone: string;
  version: number;
};

type Row = {
  id: string;
  dealerId: string;
  dealerName: string;
  dealerSlug: string;
  dealerZone: string;
  resellerId: string;
  resellerCompanyId: string;
  resellerName: string;
  resellerSlug: string;
  connectionId: string;
  connectionState: MoveTarget["state"];
  status: MoveStatus;
  sentAt: Date;
  sentById: string;
  sentByName: string;
  expiresAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  reason: string | null;
  asked: number;
  planned: number;
  moved: number;
  refused: number;
  zone: string | null;
  version: number;
};

const columns = Prisma.sql`
  q.id, dc.id as "dealerId", dc.name as "dealerName", dc.slug as "dealerSlug", dc.time_zone as "dealerZone",
  q.reseller_id as "resellerId", rc.id as "resellerCompanyId", rc.name as "resellerName", rc.slug as "resellerSlug",
  q.connection_id as "connectionId", n.state::text as "connectionState", q.status::text as status, q.sent_at as "sentAt",
  q.sent_by_id as "sentById", q.sent_by_name as "sentByName", q.expires_at as "expiresAt", q.decided_at as "decidedAt",
  q.decided_by_name as "decidedByName", q.reason, q.version, hubs.*
  from move_request q join company dc on dc.id = q.company_id join reseller_connection n on n.id = q.connection_id
  join reseller r on r.id = q.reseller_id join company rc on rc.id = r.company_id
  cross join lateral (
    select count(*)::int as asked, count(*) filter (where m.status = 'PLANNED')::int as planned,
      count(*) filter (where m.status = 'DONE')::int as moved, count(*) filter (where m.status = 'REFUSED')::int as refused,
      min(m.zone) filter (where m.effective_at = q.expires_at) as zone
    from scheduled_change m where m.move_request_id = q.id) hubs`;

function toMove(row: Row): MoveRequest {
  const { resellerId, resellerName, asked, planned, moved, refused } = row;
  return {
    id: row.id,
    dealer: { companyId: row.dealerId, name: row.dealerName, slug: row.dealerSlug },
    reseller: { companyId: row.resellerCompanyId, name: resellerName, slug: row.resellerSlug },
    target: { resellerId, resellerName, state: row.connectionState },
    connectionId: row.connectionId,
    state: {
      status: row.status,
      expiresAt: toInstant(row.expiresAt),
      decidedAt: toInstantOrNull(row.decidedAt),
      decidedBy: row.decidedByName,
    },
    sentAt: toInstant(row.sentAt),
    sentById: row.sentById,
    sentByName: row.sentByName,
    reason: row.reason,
    hubs: { asked, planned, moved, refused },
    zone: row.zone ?? row.dealerZone,
    version: row.version,
  };
}

/** Whose request it must be: its dealer's, or that of the reseller it was sent to. A stranger finds nothing. */
export type MoveReader = { companyId: string; side: CompanySide };

function isOf({ companyId, side }: MoveReader): Prisma.Sql {
  return side === "dealer"
    ? Prisma.sql`q.company_id = ${companyId}::uuid`
    : Prisma.sql`r.company_id = ${companyId}::uuid`;
}

/** Reads a request. Throws NOT_FOUND alike for unknown ones and strangers'. */
export async function loadMove(tx: Transaction, reader: MoveReader, moveRequestId: string): Promise<MoveRequest> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} where q.id::text = ${moveRequestId} and ${isOf(reader)}`;
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND");
  return toMove(row);
}

/**
 * Locks a request for a decision, after both companies and the new payer's connection (shared), and reads it.
 * `lockedAt` is the database's clock once all locks are held.
 */
export async function lockMove(
  tx: Transaction,
  reader: MoveReader,
  moveRequestId: string,
): Promise<{ request: MoveRequest; lockedAt: Date }> {
  const { dealer, reseller, connectionId } = await loadMove(tx, reader, moveRequestId);
  const parties = [dealer.companyId, reseller.companyId];
  await tx.$queryRaw`select 1 as held from company where id = any(${parties}::uuid[]) order by id for share`;
  await tx.$queryRaw`select 1 as held from reseller_connection where id = ${connectionId}::uuid for share`;
  const held = await tx.$queryRaw<[{ at: Date }]>`
    with held as materialized (select id from move_request where id::text = ${moveRequestId} for no key update)
    select clock_timestamp() as at from held`;
  return { request: await loadMove(tx, reader, moveRequestId), lockedAt: held[0].at };
}

/** Who decides on a request, and when by the companies' clock; a job has no account. */
export type MoveDecision = {
  status: Exclude<MoveStatus, "PENDING">;
  accountId: string | null;
  accountName: string | null;
  at: Date;
  reason: string | null;
};

/** Writes a decision over a waiting request. */
export async function decideMove(tx: Transaction, moveRequestId: string, decision: MoveDecision): Promise<void> {
  const { status, accountId, accountName, at, reason } = decision;
  await tx.moveRequest.update({
    where: { id: moveRequestId },
    data: {
      status,
      decidedById: accountId,
      decidedByName: accountName,
      decidedAt: at,
      reason,
      version: { increment: 1 },
    },
  });
}

/** Agrees to every hub of a request that still waits. */
export async function approveChanges(tx: Transaction, moveRequestId: string): Promise<void> {
  await tx.$executeRaw`
    update scheduled_change set is_approved = true, version = version + 1
    where move_request_id = ${moveRequestId}::uuid and status = 'PLANNED'`;
}

/** Whose word closes planned changes, and when by the company's clock; a job has no account. */
export type Closing = { accountId: string | null; at: Date };

/** Cancels every hub of a request that still waits, up to `limit`, and returns how many. */
export async function cancelChanges(
  tx: Transaction,
  moveRequestId: string,
  { accountId, at }: Closing,
  limit: number | null = null,
): Promise<number> {
  return tx.$executeRaw`
    update scheduled_change m set status = 'CANCELED', closed_by_id = ${accountId}::uuid, closed_at = ${at},
      version = m.version + 1
    from (select id from scheduled_change where move_request_id = ${moveRequestId}::uuid and status = 'PLANNED'
      limit ${limit}::int) waiting where m.id = waiting.id`;
}

/** How many hubs of an approved request each present payer loses, and on which connection they run. */
export type LosingPayer = { party: Party; connectionId: string; n: number; movesAt: Date; zone: string };

/** Reads from whom the hubs of a request that still wait are to move away. */
export async function listLosingPayers(tx: Transaction, moveRequestId: string): Promise<LosingPayer[]> {
  const rows = await tx.$queryRaw<(Omit<LosingPayer, "party"> & Party)[]>`
    select c.id as "companyId", c.name, c.slug, p.connection_id as "connectionId", count(*)::int as n,
      min(m.effective_at) as "movesAt", (array_agg(m.zone order by m.effective_at))[1] as zone
    from scheduled_change m join hub_package p on p.id = m.hub_package_id
    join reseller r on r.id = p.reseller_id join company c on c.id = r.company_id
    where m.move_request_id = ${moveRequestId}::uuid and m.status = 'PLANNED' group by c.id, c.name, c.slug, p.connection_id`;
  return rows.map(({ companyId, name, slug, ...rest }) => ({ party: { companyId, name, slug }, ...rest }));
}

/** A request that nobody answered in time. `offsetMs` is that of the dealer's clock. */
export type OverdueMove = { id: string; dealerId: string; expiresAt: Date };

/** Lists the requests whose first boundary has come by their dealers' clocks. `now` is real time. */
export async function listOverdueMoves(tx: Transaction, now: Date): Promise<OverdueMove[]> {
  return tx.$queryRaw<OverdueMove[]>`
    select q.id, q.company_id as "dealerId", q.expires_at as "expiresAt"
    from move_request q join company c on c.id = q.company_id left join simulation_clock k on k.id = c.clock_id
    where q.status = 'PENDING'
      and q.expires_at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by q.expires_at, q.id`;
}

type ListRequest = { isWaiting: boolean; now: Date; limit: number };

/**
 * Lists the requests of one company on one side: those that wait for an answer at `now` and still have hubs, oldest
 * first, or what became of the others, newest first.
 */
export async function listMoves(
  tx: Transaction,
  reader: MoveReader,
  { isWaiting, now, limit }: ListRequest,
): Promise<MoveRequest[]> {
  const waits = Prisma.sql`(q.status = 'PENDING' and q.expires_at > ${now} and hubs.planned > 0)`;
  const rows = isWaiting
    ? await tx.$queryRaw<Row[]>`
        select ${columns} where ${isOf(reader)} and ${waits} order by q.sent_at, q.id limit ${limit}`
    : await tx.$queryRaw<Row[]>`
        select ${columns} where ${isOf(reader)} and not ${waits} order by q.sent_at desc, q.id desc limit ${limit}`;
  return rows.map(toMove);
}

/** Counts the requests that wait for a reseller's answer at `now`. */
export async function countWaitingMoves(tx: Transaction, companyId: string, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from move_request q join reseller r on r.id = q.reseller_id
    where r.company_id = ${companyId}::uuid and q.status = 'PENDING' and q.expires_at > ${now}
      and exists (select from scheduled_change m where m.move_request_id = q.id and m.status = 'PLANNED')`;
  return rows[0].n;
}
