import { toDate, toInstant } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { confirmationOf } from "@/lib/domain/statement";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import { applyToHub, lockHubOfSim, lockWaitingRun, takeReport } from "@/lib/server/store/sims";
import { findLastClosedMonth, shareReseller } from "@/lib/server/store/statement-closing";

/** What the mobile network says of a SIM: which command it heard last. `at` is by the company's clock. */
export type SimReportInput = { simId: string; status: "ENABLED" | "DISABLED"; version: number; at: Temporal.Instant };

/**
 * Takes a report of the mobile network. The first "SIM on" of a run confirms it, and billing starts there; one that comes
 * in after the reseller's month was closed confirms it from the first open month on. An older report than the newest
 * accepted one changes nothing. Returns whether it counted.
 */
export async function reportSim(report: SimReportInput): Promise<boolean> {
  return inSystemTransaction(async (tx) => {
    const at = toDate(report.at);
    await lockHubOfSim(tx, report.simId);
    const confirmedAt = report.status === "ENABLED" ? await findConfirmation(tx, report) : report.at;
    const taken = await takeReport(tx, { ...report, at, confirmedAt: toDate(confirmedAt) });
    if (!taken) return false;

    await applyToHub(tx, taken.hubKey, { status: report.status, at });
    const { companyId, hubKey } = taken;
    await appendAct(tx, { kind: "sim.reported", companyId, subjectId: report.simId, hubKey, at: report.at });
    if (taken.hubPackageId && taken.packageVersion) {
      await recordJobAudit(tx, {
        companyId: taken.companyId,
        actorName: "Mobile network",
        action: "package.confirmed",
        subjectId: taken.hubPackageId,
        subjectVersion: taken.packageVersion,
        hubKey: taken.hubKey,
        before: null,
        after: { confirmedAt: confirmedAt.toString(), confirmBy: null },
        at: report.at,
      });
    }
    return true;
  });
}

/**
 * Says when a run counts as confirmed. Only where a month has passed since the report was made can that month be closed;
 * then the reseller is held, so that no closing runs at the same time.
 */
async function findConfirmation(tx: Transaction, { simId, at }: SimReportInput): Promise<Temporal.Instant> {
  const run = await lockWaitingRun(tx, simId);
  if (!run) return at;
  const lockedAt = toInstant(run.lockedAt);
  const isSameMonth = billingMonthOf(at, run.billingZone) >= billingMonthOf(lockedAt, run.billingZone);
  if (isSameMonth) return at;
  await shareReseller(tx, run.resellerId);
  return confirmationOf(at, run.billingZone, await findLastClosedMonth(tx, run.resellerId));
}
