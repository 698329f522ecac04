import { realNow, toDate, toInstant } from "@/lib/clock";
import { planRuns } from "@/lib/domain/rollover-plan";
import { inSystemTransaction } from "@/lib/server/context";
import { ensureRun, listDueGroups, listOpenRuns, reopenFailedRuns } from "@/lib/server/store/rollover";
import type { Run } from "@/lib/server/store/rollover-due";

/**
 * Makes one run per month, zone and clock that is over, oldest first, and returns every run with work left. Two planners
 * at once make each run once: the rows are unique. Several missed months give several runs. A month that left failures is
 * taken up again with the next one.
 */
export async function planRollover(): Promise<Run[]> {
  return inSystemTransaction(async (tx) => {
    const groups = await listDueGroups(tx, toDate(realNow()));
    const plans = planRuns(groups.map((group) => ({ ...group, expiresAt: toInstant(group.expiresAt) })));
    for (const { month, zone, clockId, dueAt } of plans) await ensureRun(tx, { month, timeZone: zone, clockId, dueAt });
    await reopenFailedRuns(tx);
    return listOpenRuns(tx);
  });
}
