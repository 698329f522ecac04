import { inSystemTransaction } from "@/lib/server/context";
import { tendConnections } from "@/lib/server/services/connections/tend-connections";
import { expireMoves } from "@/lib/server/services/moves/expire-moves";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { failActivations } from "@/lib/server/services/rollover/run-rollover";
import { enqueue } from "../queue";

/** How often the planner looks. The design asks for a minute; a demo clock deserves an answer sooner. */
export const rolloverPauseMs = 5_000;

/**
 * Plans what is due and offers every run with work left to the workers again, so that nothing hangs on one of them; and
 * looks after connections that are ending.
 */
export async function offerRuns(): Promise<void> {
  await failActivations();
  await expireMoves();
  await tendConnections();
  const runs = await planRollover();
  if (runs.length === 0) return;
  await inSystemTransaction(async (tx) => {
    for (const run of runs) await enqueue(tx, "run-rollover", { runId: run.id }, `run-rollover:${run.id}`);
  });
}
