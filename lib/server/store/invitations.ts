import { hashToken } from "@/lib/auth/secret-token";
import { toDate, toInstant, toInstantOrNull } from "@/lib/clock";
import type { Invitation, InvitationState, InvitedRole } from "@/lib/domain/invitation";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** Whoever owns the company that invites: mails about the offer's end go there. */
export type InvitingOwner = { accountId: string; name: string; email: string; locale: string | null };

/** A company as an invitation needs it, with its clock's offset. */
export type InvitingCompany = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  isDealer: boolean;
  isReseller: boolean;
  offsetMs: bigint;
  owner: InvitingOwner;
};

export type StoredInvitation = Invitation & {
  id: string;
  role: InvitedRole;
  sentAt: Temporal.Instant;
  inviterName: string;
  version: number;
  company: InvitingCompany;
};

type Row = {
  id: string;
  email: string;
  role: InvitedRole;
  state: InvitationState;
  sentAt: Date;
  expiresAt: Date;
  closedAt: Date | null;
  version: number;
  inviterName: string;
  companyId: string;
  slug: string;
  companyName: string;
  timeZone: string;
  isDealer: boolean;
  isReseller: boolean;
  offsetMs: bigint;
  ownerId: string;
  ownerName: string;
  ownerEmail: string;
  ownerLocale: string | null;
};

const columns = Prisma.sql`
  i.id, i.email::text as email, i.role::text as role, i.state::text as state, i.sent_at as "sentAt",
  i.expires_at as "expiresAt", i.closed_at as "closedAt", i.version, b.name as "inviterName", c.id as "companyId",
  c.slug, c.name as "companyName", c.time_zone as "timeZone", coalesce(k.offset_ms, 0) as "offsetMs",
  exists (select from dealer_enrollment d where d.company_id = c.id) as "isDealer",
  exists (select from reseller r where r.company_id = c.id) as "isReseller", a.id as "ownerId",
  a.name as "ownerName", a.email::text as "ownerEmail", a.locale as "ownerLocale"`;

const joins = Prisma.sql`
  from invitation i
  join company c on c.id = i.company_id and c.deleted_at is null
  join pro_account b on b.id = i.invited_by_id
  join employee e on e.company_id = c.id and e.role = 'OWNER'
  join pro_account a on a.id = e.account_id
  left join simulation_clock k on k.id = c.clock_id`;

function toInvitation(row: Row): StoredInvitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: row.state,
    sentAt: toInstant(row.sentAt),
    expiresAt: toInstant(row.expiresAt),
    closedAt: toInstantOrNull(row.closedAt),
    inviterName: row.inviterName,
    version: row.version,
    company: {
      id: row.companyId,
      slug: row.slug,
      name: row.companyName,
      timeZone: row.timeZone,
      isDealer: row.isDealer,
      isReseller: row.isReseller,
      offsetMs: row.offsetMs,
      owner: { accountId: row.ownerId, name: row.ownerName, email: row.ownerEmail, locale: row.ownerLocale },
    },
  };
}

/** How an offer is named: by the id a list shows, or by what is stored of its link. */
export type InvitationKey = { id: string } | { tokenHash: string };

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads how an address names an offer: a UUID is its id, anything else the token of its link. */
export function invitationKeyOf(ref: string): InvitationKey {
  return uuidPattern.test(ref) ? { id: ref } : { tokenHash: hashToken(ref) };
}

function keyCondition(key: InvitationKey): Prisma.Sql {
  return "id" in key ? Prisma.sql`i.id = ${key.id}::uuid` : Prisma.sql`i.token_hash = ${key.tokenHash}`;
}

/** Finds an offer with its company. Null for an unknown one and for one of a deleted company. */
export async function findInvitation(tx: Transaction, key: InvitationKey): Promise<StoredInvitation | null> {
  const rows = await tx.$queryRaw<Row[]>`select ${columns} ${joins} where ${keyCondition(key)}`;
  return rows[0] ? toInvitation(rows[0]) : null;
}

