import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import { findRun } from "@/lib/server/store/rollover";
import { runRollover } from "./run-rollover";

/** Runs a month rollover again, as the platform admin may: what is still due ends, a finished month stays as it is. */
export async function rerunRollover(runId: string): Promise<Outcome<{ runId: string; ended: number }, never>> {
  const run = await inSystemTransaction(async (tx) => {
    const found = await findRun(tx, runId);
    if (!found) throw new AppError("NOT_FOUND");
    await tx.rolloverRun.update({ where: { id: found.id }, data: { repeats: { increment: 1 } } });
    return found;
  });
  return succeed({ runId: run.id, ended: await runRollover(run.id) });
}
