import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { answerWaitingSims } from "@/lib/server/services/simulation/answer-sims";
import { dropSilentHubs } from "@/lib/server/store/sims";

/** The network answers within a second unless a fault delays it. */
export const simPauseMs = 400;

/** Lets the simulated network answer the commands that wait, and hubs without a channel fall silent. */
export async function answerSims(): Promise<void> {
  await answerWaitingSims("ALL");
  await inSystemTransaction((tx) => dropSilentHubs(tx, toDate(realNow())));
}
