import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { passTime } from "@/lib/server/services/simulation/pass-time";
import { listBusyClocks } from "@/lib/server/store/simulation-due";

/** The network answers within a second unless a fault delays it. */
export const simPauseMs = 400;

/**
 * Lets the world go on to the present of each clock: the network answers, hubs fall silent, entry delays run out. An aborted signal ends it
 * between two transactions; what is left is due in the next run.
 */
export async function liveOn(signal?: AbortSignal): Promise<void> {
  const busy = await inSystemTransaction((tx) => listBusyClocks(tx, toDate(realNow())));
  for (const { clock, offsetMs } of busy) {
    const now = clockNow(offsetMs);
    await passTime({ clock, from: now, until: now, signal });
  }
}