/**
 * Locks an offer and reads it as it is under the lock. Null for an unknown one and for one of a deleted company: the company
 * is held first, so that its deletion comes before or after whatever is done with the offer.
 */
export async function lockInvitation(tx: Transaction, key: InvitationKey): Promise<StoredInvitation | null> {
  await tx.$queryRaw`
    select 1 as held from company where id = (select i.company_id from invitation i where ${keyCondition(key)}) for share`;
  await tx.$queryRaw`select i.id from invitation i where ${keyCondition(key)} for update`;
  return findInvitation(tx, key);
}

/** Lets one act at a time settle what an address is to a company. Held until the transaction ends. */
export async function lockAddress(tx: Transaction, companyId: string, email: string): Promise<void> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${companyId} || ':' || lower(${email}), 0))::text`;
}

/** Locks the offer that holds an address's place in a company, open or past its end but not yet closed. */
export async function lockUnclosed(
  tx: Transaction,
  companyId: string,
  email: string,
): Promise<StoredInvitation | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from invitation where company_id = ${companyId}::uuid and email = ${email}::citext and closed_at is null
    for update`;
  return rows[0] ? findInvitation(tx, { id: rows[0].id }) : null;
}

/**
 * Holds every company that keeps an entry for an address against its deletion until the transaction ends, in one order.
 * Whoever locks the address's account as well does so afterwards, as a deletion does that writes to the account.
 */
export async function holdKeepers(tx: Transaction, email: string): Promise<void> {
  await tx.$queryRaw`
    select 1 as held from company
    where id in (select company_id from invitation where email = ${email}::citext and state = 'WAITING')
    order by id for share`;
}

/** Locks the kept entries of an address that wait for its PRO account, in every company; the companies are held first. */
export async function lockWaiting(tx: Transaction, email: string): Promise<StoredInvitation[]> {
  await holdKeepers(tx, email);
  await tx.$queryRaw`select id from invitation where email = ${email}::citext and state = 'WAITING' for update`;
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} ${joins} where i.email = ${email}::citext and i.state = 'WAITING' order by i.id`;
  return rows.map(toInvitation);
}

/** Lists the offers an address can still answer at the real instant `at`, the newest first. */
export async function listAnswerable(tx: Transaction, email: string, at: Date): Promise<StoredInvitation[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} ${joins}
    where i.email = ${email}::citext and i.state = 'INVITED'
      and i.expires_at > ${at}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by i.sent_at desc, i.id`;
  return rows.map(toInvitation);
}

/** Lists unclosed offers whose end has come by their company's clock at the real instant `at`, the oldest first. */
export async function listDueInvitations(tx: Transaction, at: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select i.id from invitation i
    join company c on c.id = i.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    where i.closed_at is null
      and i.expires_at <= ${at}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by i.expires_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export type NewInvitation = {
  companyId: string;
  email: string;
  role: InvitedRole;
  /** Null for an entry that waits for its PRO account. */
  tokenHash: string | null;
  invitedById: string;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
};

/** Writes a new offer, or a kept entry where there is no token, and returns its id. */
export async function insertInvitation(tx: Transaction, made: NewInvitation): Promise<string> {
  const { sentAt, expiresAt, ...rest } = made;
  const state = made.tokenHash === null ? "WAITING" : "INVITED";
  const { id } = await tx.invitation.create({
    data: { ...rest, state, sentAt: toDate(sentAt), expiresAt: toDate(expiresAt) },
    select: { id: true },
  });
  return id;
}

export type InvitationChange = Partial<{
  state: InvitationState;
  role: InvitedRole;
  tokenHash: string;
  sentAt: Date;
  expiresAt: Date;
  closedAt: Date;
}>;

/** Writes a change over an offer read under its lock, and returns the new version. Throws CONFLICT if it has changed since. */
export async function saveInvitation(
  tx: Transaction,
  { id, version }: Pick<StoredInvitation, "id" | "version">,
  change: InvitationChange,
): Promise<number> {
  const { count } = await tx.invitation.updateMany({
    where: { id, version },
    data: { ...change, version: version + 1 },
  });
  if (count === 0) throw new AppError("CONFLICT");
  return version + 1;
}
