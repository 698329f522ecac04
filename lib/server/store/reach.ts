import { Prisma } from "@/prisma/generated/client";

/**
 * Whether an object `o` is within the reach of whoever acts: each of the company's, or those assigned to an employee
 * whose role the company narrows. `inTransaction` says so for its own duration; nothing else can widen it. It is a `case`
 * since the planner takes an `or` for a condition that hardly any row meets, and sorts a whole fleet for its first page.
 */
export const withinReach = Prisma.sql`(case when nullif(current_setting('app.assigned_to', true), '') is null then true
  else o.assigned_to_id::text = current_setting('app.assigned_to', true) end)`;
