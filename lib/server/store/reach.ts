import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/**
 * Whether an object `o` is within the reach of whoever acts: each of the company's, or those assigned to an employee
 * whose role the company narrows. `inTransaction` says so for its own duration; nothing else can widen it. It is a `case`
 * since the planner takes an `or` for a condition that hardly any row meets, and sorts a whole fleet for its first page.
 */
export const withinReach = Prisma.sql`(case when nullif(current_setting('app.assigned_to', true), '') is null then true
  else o.assigned_to_id::text = current_setting('app.assigned_to', true) end)`;

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
