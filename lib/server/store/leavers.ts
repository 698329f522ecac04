import { toDate } from "@/lib/clock";
import type { WorkUnderWay } from "@/lib/domain/leaving";
import type { EmployeeRole } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/**
 * The spans of time in which what an account did is this person's to keep: the own ones since the last handover, and
 * those of everybody whose work was handed on, however often.
 */
function keptBy(companyId: CompanyId, accountId: string): Prisma.Sql {
  return Prisma.sql`
    recursive kept (account_id, since, until) as (
      select ${accountId}::uuid, coalesce(
        (select max(at) from handover where company_id = ${companyId}::uuid and from_id = ${accountId}::uuid),
        '-infinity'::timestamptz), 'infinity'::timestamptz
      union all
      select h.from_id, coalesce(
        (select max(b.at) from handover b where b.company_id = h.company_id and b.from_id = h.from_id and b.at < h.at),
        '-infinity'::timestamptz), h.at
      from kept k join handover h on h.company_id = ${companyId}::uuid and h.to_id = k.account_id
        and h.at > k.since and h.at <= k.until)`;
}

/** Counts what a person has under way in a company, taken over or begun by the own hand. */
export async function countWork(tx: Transaction, companyId: CompanyId, accountId: string): Promise<WorkUnderWay> {
  const rows = await tx.$queryRaw<[WorkUnderWay]>`
    with ${keptBy(companyId, accountId)}, ends as (
      select x.actor_id, x.at from hub_package p cross join lateral (
        select actor_id, at from audit_entry where subject_id = p.id and action = 'package.expiry_scheduled'
        order by subject_version desc limit 1) x
      where p.company_id = ${companyId}::uuid and p.status = 'EXPIRING' and p.end_cause = 'DEACTIVATED'
    ), changes as (
      select created_by_id as by_id, created_at as at from scheduled_change
      where company_id = ${companyId}::uuid and status = 'PLANNED'
    ), requests as (
      select sent_by_id as by_id, sent_at as at from connection_request
        where company_id = ${companyId}::uuid and status = 'PENDING'
      union all select sent_by_id, sent_at from reseller_invitation
        where company_id = ${companyId}::uuid and state = 'SENT'
      union all select sent_by_id, sent_at from move_request
        where company_id = ${companyId}::uuid and status = 'PENDING'
    )
    select
      (select count(*)::int from hub where company_id = ${companyId}::uuid and installed_by_id = ${accountId}::uuid)
        as "installedHubs",
      (select count(*)::int from secured_object o join employee e on e.id = o.assigned_to_id
        where o.company_id = ${companyId}::uuid and e.account_id = ${accountId}::uuid) as "assignedObjects",
      (select count(*)::int from ends join kept k on k.account_id = actor_id and at > k.since and at <= k.until)
        + (select count(*)::int from changes join kept k on k.account_id = by_id and at > k.since and at <= k.until)
        as "upcomingChanges",
      (select count(*)::int from requests join kept k on k.account_id = by_id and at > k.since and at <= k.until)
        as "openRequests"`;
  return rows[0];
}

/** Gives the hubs that one person looks after to another. */
export async function handOverHubs(
  tx: Transaction,
  companyId: CompanyId,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await tx.hub.updateMany({ where: { companyId, installedById: fromId }, data: { installedById: toId } });
}

/** Gives the objects that are assigned to one employee to another. */
export async function handOverObjects(
  tx: Transaction,
  companyId: CompanyId,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  const data = { assignedToId: toId, version: { increment: 1 } };
  await tx.securedObject.updateMany({ where: { companyId, assignedToId: fromId }, data });
}

/** Notes who keeps from `at` on, by the company's clock, what a person has done or taken over. */
export async function insertHandover(
  tx: Transaction,
  made: { companyId: CompanyId; fromId: string; toId: string; at: Temporal.Instant },
): Promise<void> {
  await tx.handover.create({ data: { ...made, at: toDate(made.at) } });
}

export type Successor = { employeeId: string; name: string; role: EmployeeRole };

/** Lists who could take over from an employee: the owner first, then everybody by name, up to `limit`. */
export async function listSuccessors(
  tx: Transaction,
  companyId: CompanyId,
  { employeeId, limit }: { employeeId: string; limit: number },
): Promise<Successor[]> {
  return tx.$queryRaw<Successor[]>`
    select e.id as "employeeId", a.name, e.role::text as role
    from employee e join pro_account a on a.id = e.account_id
    where e.company_id = ${companyId}::uuid and e.state = 'ACTIVE' and e.id <> ${employeeId}::uuid
    order by e.role <> 'OWNER', lower(a.name), e.id limit ${limit}`;
}
