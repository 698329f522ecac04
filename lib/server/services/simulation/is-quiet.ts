import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { listBusyClocks } from "@/lib/server/store/simulation-due";

/** Answers whether nothing is due any more in the simulated world: no message of its network, no hub's turn. */
export async function isWorldQuiet(): Promise<boolean> {
  return inSystemTransaction(async (tx) => (await listBusyClocks(tx, toDate(realNow()))).length === 0);
}
