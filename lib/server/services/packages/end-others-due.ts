import { realNow, toDate, toInstant } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { endFailedActivations } from "@/lib/server/store/failed-activations";
import { findOthersDue } from "@/lib/server/store/hub-access";
import { endDueBatch, ensureRun, findRunOf } from "@/lib/server/store/rollover";

/**
 * Writes down the end of another company's package on a locked hub that is over but that no job has met yet, as that job
 * would, so that late jobs block nobody on a shared hub. Does nothing where there is none.
 */
export async function endOthersDue(tx: Transaction, ctx: CompanyContext, hubKey: string): Promise<void> {
  const due = await findOthersDue(tx, ctx.companyId, hubKey, toDate(ctx.now));
  if (!due) return;
  if (!due.expiresAt) {
    await endFailedActivations(tx, { now: toDate(realNow()), limit: 1, except: [], only: due.packageId });
    return;
  }
  const dueAt = toInstant(due.expiresAt);
  const timeZone = due.billingZone;
  const month = billingMonthOf(dueAt.subtract({ milliseconds: 1 }), timeZone);
  const key = { month, timeZone, clockId: ctx.clockId };
  await ensureRun(tx, { ...key, dueAt });
  const run = await findRunOf(tx, key);
  await endDueBatch(tx, { run, now: toDate(ctx.now), limit: 1, only: due.packageId });
}
