import { createHash, randomBytes } from "node:crypto";
import { realNow, toDate } from "@/lib/clock";
import type { CompanyKind } from "@/lib/domain/company-kind";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { Position } from "@/lib/live/position";
import { onDatabase, type Transaction } from "../context";
import { kept } from "./kept-statements";

/** Limits of a sign-in (RELIABILITY, section 7); a platform admin's is shorter. */
const limits = { idleMinutes: 30, absoluteHours: 12, adminIdleMinutes: 15, adminAbsoluteHours: 8, perAccount: 10 };

/** How often a request writes down that the session is in use. */
const touchSeconds = 60;

export type SessionOwner = { accountId: string; epoch: number; address: string | null; agent: string | null };

/** Returns the form in which a session id is stored; the cookie alone holds the id itself. */
export function hashSid(sid: string): string {
  return createHash("sha256").update(sid).digest("hex");
}

/** Opens a session of 256 random bits and returns its id. Beyond ten an account, the oldest are revoked. */
export async function openSession(tx: Transaction, owner: SessionOwner): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  const now = toDate(realNow());
  await tx.session.create({
    data: {
      sidHash: hashSid(sid),
      accountId: owner.accountId,
      accountEpoch: owner.epoch,
      createdAt: now,
      lastSeenAt: now,
      reauthenticatedAt: now,
      address: owner.address,
      agent: owner.agent?.slice(0, 200) ?? null,
    },
  });
  await revokeBeyondLimit(tx, owner.accountId, now);
  return sid;
}

/** Ends every sign-in of an account, by its rows and by its epoch. Returns the new epoch. */
export async function endAllSessions(tx: Transaction, accountId: string, reason: string): Promise<number> {
  await tx.session.updateMany({
    where: { accountId, revokedAt: null },
    data: { revokedAt: toDate(realNow()), revokeReason: reason },
  });
  const { epoch } = await tx.proAccount.update({
    where: { id: accountId },
    data: { epoch: { increment: 1 } },
    select: { epoch: true },
  });
  return epoch;
}

/** Ends one sign-in of an account by the row's id. False if it is not this account's, or has ended. */
export async function endSessionById(tx: Transaction, accountId: string, sessionId: string): Promise<boolean> {
  const ended = await tx.session.updateMany({
    where: { id: sessionId, accountId, revokedAt: null },
    data: { revokedAt: toDate(realNow()), revokeReason: "ENDED" },
  });
  return ended.count === 1;
}

export type OpenSessionRow = {
  id: string;
  sidHash: string;
  address: string | null;
  agent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};

/** Lists the sign-ins of an account that still work, the latest used first. */
export async function listOpenSessions(tx: Transaction, accountId: string): Promise<OpenSessionRow[]> {
  const now = toDate(realNow());
  return tx.$queryRaw<OpenSessionRow[]>`
    select s.id, s.sid_hash as "sidHash", s.address, s.agent, s.created_at as "createdAt",
      s.last_seen_at as "lastSeenAt"
    from session s join pro_account a on a.id = s.account_id and a.epoch = s.account_epoch
    where a.id = ${accountId}::uuid and s.revoked_at is null
      and s.last_seen_at > ${now}::timestamptz - make_interval(mins => case when a.is_platform_admin
        then ${limits.adminIdleMinutes}::int else ${limits.idleMinutes}::int end)
      and s.created_at > ${now}::timestamptz - make_interval(hours => case when a.is_platform_admin
        then ${limits.adminAbsoluteHours}::int else ${limits.absoluteHours}::int end)
    order by s.last_seen_at desc, s.id`;
}

async function revokeBeyondLimit(tx: Transaction, accountId: string, now: Date): Promise<void> {
  const surplus = await tx.session.findMany({
    where: { accountId, revokedAt: null },
    orderBy: { createdAt: "desc" },
    skip: limits.perAccount,
    select: { id: true },
  });
  await tx.session.updateMany({
    where: { id: { in: surplus.map(({ id }) => id) } },
    data: { revokedAt: now, revokeReason: "TOO_MANY" },
  });
}

/** Ends one session; the next request with its cookie is a stranger's. */
export async function revokeSession(sidHash: string, reason: string): Promise<void> {
  await onDatabase((client) =>
    client.session.updateMany({
      where: { sidHash, revokedAt: null },
      data: { revokedAt: toDate(realNow()), revokeReason: reason },
    }),
  );
}

