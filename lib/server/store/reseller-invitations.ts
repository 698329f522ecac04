import { toDate, toInstant, toInstantOrNull } from "@/lib/clock";
import type { ResellerInvitationState, StoredResellerInvitation } from "@/lib/domain/reseller-invitation";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** A dealer's invitation of an address that no reseller used when it was sent. */
export type ResellerInvitation = StoredResellerInvitation & {
  id: string;
  companyId: string;
  message: string | null;
  sentById: string;
  sentBy: string;
  version: number;
};

type Row = {
  id: string;
  companyId: string;
  email: string;
  state: ResellerInvitationState;
  message: string | null;
  sentById: string;
  sentBy: string;
  sentAt: Date;
  expiresAt: Date;
  closedAt: Date | null;
  version: number;
};

const columns = Prisma.sql`
  v.id, v.company_id as "companyId", v.email::text as email, v.state::text as state, v.message,
  v.sent_by_id as "sentById", coalesce(s.name, '–') as "sentBy", v.sent_at as "sentAt", v.expires_at as "expiresAt",
  v.closed_at as "closedAt", v.version
  from reseller_invitation v left join pro_account s on s.id = v.sent_by_id`;

function toInvitation(row: Row): ResellerInvitation {
  const { sentAt, expiresAt, closedAt, ...rest } = row;
  return { ...rest, sentAt: toInstant(sentAt), expiresAt: toInstant(expiresAt), closedAt: toInstantOrNull(closedAt) };
}

/**
 * Lets one act at a time settle what a request address is: whether it is invited, or becomes a reseller's. Held until
 * the transaction ends, and taken before any row.
 */
export async function lockRequestAddress(tx: Transaction, email: string): Promise<void> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended('request-address:' || lower(${email}), 0))::text as held`;
}

/** Reads, and on demand locks, what holds an address's place at a dealer: waiting, or past its end but not yet closed. */
export async function findUnclosedInvitation(
  tx: Transaction,
  { companyId, email }: { companyId: CompanyId; email: string },
  lock: "LOCK" | "READ",
): Promise<ResellerInvitation | null> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} where v.company_id = ${companyId}::uuid and v.email = ${email}::citext and v.closed_at is null
    ${lock === "LOCK" ? Prisma.sql`for update of v` : Prisma.empty}`;
  return rows[0] ? toInvitation(rows[0]) : null;
}

/** Locks one of a dealer's invitations. Throws NOT_FOUND alike for unknown ones and strangers'. */
export async function lockOwnInvitation(
  tx: Transaction,
  companyId: CompanyId,
  invitationId: string,
): Promise<ResellerInvitation> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} where v.company_id = ${companyId}::uuid and v.id = ${invitationId}::uuid for update of v`;
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return toInvitation(rows[0]);
}

/** Reads a dealer's newest invitation of each address that became no request, the newest first. */
export async function listInvitations(tx: Transaction, companyId: CompanyId): Promise<ResellerInvitation[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select * from (
      select distinct on (v.email) ${columns} where v.company_id = ${companyId}::uuid
      order by v.email, v.sent_at desc, v.id desc) newest
    where state <> 'CLAIMED' order by "sentAt" desc, id desc`;
  return rows.map(toInvitation);
}

export type NewResellerInvitation = {
  companyId: string;
  email: string;
  message: string | null;
  sentById: string;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
};

/** Writes a new invitation and returns its id. */
export async function insertResellerInvitation(tx: Transaction, made: NewResellerInvitation): Promise<string> {
  const data = { ...made, sentAt: toDate(made.sentAt), expiresAt: toDate(made.expiresAt) };
  return (await tx.resellerInvitation.create({ data, select: { id: true } })).id;
}

/** What ends an invitation. `requestId` is the request it became. */
export type InvitationEnd = { closedAt: Date } & (
  | { state: "WITHDRAWN" | "EXPIRED" }
  | { state: "CLAIMED"; requestId: string }
);

/** Closes a locked invitation and returns its new version. */
export async function closeInvitation(
  tx: Transaction,
  { id, version }: Pick<ResellerInvitation, "id" | "version">,
  end: InvitationEnd,
): Promise<number> {
  await tx.resellerInvitation.update({ where: { id }, data: { ...end, version: version + 1 } });
  return version + 1;
}

/** An invitation with the dealer behind it, by whose clock it ends. */
export type DealersInvitation = ResellerInvitation & { dealerName: string; dealerSlug: string; offsetMs: bigint };

type DealersRow = Row & { dealerName: string; dealerSlug: string; offsetMs: bigint };

const dealerColumns = Prisma.sql`
  c.name as "dealerName", c.slug as "dealerSlug", coalesce(k.offset_ms, 0) as "offsetMs", ${columns}
  join company c on c.id = v.company_id and c.deleted_at is null
  left join simulation_clock k on k.id = c.clock_id`;

function toDealers({ dealerName, dealerSlug, offsetMs, ...row }: DealersRow): DealersInvitation {
  return { ...toInvitation(row), dealerName, dealerSlug, offsetMs };
}

/** Locks what dealers of one clock sent to an address and still waits. The caller holds the address. */
export async function lockInvitationsTo(
  tx: Transaction,
  { email, clockId }: { email: string; clockId: string | null },
): Promise<DealersInvitation[]> {
  const rows = await tx.$queryRaw<DealersRow[]>`
    select ${dealerColumns}
    where v.email = ${email}::citext and v.state = 'SENT' and c.clock_id is not distinct from ${clockId}::uuid
    order by v.sent_at, v.id for update of v`;
  return rows.map(toDealers);
}

/** Locks the oldest invitations whose end has come by their dealer's clock at the real instant `at`; another's locks are passed by. */
export async function lockDueInvitations(tx: Transaction, at: Date, limit: number): Promise<DealersInvitation[]> {
  const rows = await tx.$queryRaw<DealersRow[]>`
    select ${dealerColumns}
    where v.state = 'SENT'
      and v.expires_at <= ${at}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by v.expires_at, v.id limit ${limit} for update of v skip locked`;
  return rows.map(toDealers);
}
