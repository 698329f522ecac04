import { removeEndedAccess } from "@/lib/server/services/upkeep/remove-ended-access";
import { removeOldReceipts } from "@/lib/server/services/upkeep/remove-old-receipts";

/** Nobody waits for it: an hour is often enough for what is due after a month. */
export const upkeepPauseMs = 60 * 60 * 1_000;

/** Lets go, by real time, of what nobody can use any more. */
export async function removePastUse(signal: AbortSignal): Promise<void> {
  await removeOldReceipts(signal);
  await removeEndedAccess(signal);
}