/** Deletes at most so many sign-ins of PRO accounts that began before an instant of real time. Returns how many. */
export async function deleteSessions(tx: Transaction, begunBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from session where ctid = any(array(
      select ctid from session where created_at < ${begunBefore}::timestamptz
      order by created_at limit ${most} for update skip locked))`;
}

/** One company the session's person works in now. */
export type SessionEmployment = {
  companyId: string;
  companySlug: string;
  companyName: string;
  companyKind: CompanyKind;
  companyZone: string;
  isReseller: boolean;
  /** Enrolled for Ajax Services. */
  isDealer: boolean;
  role: EmployeeRole;
  isFinanceGranted: boolean;
  clockId: string | null;
  clockOffsetMs: bigint;
};

export type SessionAccount = {
  sessionId: string;
  accountId: string;
  name: string;
  email: string;
  locale: string | null;
  timeZone: string | null;
  isPlatformAdmin: boolean;
  lastContext: string | null;
  hasSecondFactor: boolean;
  isStale: boolean;
  /** Where the feed stood before anything else of the request was read. */
  position: Position;
  /** By the companies' names. */
  employments: SessionEmployment[];
};

/** As Postgres builds it into JSON: 64-bit numbers come as plain ones. */
type StoredAccount = Omit<SessionAccount, "employments"> & {
  employments: (Omit<SessionEmployment, "clockOffsetMs"> & { clockOffsetMs: number })[];
};

/**
 * Reads session, account, and everywhere that person works, all live and all limits checked, in the one query that a
 * request makes for it (RELIABILITY, section 7). Null on every doubt.
 */
export async function findSessionAccount(sid: string): Promise<SessionAccount | null> {
  const now = toDate(realNow());
  const rows = await onDatabase(
    (client) => client.$queryRaw<StoredAccount[]>`
      ${kept} select s.id as "sessionId", a.id as "accountId", a.name, a.email, a.locale, a.time_zone as "timeZone",
        a.is_platform_admin as "isPlatformAdmin", a.last_context as "lastContext",
        a.totp_confirmed_at is not null as "hasSecondFactor",
        s.last_seen_at < ${now}::timestamptz - make_interval(secs => ${touchSeconds}) as "isStale",
        pg_current_snapshot()::text as position,
        coalesce((
          select json_agg(json_build_object('companyId', c.id, 'companySlug', c.slug, 'companyName', c.name,
            'companyKind', c.kind, 'companyZone', c.time_zone,
            'isReseller', exists (select from reseller r where r.company_id = c.id),
            'isDealer', exists (select from dealer_enrollment d where d.company_id = c.id), 'role', e.role,
            'isFinanceGranted', e.is_finance_granted, 'clockId', c.clock_id, 'clockOffsetMs', coalesce(k.offset_ms, 0)) order by c.name, c.id)
          from employee e join company c on c.id = e.company_id and c.deleted_at is null
          left join simulation_clock k on k.id = c.clock_id
          where e.account_id = a.id and e.state = 'ACTIVE'), '[]') as employments
      from session s join pro_account a on a.id = s.account_id
      where s.sid_hash = ${hashSid(sid)} and s.revoked_at is null and a.disabled_at is null and a.deleted_at is null
        and a.epoch = s.account_epoch and a.email_confirmed_at is not null
        and s.last_seen_at > ${now}::timestamptz - make_interval(mins => case when a.is_platform_admin
          then ${limits.adminIdleMinutes}::int else ${limits.idleMinutes}::int end)
        and s.created_at > ${now}::timestamptz - make_interval(hours => case when a.is_platform_admin
          then ${limits.adminAbsoluteHours}::int else ${limits.absoluteHours}::int end)`,
  );
  const found = rows[0];
  if (!found) return null;
  if (found.isStale) await touch(found.sessionId, now);
  const employments = found.employments.map((each) => ({ ...each, clockOffsetMs: BigInt(each.clockOffsetMs) }));
  return { ...found, employments };
}

async function touch(sessionId: string, now: Date): Promise<void> {
  await onDatabase((client) => client.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } }));
}

/** What a session may do at this moment in one of its person's companies; the company is null for the account itself. */
export type SessionRights = {
  sessionId: string;
  accountId: string;
  isPlatformAdmin: boolean;
  hasSecondFactor: boolean;
  companyId: string | null;
  isReseller: boolean;
  employeeId: string | null;
  role: EmployeeRole | null;
  clockId: string | null;
  isAssignedOnly: boolean | null;
};

/** Reads the rights of many sessions at once, all limits checked, without counting as their use. Ended ones are left out. */
export async function listSessionRights(tx: Transaction, sessionIds: readonly string[]): Promise<SessionRights[]> {
  const now = toDate(realNow());
  return tx.$queryRaw<SessionRights[]>`
    select s.id as "sessionId", a.id as "accountId", a.is_platform_admin as "isPlatformAdmin",
      a.totp_confirmed_at is not null as "hasSecondFactor", c.id as "companyId", e.id as "employeeId",
      e.role::text as role, exists (select from reseller r where r.company_id = c.id) as "isReseller",
      c.clock_id as "clockId", c.is_assigned_only as "isAssignedOnly"
    from session s
    join pro_account a on a.id = s.account_id
    left join employee e on e.account_id = a.id and e.state = 'ACTIVE'
    left join company c on c.id = e.company_id and c.deleted_at is null
    where s.id = any(${[...new Set(sessionIds)]}::uuid[]) and s.revoked_at is null and a.disabled_at is null
      and a.deleted_at is null and a.epoch = s.account_epoch and a.email_confirmed_at is not null
      and s.last_seen_at > ${now}::timestamptz - make_interval(mins => case when a.is_platform_admin
        then ${limits.adminIdleMinutes}::int else ${limits.idleMinutes}::int end)
      and s.created_at > ${now}::timestamptz - make_interval(hours => case when a.is_platform_admin
        then ${limits.adminAbsoluteHours}::int else ${limits.absoluteHours}::int end)`;
}
