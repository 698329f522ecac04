import { toDate, toInstant, toInstantOrNull } from "@/lib/clock";
import type { KeyScope } from "@/lib/domain/cloud/key-rights";
import type { TokenPair } from "@/lib/domain/token-rotation";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../../context";
import { kept } from "../kept-statements";
import type { HubRead } from "./hubs";

/** A stored pair of tokens with where it belongs. */
export type SessionPair = TokenPair & {
  id: string;
  familyId: string;
  userId: string;
  linkId: string | null;
  /** How long its refresh token was made to last; a family keeps what its sign-in gave it. */
  refreshLife: Temporal.Duration;
};

type Columns = Omit<
  SessionPair,
  "refreshLife" | "accessExpiresAt" | "refreshExpiresAt" | "accessUsedAt" | "refreshUsedAt" | "revokedAt"
> & {
  accessExpiresAt: Date;
  refreshExpiresAt: Date;
  accessUsedAt: Date | null;
  refreshUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
};

const columns = Prisma.sql`
  s.id, s.family_id as "familyId", s.user_id as "userId", s.link_id as "linkId", s.key_id as "keyId",
  s.access_expires_at as "accessExpiresAt", s.refresh_expires_at as "refreshExpiresAt", s.access_used_at as "accessUsedAt",
  s.refresh_used_at as "refreshUsedAt", s.revoked_at as "revokedAt", s.created_at as "createdAt"`;

function toPair({ createdAt, ...row }: Columns): SessionPair {
  return {
    ...row,
    refreshLife: toInstant(createdAt).until(toInstant(row.refreshExpiresAt)),
    accessExpiresAt: toInstant(row.accessExpiresAt),
    refreshExpiresAt: toInstant(row.refreshExpiresAt),
    accessUsedAt: toInstantOrNull(row.accessUsedAt),
    refreshUsedAt: toInstantOrNull(row.refreshUsedAt),
    revokedAt: toInstantOrNull(row.revokedAt),
  };
}

/**
 * Who shows an access token: the pair, the person's name, and the key that came with it (null for none that holds).
 * `found` is the row that the read gave, if one went with it; null where that person has no such hub.
 */
export type ShownToken = {
  pair: SessionPair;
  name: string;
  keyId: string | null;
  keyScopes: KeyScope[] | null;
  keyUsedAt: Date | null;
  found: unknown;
};
type ShownRow = Columns & {
  name: string;
  shownKeyId: string | null;
  keyScopes: KeyScope[] | null;
  keyUsedAt: Date | null;
  found: unknown;
};

/**
 * Finds the pair of an access token beside the key that came with it, and in the same statement what a call asks of that
 * person's hubs: a read a call is all that most of them do. Null for an unknown token.
 */
export async function findShownToken(
  tx: Transaction,
  { accessHash, keyHash, at }: { accessHash: string; keyHash: string; at: Date },
  read: HubRead<unknown> | null,
): Promise<ShownToken | null> {
  const found = read
    ? Prisma.sql`(select to_json(f) from (${read.sqlOf({ kind: "BEARER" })}) f)`
    : Prisma.sql`null::json`;
  const rows = await tx.$queryRaw<ShownRow[]>`
    ${kept} select ${columns}, concat_ws(' ', u.first_name, nullif(u.last_name, '')) as name, k.id as "shownKeyId",
      k.scopes as "keyScopes", k.last_used_at as "keyUsedAt", ${found} as found
    from cloud.session s join cloud.end_user u on u.id = s.user_id and u.disabled_at is null
    left join cloud.live_api_key k on k.key_hash = ${keyHash}
      and (k.expires_at is null or k.expires_at > ${at}::timestamptz)
    where s.access_hash = ${accessHash}`;
  const [row] = rows;
  if (!row) return null;
  const { name, shownKeyId, keyScopes, keyUsedAt, found: given, ...pair } = row;
  return { pair: toPair(pair), name, keyId: shownKeyId, keyScopes, keyUsedAt, found: given };
}

/** Notes the first use of an access token. False if the pair was revoked meanwhile. */
export async function noteFirstUse(tx: Transaction, sessionId: string, at: Date): Promise<boolean> {
  const noted = await tx.$executeRaw`
    update cloud.session set access_used_at = coalesce(access_used_at, ${at})
    where id = ${sessionId}::uuid and revoked_at is null`;
  return noted === 1;
}

