import { realNow, toDate } from "@/lib/clock";
import { deleteReceipts } from "@/lib/server/store/idempotency-records";
import { inBatches } from "./in-batches";

/**
 * A form is answered within the twelve hours that its sign-in lasts. A tab that was left open is sent under a later
 * one, so its key holds a month; then the form's version refuses it, where something has changed since.
 */
const keptHours = 30 * 24;

/**
 * Removes the receipts of commands that were accepted more than thirty days ago, by real time. Nobody repeats such a
 * command: what it did stays, and so does its entry of the audit. Returns how many went.
 */
export async function removeOldReceipts(signal?: AbortSignal): Promise<number> {
  const acceptedBefore = toDate(realNow().subtract({ hours: keptHours }));
  return inBatches((tx, most) => deleteReceipts(tx, acceptedBefore, most), signal);
}
