import { clockNow, realNow, toDate } from "@/lib/clock";
import { onDatabase } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { type AnswersWanted, listUnansweredSims } from "@/lib/server/store/sims";
import { reportSim } from "./report-sim";

const simsAtOnce = 200;

/**
 * Lets the simulated network answer up to 200 commands that wait, oldest first. One whose report cannot be taken is
 * logged and does not hold up the others. Returns how many answers counted.
 */
export async function answerWaitingSims(wanted: AnswersWanted): Promise<number> {
  const now = toDate(realNow());
  const sims = await onDatabase((client) => listUnansweredSims(client, now, simsAtOnce, wanted));
  let counted = 0;
  for (const { simId, desiredStatus, desiredVersion, offsetMs } of sims) {
    try {
      const report = { simId, status: desiredStatus, version: desiredVersion, at: clockNow(offsetMs) };
      if (await reportSim(report)) counted += 1;
    } catch (error) {
      log().error({ err: error, simId }, "A report of the mobile network could not be taken");
    }
  }
  return counted;
}

/** Lets the network answer every activation that waits and can be answered at the clocks' present time. */
export async function answerActivations(): Promise<void> {
  while ((await answerWaitingSims("ACTIVATIONS")) === simsAtOnce);
}
