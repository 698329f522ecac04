import { Prisma } from "@/prisma/generated/client";

/**
 * Whether an object `o` is within the reach of whoever acts: each of the company's, or those assigned to an employee
 * whose role the company narrows. `inTransaction` says so for its own duration; nothing else can widen it.
 */
export const withinReach = Prisma.sql`(nullif(current_setting('app.assigned_to', true), '') is null
  or o.assigned_to_id::text = current_setting('app.assigned_to', true))`;
