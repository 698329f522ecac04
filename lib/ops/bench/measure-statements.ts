import { z } from "zod";
import { closeDatabase } from "@/lib/server/close-database";
import { inSystemTransaction } from "@/lib/server/context";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runRollover } from "@/lib/server/services/rollover/run-rollover";
import { closeMonthsOf, listDueResellers } from "@/lib/server/services/statements/close-due-months";

const answer = z.object({ lines: z.number() });

/** How many lines the closing of all that is due has written. */
export const statementsMeasurement = { name: "statements", answer };

/** Ends what is due, then closes every month that can be closed, as a worker's jobs do. */
export async function closeStatements(): Promise<z.infer<typeof answer>> {
  try {
    for (const run of await planRollover()) await runRollover(run.id);
    const before = await countLines();
    const resellers = await listDueResellers();
    for (const resellerId of resellers) await closeMonthsOf(resellerId, "WAIT");
    return { lines: (await countLines()) - before };
  } finally {
    await closeDatabase();
  }
}

async function countLines(): Promise<number> {
  return inSystemTransaction((tx) => tx.statementLine.count());
}
