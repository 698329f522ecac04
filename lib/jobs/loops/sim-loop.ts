import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { dropSilentHubs, listUnansweredSims } from "@/lib/server/store/sims";

/** The network answers within a second unless a fault delays it. */
export const simPauseMs = 400;
const simsAtOnce = 200;

/** Lets the simulated network answer the commands that wait, and hubs without a channel fall silent. */
export async function answerSims(): Promise<void> {
  const now = toDate(realNow());
  const sims = await onDatabase((client) => listUnansweredSims(client, now, simsAtOnce));
  for (const { simId, desiredStatus, desiredVersion, offsetMs } of sims) {
    await reportSim({ simId, status: desiredStatus, version: desiredVersion, at: clockNow(offsetMs) });
  }
  await inSystemTransaction((tx) => dropSilentHubs(tx, now));
}
