import { realNow, toDate, toInstant } from "@/lib/clock";
import { planRuns } from "@/lib/domain/rollover-plan";
import { type CompanyContext, inSystemTransaction, inTransaction } from "@/lib/server/context";
import { loadConnection } from "@/lib/server/store/connections";
import { ensureRun, findRunOf, listDueGroups } from "@/lib/server/store/rollover";
import { carryOutRun, failActivations } from "./run-rollover";

/**
 * Carries out what is due on a connection of the company and has not been written down yet, in the ledger of its runs as
 * the rollover would: whoever decides on the connection now must not find a late job's work undone, and a move whose
 * boundary has passed happens although the connection changes a moment later.
 */
export async function carryOutDueOf(given: CompanyContext, connectionId: string): Promise<void> {
  await inTransaction({ ...given, command: null }, (tx, ctx) => loadConnection(tx, ctx, connectionId));
  await failActivations({ connectionId });
  const groups = await inSystemTransaction((tx) => listDueGroups(tx, toDate(realNow()), { connectionId }));
  const plans = planRuns(groups.map((group) => ({ ...group, expiresAt: toInstant(group.expiresAt) })));
  for (const { month, zone: timeZone, clockId, dueAt } of plans) {
    const run = await inSystemTransaction(async (tx) => {
      await ensureRun(tx, { month, timeZone, clockId, dueAt });
      return findRunOf(tx, { month, timeZone, clockId });
    });
    await carryOutRun(run, { connectionId });
  }
}
