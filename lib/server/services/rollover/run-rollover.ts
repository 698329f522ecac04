import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { endFailedActivations, lockFirstFailed } from "@/lib/server/store/failed-activations";
import { closeRun, endDueBatch, findRun, lockFirstDue, openRun, setAside } from "@/lib/server/store/rollover";
import type { Run, Scope } from "@/lib/server/store/rollover-due";
import {
  holdMoveTargets,
  listMoveTargets,
  lockFirstMove,
  moveDueBatch,
  setMoveAside,
} from "@/lib/server/store/rollover-moves";
import { tendConnections } from "../connections/tend-connections";
import { expireMoves } from "../moves/expire-moves";
import { closeDueMonths } from "../statements/close-due-months";
import { endInHalves } from "./end-in-halves";
import { planRollover } from "./plan-rollover";
import { tellFailedRows } from "./tell-failed-rows";

/**
 * Carries out everything that is due in one run, batch by batch, and closes it with its figures: first the hubs that move
 * to another reseller, then those that end. It may run twice, at the same time as another worker, late, or after one was
 * killed: each due package is ended or moved once, as of its stored boundary.
 *
 * A package that a constraint refuses is set aside as failed, under the constraint's name, and the rest go on. Returns
 * how many packages this call settled.
 */
export async function runRollover(runId: string): Promise<number> {
  const run = await inSystemTransaction((tx) => findRun(tx, runId));
  if (!run) return 0;
  await inSystemTransaction((tx) => openRun(tx, run, timeOf(run)));
  const settled = await carryOutRun(run);
  await inSystemTransaction(async (tx) => {
    const closed = await closeRun(tx, run, timeOf(run));
    if (closed) await tellFailedRows(tx, run, closed, timeOf(run));
  });
  return settled;
}

function timeOf(run: Run): Date {
  return toDate(clockNow(run.offsetMs));
}

/** Carries out what is due in a run, or the part of it that `scope` names, without opening or closing it. */
export async function carryOutRun(run: Run, scope: Scope = {}): Promise<number> {
  return (await moveDue(run, scope)) + (await endDue(run, scope));
}

async function moveDue(run: Run, scope: Scope): Promise<number> {
  const targets = await inSystemTransaction((tx) => listMoveTargets(tx, run, scope));
  if (targets.connectionIds.length === 0) return 0;
  return endInHalves({
    endBatch: async (tx, limit, only) => {
      await holdMoveTargets(tx, targets);
      return moveDueBatch(tx, { ...scope, run, now: timeOf(run), limit, ...(only ? { only } : {}) });
    },
    lockFirst: (tx) => lockFirstMove(tx, run, scope),
    setAside: (tx, due) => setMoveAside(tx, run, due),
  });
}

async function endDue(run: Run, scope: Scope): Promise<number> {
  return endInHalves({
    endBatch: (tx, limit, only) =>
      endDueBatch(tx, { ...scope, run, now: timeOf(run), limit, ...(only ? { only } : {}) }),
    lockFirst: (tx) => lockFirstDue(tx, run, scope),
    setAside: (tx, due) => setAside(tx, run, due),
  });
}

/** Ends the activations whose SIM never reported in time. One that a constraint refuses is logged and tried next time. */
export async function failActivations({ connectionId }: Scope = {}): Promise<void> {
  const now = toDate(realNow());
  const except: string[] = [];
  await endInHalves({
    endBatch: (tx, limit, only) => endFailedActivations(tx, { now, limit, except, only, connectionId }),
    lockFirst: (tx) => lockFirstFailed(tx, { now, except, connectionId }),
    setAside: async (_tx, { id, failure }) => {
      except.push(id);
      log().error({ hubPackageId: id, constraint: failure }, "A failed activation could not be ended");
    },
  });
}

/**
 * Plans and runs everything that is due, oldest first, until nothing is: failed activations, moves nobody approved in
 * time, month rollovers, then the connections whose last month is over, and the months that are over then.
 */
export async function runEverythingDue(): Promise<void> {
  await failActivations();
  await expireMoves();
  for (const run of await planRollover()) await runRollover(run.id);
  await tendConnections();
  await closeDueMonths();
}
