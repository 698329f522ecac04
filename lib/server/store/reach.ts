import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/**
 * Whether an object `o` is within the reach of whoever acts: each of the company's, or those assigned to an employee
 * whose role the company narrows. `inTransaction` says so for its own duration; nothing else can widen it. It is a `case`
 * since the planner takes an `or` for a condition that hardly any row meets, and sorts a whole fleet for its first page.
 */
export const withinReach = Prisma.sql`(case when nullif(current_setting('app.assigned_to', true), '') is null then true
  else o.assigned_to_id::text = current_setting('app.assigned_to', true) end)`;

/**
 * Whether the person of an account works in the company of object `x` and reaches it: whoever acted on a hub and was
 * narrowed since hears no more of it.
 */
export const reachesObject = (accountId: Prisma.Sql) => Prisma.sql`exists (
  select from employee e join company c on c.id = e.company_id
  where e.account_id = ${accountId} and e.company_id = x.company_id and e.state = 'ACTIVE'
    and (e.role <> 'INSTALLER' or not c.is_assigned_only or x.assigned_to_id = e.id))`;

/** The ids of the objects assigned to an employee, and of the hubs in them, in order. */
export type Reach = { employeeId: string; ids: string[] };

/** Reads what each of some employees reaches where their company narrows them. */
export async function listReaches(tx: Transaction, employeeIds: readonly string[]): Promise<Reach[]> {
  return tx.$queryRaw<Reach[]>`
    select e.id as "employeeId", array(
        select o.id from secured_object o where o.company_id = e.company_id and o.assigned_to_id = e.id
        union all
        select x.hub_id from secured_object o join hub_access x on x.company_id = o.company_id and x.object_id = o.id
        where o.company_id = e.company_id and o.assigned_to_id = e.id and x.ended_at is null
        order by 1
      ) as ids
    from employee e where e.id = any(${[...new Set(employeeIds)]}::uuid[])`;
}
