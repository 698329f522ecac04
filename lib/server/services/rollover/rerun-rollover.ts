import { clockNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import type { Admin } from "@/lib/server/services/platform-admin";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import { findRun, listRunCompanies } from "@/lib/server/store/rollover";
import type { Run } from "@/lib/server/store/rollover-due";
import { runRollover } from "./run-rollover";

/**
 * Runs a month rollover again, as the platform admin may: what is still due ends, a finished month stays as it is. Every
 * company whose month it is reads in its history who did it, and why (PRODUCT J16). Throws NOT_FOUND.
 */
export async function rerunRollover(
  admin: Admin,
  { runId, reason }: { runId: string; reason: string },
): Promise<Outcome<{ runId: string; ended: number }, never>> {
  const run = await inSystemTransaction(async (tx) => {
    const found = await findRun(tx, runId);
    if (!found) throw new AppError("NOT_FOUND");
    const { repeats } = await tx.rolloverRun.update({
      where: { id: found.id },
      data: { repeats: { increment: 1 } },
      select: { repeats: true },
    });
    await recordRerun(tx, admin, { run: found, repeats, reason });
    return found;
  });
  return succeed({ runId: run.id, ended: await runRollover(run.id) });
}

type Rerun = { run: Run; repeats: number; reason: string };

async function recordRerun(tx: Transaction, admin: Admin, { run, repeats, reason }: Rerun): Promise<void> {
  const at = toDate(clockNow(run.offsetMs));
  for (const { companyId } of await listRunCompanies(tx, run)) {
    await insertPersonEntry(tx, {
      companyId,
      counterpartId: null,
      actorId: admin.accountId,
      actorName: admin.name,
      action: "rollover.rerun",
      subjectId: run.id,
      subjectVersion: repeats,
      hubKey: null,
      before: { repeats: repeats - 1 },
      after: { repeats },
      reason,
      origin: "DESKTOP",
      requestId: admin.requestId,
      at,
      effectiveAt: at,
    });
  }
}
