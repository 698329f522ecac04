import { z } from "zod";
import { elapsedMs } from "@/lib/clock";
import { closeDatabase } from "@/lib/server/close-database";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runRollover } from "@/lib/server/services/rollover/run-rollover";

const answer = z.object({ ended: z.number(), ms: z.number() });

/** Packages ended by the planned runs, and how long planning and running took, in milliseconds. */
export const rolloverMeasurement = { name: "rollover", answer };

/** Plans and runs the month rollover as a worker's job does, in a process that does nothing else. */
export async function measureRollover(): Promise<z.infer<typeof answer>> {
  try {
    const begun = elapsedMs();
    let ended = 0;
    for (const run of await planRollover()) ended += await runRollover(run.id);
    return { ended, ms: elapsedMs() - begun };
  } finally {
    await closeDatabase();
  }
}
