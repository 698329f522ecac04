import { toDate, toInstant } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { confirmationOf } from "@/lib/domain/statement";
import { recordJobAudit } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/context";
import { appendActs } from "@/lib/server/feed/append";
import {
  lockWaitingRuns,
  type ReportRow,
  type TakenReport,
  takeReportRows,
  type WaitingRun,
} from "@/lib/server/store/sims";
import { findLastClosedMonth, shareReseller } from "@/lib/server/store/statement-closing";

/** What the mobile network says of a SIM: which command it heard last. `at` is by the company's clock. */
export type SimReportInput = { simId: string; status: "ENABLED" | "DISABLED"; version: number; at: Temporal.Instant };

/**
 * Takes reports of the mobile network, in their order and in the caller's transaction, which holds the hubs. The first
 * "SIM on" of a run confirms it, and billing starts there; one that comes in after the reseller's month was closed
 * confirms it from the first open month on. An older report than the newest accepted one changes nothing. Returns those
 * that counted.
 */
export async function takeReports(tx: Transaction, reports: readonly SimReportInput[]): Promise<TakenReport[]> {
  const taken: TakenReport[] = [];
  for (const round of inRounds(reports)) {
    const counted = await takeReportRows(tx, await withConfirmations(tx, round));
    const instants = new Map(round.map(({ simId, at }) => [simId, at]));
    for (const report of counted) await recordConfirmation(tx, report, instants.get(report.simId));
    await appendActs(
      tx,
      counted.flatMap(({ simId, companyId, hubKey }) => {
        const at = instants.get(simId);
        return at ? [{ kind: "sim.reported" as const, companyId, subjectId: simId, hubKey, at }] : [];
      }),
    );
    taken.push(...counted);
  }
  return taken;
}

/** Puts reports into rounds in which each SIM has one, in the order they came. */
function inRounds(reports: readonly SimReportInput[]): SimReportInput[][] {
  const seen = new Map<string, number>();
  const rounds: SimReportInput[][] = [];
  for (const report of reports) {
    const round = seen.get(report.simId) ?? 0;
    seen.set(report.simId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), report];
  }
  return rounds;
}

async function withConfirmations(tx: Transaction, reports: readonly SimReportInput[]): Promise<ReportRow[]> {
  const on = reports.filter(({ status }) => status === "ENABLED");
  const waiting = await lockWaitingRuns(
    tx,
    on.map(({ simId }) => simId),
  );
  const rows: ReportRow[] = [];
  for (const report of reports) {
    const run = waiting.find(({ simId }) => simId === report.simId);
    const confirmedAt = run ? await findConfirmation(tx, run, report.at) : report.at;
    rows.push({ ...report, at: toDate(report.at), confirmedAt: toDate(confirmedAt) });
  }
  return rows;
}

/**
 * Says when a run counts as confirmed. Only where a month has passed since the report was made can that month be closed;
 * then the reseller is held, so that no closing runs at the same time.
 */
async function findConfirmation(tx: Transaction, run: WaitingRun, at: Temporal.Instant): Promise<Temporal.Instant> {
  const lockedAt = toInstant(run.lockedAt);
  const isSameMonth = billingMonthOf(at, run.billingZone) >= billingMonthOf(lockedAt, run.billingZone);
  if (isSameMonth) return at;
  await shareReseller(tx, run.resellerId);
  return confirmationOf(at, run.billingZone, await findLastClosedMonth(tx, run.resellerId));
}

async function recordConfirmation(
  tx: Transaction,
  report: TakenReport,
  at: Temporal.Instant | undefined,
): Promise<void> {
  if (!at || !report.hubPackageId || !report.packageVersion || !report.confirmedAt) return;
  await recordJobAudit(tx, {
    companyId: report.companyId,
    actorName: "Mobile network",
    action: "package.confirmed",
    subjectId: report.hubPackageId,
    subjectVersion: report.packageVersion,
    hubKey: report.hubKey,
    before: null,
    after: { confirmedAt: toInstant(report.confirmedAt).toString(), confirmBy: null },
    at,
  });
}
