import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { databaseFaultOf } from "@/lib/server/database-errors";
import { endFailedActivations } from "@/lib/server/store/failed-activations";
import { closeRun, endDueBatch, findRun, openRun, type Run, setAsideFirstDue } from "@/lib/server/store/rollover";
import { planRollover } from "./plan-rollover";

const batchSize = 2_000;

/**
 * Ends everything that is due in one run, batch by batch, and closes it with its figures. It may run twice, at the same
 * time as another worker, late, or after one was killed: each due package is ended once, as of its stored end.
 *
 * A batch that a constraint refuses is halved until the package stands alone; that one is set aside as failed, under the
 * constraint's name, and the rest go on. Returns how many packages this call ended.
 */
export async function runRollover(runId: string): Promise<number> {
  const run = await inSystemTransaction((tx) => findRun(tx, runId));
  if (!run) return 0;
  const now = () => toDate(clockNow(run.offsetMs));
  await inSystemTransaction((tx) => openRun(tx, run, now()));
  let ended = 0;
  let limit = batchSize;
  for (;;) {
    const count = await tryBatch(run, now(), limit);
    if (count === 0) break;
    if (typeof count === "number") ended += count;
    limit = count === "REFUSED" ? Math.floor(limit / 2) : batchSize;
  }
  await inSystemTransaction((tx) => closeRun(tx, run, now()));
  return ended;
}

async function tryBatch(run: Run, now: Date, limit: number): Promise<number | "REFUSED" | "SET_ASIDE"> {
  try {
    return await inSystemTransaction((tx) => endDueBatch(tx, { run, now, limit }));
  } catch (error) {
    const fault = databaseFaultOf(error);
    if (!fault?.sqlState.startsWith("23")) throw error;
    if (limit > 1) return "REFUSED";
    await inSystemTransaction((tx) => setAsideFirstDue(tx, run, fault.constraint ?? fault.sqlState));
    return "SET_ASIDE";
  }
}

/** Ends the activations whose SIM never reported in time. */
export async function failActivations(): Promise<void> {
  for (;;) {
    const ended = await inSystemTransaction((tx) => endFailedActivations(tx, toDate(realNow()), batchSize));
    if (ended < batchSize) return;
  }
}

/** Plans and runs everything that is due, oldest first, until nothing is. */
export async function runEverythingDue(): Promise<void> {
  await failActivations();
  for (const run of await planRollover()) await runRollover(run.id);
}