/** Finds and locks the pair of a refresh token; its family's other refreshes wait. */
export async function lockByRefresh(tx: Transaction, refreshHash: string): Promise<SessionPair | null> {
  const rows = await tx.$queryRaw<Columns[]>`
    select ${columns} from cloud.session s where s.refresh_hash = ${refreshHash} for update`;
  return rows[0] ? toPair(rows[0]) : null;
}

/** Finds and locks the live pair that followed one. */
export async function lockSuccessor(tx: Transaction, sessionId: string): Promise<SessionPair | null> {
  const rows = await tx.$queryRaw<Columns[]>`
    select ${columns} from cloud.session s
    where s.predecessor_id = ${sessionId}::uuid and s.revoked_at is null for update`;
  return rows[0] ? toPair(rows[0]) : null;
}

export type NewPair = {
  id: string;
  familyId: string;
  predecessorId: string | null;
  userId: string;
  keyId: string;
  linkId: string | null;
  accessHash: string;
  refreshHash: string;
  accessExpiresAt: Temporal.Instant;
  refreshExpiresAt: Temporal.Instant;
  createdAt: Temporal.Instant;
};

/** Keeps a pair of tokens by their hashes; `predecessorId` names the pair it renewed. */
export async function addPair(tx: Transaction, pair: NewPair): Promise<void> {
  await tx.$executeRaw`
    insert into cloud.session (id, family_id, predecessor_id, user_id, key_id, link_id, access_hash, refresh_hash,
      access_expires_at, refresh_expires_at, created_at)
    values (${pair.id}::uuid, ${pair.familyId}::uuid, ${pair.predecessorId}::uuid, ${pair.userId}::uuid,
      ${pair.keyId}::uuid, ${pair.linkId}::uuid, ${pair.accessHash}, ${pair.refreshHash},
      ${toDate(pair.accessExpiresAt)}, ${toDate(pair.refreshExpiresAt)}, ${toDate(pair.createdAt)})`;
}

/** Notes the first use of a refresh token; a second changes nothing. */
export async function spendPair(tx: Transaction, sessionId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    update cloud.session set refresh_used_at = ${at} where id = ${sessionId}::uuid and refresh_used_at is null`;
}

export type RevokeReason = "REPLACED" | "REPEATED" | "SIGNED_OUT" | "UNLINKED" | "PASSWORD_CHANGED" | "BINDING_LOST";

/** Which pairs end: one, a family, a box's or all of a user's. */
export type RevokeScope = { sessionId: string } | { familyId: string } | { linkId: string } | { userId: string };

/** Ends pairs that have not ended yet. Returns how many. */
export async function revokePairs(
  tx: Transaction,
  scope: RevokeScope,
  { reason, at }: { reason: RevokeReason; at: Date },
): Promise<number> {
  return tx.$executeRaw`
    update cloud.session set revoked_at = ${at}, revoke_reason = ${reason} where revoked_at is null and ${whichOf(scope)}`;
}

function whichOf(scope: RevokeScope): Prisma.Sql {
  if ("sessionId" in scope) return Prisma.sql`id = ${scope.sessionId}::uuid`;
  if ("familyId" in scope) return Prisma.sql`family_id = ${scope.familyId}::uuid`;
  if ("linkId" in scope) return Prisma.sql`link_id = ${scope.linkId}::uuid`;
  return Prisma.sql`user_id = ${scope.userId}::uuid`;
}

/** Lets access tokens run out at `at`: of everybody bound to a hub, or of all. Refresh tokens stay. Returns how many. */
export async function runOutAccess(tx: Transaction, hubId: string | null, at: Date): Promise<number> {
  return tx.$executeRaw`
    update cloud.session s set access_expires_at = ${at}
    where s.revoked_at is null and s.access_expires_at > ${at} and (${hubId}::text is null or exists (
      select from cloud.hub_binding b join hub h on h.id = b.hub_id and h.released_at is null
      where b.user_id = s.user_id and h.hub_id = ${hubId}))`;
}

/**
 * Deletes at most so many pairs, spent or revoked, whose tokens ran out before an instant of real time: shown again,
 * neither of them opens or ends anything. The one pair of a family that is neither stays, since by it a stream is known
 * to be live, and none is cut because its token ran out (INTEGRATION 8.2). Returns how many.
 */
export async function deletePairs(tx: Transaction, ranOutBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from cloud.session where ctid = any(array(
      select ctid from cloud.session where (refresh_used_at is not null or revoked_at is not null)
        and refresh_expires_at < ${ranOutBefore}::timestamptz and access_expires_at < ${ranOutBefore}::timestamptz
      order by refresh_expires_at limit ${most} for update skip locked))`;
}
