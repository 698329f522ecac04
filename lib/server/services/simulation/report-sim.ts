import { toDate } from "@/lib/clock";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction } from "@/lib/server/context";
import { applyToHub, takeReport } from "@/lib/server/store/sims";

/** What the mobile network says of a SIM: which command it heard last. `at` is by the company's clock. */
export type SimReportInput = { simId: string; status: "ENABLED" | "DISABLED"; version: number; at: Temporal.Instant };

/**
 * Takes a report of the mobile network. The first "SIM on" of a run confirms it, and billing starts there. An older
 * report than the newest accepted one changes nothing. Returns whether it counted.
 */
export async function reportSim(report: SimReportInput): Promise<boolean> {
  return inSystemTransaction(async (tx) => {
    const at = toDate(report.at);
    const taken = await takeReport(tx, { ...report, at });
    if (!taken) return false;

    await applyToHub(tx, taken.hubKey, { status: report.status, at });
    if (taken.hubPackageId && taken.packageVersion) {
      await recordJobAudit(tx, {
        companyId: taken.companyId,
        actorName: "Mobile network",
        action: "package.confirmed",
        subjectId: taken.hubPackageId,
        subjectVersion: taken.packageVersion,
        hubKey: taken.hubKey,
        before: null,
        after: { confirmedAt: report.at.toString(), confirmBy: null },
        at: report.at,
      });
    }
    return true;
  });
}
