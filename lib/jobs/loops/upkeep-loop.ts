import { onItsOwn } from "@/lib/server/services/upkeep/on-its-own";
import { removeEndedAccess } from "@/lib/server/services/upkeep/remove-ended-access";
import { removeOldReceipts } from "@/lib/server/services/upkeep/remove-old-receipts";

/** Nobody waits for it: an hour is often enough for what is due after a month. */
export const upkeepPauseMs = 60 * 60 * 1_000;

/** Lets go, by real time, of what nobody can use any more; one removal that fails keeps no other from being made. */
export async function removePastUse(signal: AbortSignal): Promise<void> {
  await onItsOwn("receipts", () => removeOldReceipts(signal));
  await removeEndedAccess(signal);
}
