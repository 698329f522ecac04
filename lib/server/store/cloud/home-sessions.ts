import { hashToken, mintToken } from "@/lib/auth/secret-token";
import { realNow, toDate } from "@/lib/clock";
import type { Position } from "@/lib/live/position";
import { onDatabase, type Transaction } from "../../context";

/** Limits of a sign-in, those of PRO accounts (RELIABILITY, section 7). */
const limits = { idleMinutes: 30, absoluteHours: 12, perUser: 10 };

/** How often a request writes down that the sign-in is in use. */
const touchSeconds = 60;

/** Opens a sign-in to My home and returns its id, 256 random bits. Beyond ten a user, the oldest are ended. */
export async function openHomeSession(
  tx: Transaction,
  { userId, epoch }: { userId: string; epoch: number },
): Promise<string> {
  const { token, tokenHash } = mintToken();
  const now = toDate(realNow());
  await tx.$executeRaw`
    insert into cloud.home_session (sid_hash, user_id, user_epoch, created_at, last_seen_at)
    values (${tokenHash}, ${userId}::uuid, ${epoch}, ${now}, ${now})`;
  await tx.$executeRaw`
    update cloud.home_session set revoked_at = ${now} where revoked_at is null and sid_hash in (
      select sid_hash from cloud.home_session where user_id = ${userId}::uuid and revoked_at is null
      order by created_at desc, sid_hash offset ${limits.perUser})`;
  return token;
}

/** Ends one sign-in; the next request with its cookie is a stranger's. */
export async function endHomeSession(tx: Transaction, sid: string): Promise<void> {
  await tx.$executeRaw`
    update cloud.home_session set revoked_at = ${toDate(realNow())}
    where sid_hash = ${hashToken(sid)} and revoked_at is null`;
}

/** Deletes at most so many sign-ins to My home that began before an instant of real time. Returns how many. */
export async function deleteHomeSessions(tx: Transaction, begunBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from cloud.home_session where ctid = any(array(
      select ctid from cloud.home_session where created_at < ${begunBefore}::timestamptz
      order by created_at limit ${most} for update skip locked))`;
}

/** Somebody signed in to My home. `sessionId` names the sign-in by its hash. */
export type ResidentRow = {
  sessionId: string;
  userId: string;
  email: string;
  name: string;
  locale: string | null;
  /** Where the feed stood before anything else of the request was read. */
  position: Position;
};

/** Reads a sign-in with its user, both live and all limits checked, in the one query a request makes. Null on every doubt. */
export async function findResident(sid: string): Promise<ResidentRow | null> {
  const now = toDate(realNow());
  const rows = await onDatabase(
    (client) => client.$queryRaw<(ResidentRow & { isStale: boolean })[]>`
      select s.sid_hash as "sessionId", u.id as "userId", u.email::text as email, u.locale,
        concat_ws(' ', u.first_name, nullif(u.last_name, '')) as name, pg_current_snapshot()::text as position,
        s.last_seen_at < ${now}::timestamptz - make_interval(secs => ${touchSeconds}) as "isStale"
      from cloud.home_session s join cloud.end_user u on u.id = s.user_id and u.epoch = s.user_epoch
      where s.sid_hash = ${hashToken(sid)} and s.revoked_at is null and u.disabled_at is null
        and s.last_seen_at > ${now}::timestamptz - make_interval(mins => ${limits.idleMinutes}::int)
        and s.created_at > ${now}::timestamptz - make_interval(hours => ${limits.absoluteHours}::int)`,
  );
  const [found] = rows;
  if (!found) return null;
  const { isStale, ...resident } = found;
  if (isStale) await touch(resident.sessionId, now);
  return resident;
}

async function touch(sessionId: string, now: Date): Promise<void> {
  await onDatabase(
    (client) => client.$executeRaw`update cloud.home_session set last_seen_at = ${now} where sid_hash = ${sessionId}`,
  );
}

/** What a sign-in to My home may hear of at this moment: hubs by their printed ids. */
export type ResidentRights = { sessionId: string; hubIds: string[] };

/** Reads the rights of many sign-ins at once, all limits checked, without counting as their use. Ended ones are left out. */
export async function listResidentRights(tx: Transaction, sessionIds: readonly string[]): Promise<ResidentRights[]> {
  const now = toDate(realNow());
  return tx.$queryRaw<ResidentRights[]>`
    select s.sid_hash as "sessionId", array(select h.hub_id from cloud.hub_binding b
        join hub h on h.id = b.hub_id and h.released_at is null where b.user_id = u.id) as "hubIds"
    from cloud.home_session s join cloud.end_user u on u.id = s.user_id and u.epoch = s.user_epoch
    where s.sid_hash = any(${[...new Set(sessionIds)]}) and s.revoked_at is null and u.disabled_at is null
      and s.last_seen_at > ${now}::timestamptz - make_interval(mins => ${limits.idleMinutes}::int)
      and s.created_at > ${now}::timestamptz - make_interval(hours => ${limits.absoluteHours}::int)`;
}
