import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { endFailedActivations, lockFirstFailed } from "@/lib/server/store/failed-activations";
import { closeRun, endDueBatch, findRun, lockFirstDue, openRun, setAside } from "@/lib/server/store/rollover";
import { closeDueMonths } from "../statements/close-due-months";
import { endInHalves } from "./end-in-halves";
import { planRollover } from "./plan-rollover";

/**
 * Ends everything that is due in one run, batch by batch, and closes it with its figures. It may run twice, at the same
 * time as another worker, late, or after one was killed: each due package is ended once, as of its stored end.
 *
 * A package that a constraint refuses is set aside as failed, under the constraint's name, and the rest go on. Returns
 * how many packages this call ended.
 */
export async function runRollover(runId: string): Promise<number> {
  const run = await inSystemTransaction((tx) => findRun(tx, runId));
  if (!run) return 0;
  const now = () => toDate(clockNow(run.offsetMs));
  await inSystemTransaction((tx) => openRun(tx, run, now()));
  const ended = await endInHalves({
    endBatch: (tx, limit, only) => endDueBatch(tx, { run, now: now(), limit, only }),
    lockFirst: (tx) => lockFirstDue(tx, run),
    setAside: (tx, due) => setAside(tx, run, due),
  });
  await inSystemTransaction((tx) => closeRun(tx, run, now()));
  return ended;
}

/** Ends the activations whose SIM never reported in time. One that a constraint refuses is logged and tried next time. */
export async function failActivations(): Promise<void> {
  const now = toDate(realNow());
  const except: string[] = [];
  await endInHalves({
    endBatch: (tx, limit, only) => endFailedActivations(tx, { now, limit, except, only }),
    lockFirst: (tx) => lockFirstFailed(tx, { now, except }),
    setAside: async (_tx, { id, failure }) => {
      except.push(id);
      log().error({ hubPackageId: id, constraint: failure }, "A failed activation could not be ended");
    },
  });
}

/** Plans and runs everything that is due, oldest first, until nothing is, and closes the months that are over then. */
export async function runEverythingDue(): Promise<void> {
  await failActivations();
  for (const run of await planRollover()) await runRollover(run.id);
  await closeDueMonths();
}
