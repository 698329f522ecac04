import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";

/** Names one month rollover: the month that is over, the zone it is over in, and whose clock says so. */
export type RunKey = { month: BillingMonth; timeZone: string; clockId: string | null; dueAt: Temporal.Instant };

/**
 * Enters a package that a command ended before any run met it, in the ledger of its run; the run is made if the planner
 * has not seen it yet. The ledger is unique on the package, so nothing is ended twice (RELIABILITY I-6).
 */
export async function recordEntry(tx: Transaction, key: RunKey, hubPackageId: string): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_run (id, month, time_zone, clock_id, due_at)
    values (gen_random_uuid(), ${key.month}, ${key.timeZone}, ${key.clockId}::uuid, ${toDate(key.dueAt)})
    on conflict do nothing`;
  await tx.$executeRaw`
    insert into rollover_entry (run_id, hub_package_id)
    select id, ${hubPackageId}::uuid from rollover_run
    where month = ${key.month} and time_zone = ${key.timeZone} and clock_id is not distinct from ${key.clockId}::uuid`;
}
