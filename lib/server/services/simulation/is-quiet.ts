import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { listBusyClocks } from "@/lib/server/store/simulation-due";
import { hasDueStation } from "@/lib/server/store/station-dialing";

/**
 * Answers whether nothing is due any more in the simulated world: no message of its network, no hub's turn, and nothing for
 * a monitoring station but what waits for its next try.
 */
export async function isWorldQuiet(): Promise<boolean> {
  const now = toDate(realNow());
  return inSystemTransaction(
    async (tx) => (await listBusyClocks(tx, now)).length === 0 && !(await hasDueStation(tx, now)),
  );
}
