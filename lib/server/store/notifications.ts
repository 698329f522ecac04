import type { NoticeKind } from "@/lib/domain/notices";
import { topicOfNotice } from "@/lib/domain/notification-topics";
import type { EmployeeRole } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { withoutMuted } from "./muted-topics";

export type NewNotice = {
  kind: NoticeKind;
  data: Record<string, string | number>;
  href: string;
  /** Names the thing, as `package:<id>`: once anybody has dealt with it, it is done for all. */
  groupKey: string;
  at: Date;
};

/**
 * Puts a line under the bells of these people, but for those who have switched its topic off. A line of the same kind
 * about the same thing is put there once.
 */
export async function insertNotices(
  tx: Transaction,
  to: { accountIds: readonly string[]; companyId: string | null },
  notice: NewNotice,
): Promise<void> {
  const choice = { topic: topicOfNotice[notice.kind], channel: "BELL" } as const;
  const accountIds = await withoutMuted(tx, to.accountIds, choice);
  const data = accountIds.map((accountId) => ({ accountId, companyId: to.companyId, ...notice }));
  await tx.notification.createMany({ data, skipDuplicates: true });
}

/** Puts a line under the bell of everybody who holds one of `roles` in a company now, but for the one who did it. */
export async function insertCompanyNotices(
  tx: Transaction,
  to: { companyId: string; roles: readonly EmployeeRole[]; exceptAccountId: string | null },
  notice: NewNotice,
): Promise<void> {
  const people = await tx.employee.findMany({
    where: { companyId: to.companyId, state: "ACTIVE", role: { in: [...to.roles] } },
    select: { accountId: true },
  });
  const accountIds = people.map(({ accountId }) => accountId).filter((id) => id !== to.exceptAccountId);
  await insertNotices(tx, { accountIds, companyId: to.companyId }, notice);
}

/** Takes a thing's lines from under every bell: somebody has dealt with it, or there is nothing left to do. */
export async function settleNotices(tx: Transaction, groupKey: string, at: Date): Promise<void> {
  await settleGroups(tx, [groupKey], at);
}

/** As {@link settleNotices}, for many things at once. */
export async function settleGroups(tx: Transaction, groupKeys: readonly string[], at: Date): Promise<void> {
  await tx.notification.updateMany({ where: { groupKey: { in: [...groupKeys] }, doneAt: null }, data: { doneAt: at } });
}

/** A line for a company's owner and managers, and for `alsoAccountId` if that person works there. */
export type OfficeNotice = NewNotice & {
  companyId: string;
  exceptAccountId: string | null;
  alsoAccountId: string | null;
};

/**
 * Puts lines under the bells of their companies' people, all at once, but for those who have switched the topic off. A line that is there already stays as it is,
 * unless this one is newer: then it takes its place and is open again. Whatever else is open about the same thing and
 * older is done, so that each thing has one open line: what was done to it last. `now` is real time.
 */
export async function ringOffices(tx: Transaction, notices: readonly OfficeNotice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  const given = JSON.stringify(notices.map((notice) => ({ ...notice, topic: topicOfNotice[notice.kind] })));
  await tx.$executeRaw`
    insert into notification (id, account_id, company_id, kind, data, href, group_key, at)
    select gen_random_uuid(), g.* from (
      select distinct on (a.id, n."groupKey", n.kind) a.id as account, n."companyId", n.kind, n.data, n.href,
        n."groupKey", n.at
      from jsonb_to_recordset(${given}::jsonb) as n("companyId" uuid, "exceptAccountId" uuid, "alsoAccountId" uuid,
        kind text, topic text, data jsonb, href text, "groupKey" text, at timestamptz)
      join employee e on e.company_id = n."companyId" and e.state = 'ACTIVE'
        and (e.role <> 'INSTALLER' or e.account_id = n."alsoAccountId")
        and e.account_id is distinct from n."exceptAccountId"
      join pro_account a on a.id = e.account_id and a.deleted_at is null and a.disabled_at is null
      where not exists (
        select from muted_topic m where m.account_id = a.id and m.topic = n.topic and m.channel = 'BELL')
      order by a.id, n."groupKey", n.kind, n.at desc) g
    on conflict (account_id, group_key, kind) do update
      set company_id = excluded.company_id, data = excluded.data, href = excluded.href, at = excluded.at, done_at = null
      where notification.at < excluded.at`;
  await tx.$executeRaw`
    update notification o set done_at = ${now}
    from (
      select "companyId", "groupKey", max(at) as at from jsonb_to_recordset(${given}::jsonb)
        as n("companyId" uuid, "groupKey" text, at timestamptz) group by 1, 2) g
    where o.company_id = g."companyId" and o.group_key = g."groupKey" and o.at < g.at and o.done_at is null`;
}

export type NoticeRow = {
  id: string;
  kind: string;
  data: Record<string, string | number>;
  href: string;
  at: Date;
  doneAt: Date | null;
};

/** Lines about a company count only while the person works there. */
const readable = Prisma.sql`(n.company_id is null or exists (
  select from employee e join company c on c.id = e.company_id and c.deleted_at is null
  where e.company_id = n.company_id and e.account_id = n.account_id and e.state = 'ACTIVE'))`;

/** Counts a person's open lines, up to `limit`. */
export async function countOpenNotices(tx: Transaction, accountId: string, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from (
      select from notification n where n.account_id = ${accountId}::uuid and n.done_at is null and ${readable}
      limit ${limit}) few`;
  return rows[0].n;
}

export type NoticePage = { isOpenOnly: boolean; before: { at: Date; id: string } | null; limit: number };

/** Reads a person's lines, newest first, below the place `before`. */
export async function listNotices(tx: Transaction, accountId: string, page: NoticePage): Promise<NoticeRow[]> {
  const { isOpenOnly, before, limit } = page;
  return tx.$queryRaw<NoticeRow[]>`
    select n.id, n.kind, n.data, n.href, n.at, n.done_at as "doneAt" from notification n
    where n.account_id = ${accountId}::uuid and ${readable}
      ${isOpenOnly ? Prisma.sql`and n.done_at is null` : Prisma.empty}
      ${before ? Prisma.sql`and (n.at, n.id) < (${before.at}, ${before.id}::uuid)` : Prisma.empty}
    order by n.at desc, n.id desc limit ${limit}`;
}

/**
 * Marks the thing that one of a person's lines is about as done: for everybody in that company if the person works
 * there, else for the person alone. Answers false where the person has no such line. `now` is real time.
 */
export async function finishGroup(
  tx: Transaction,
  { accountId, noticeId, now }: { accountId: string; noticeId: string; now: Date },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ companyId: string | null; groupKey: string }[]>`
    select n.group_key as "groupKey", n.company_id as "companyId"
    from notification n where n.id = ${noticeId}::uuid and n.account_id = ${accountId}::uuid and ${readable}`;
  const line = rows[0];
  if (!line) return false;
  await tx.$executeRaw`
    update notification set done_at = ${now}
    where done_at is null and group_key = ${line.groupKey}
      and (account_id = ${accountId}::uuid or company_id = ${line.companyId}::uuid)`;
  return true;
}

/** Marks all of a person's lines as done, for that person alone. Returns how many were open. */
export async function finishOwnNotices(tx: Transaction, accountId: string, now: Date): Promise<number> {
  const { count } = await tx.notification.updateMany({ where: { accountId, doneAt: null }, data: { doneAt: now } });
  return count;
}
