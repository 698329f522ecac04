import { realNow, toDate } from "@/lib/clock";
import { deleteReceipts } from "@/lib/server/store/idempotency-records";
import { inBatches } from "./in-batches";

/**
 * A form is answered within the twelve hours that its sign-in lasts. A tab that was left open is sent under a later
 * one, so its key holds a month. Later still, a form that carries a version is refused where it had its effect; one
 * that carries none (a new object, a message, a key) acts again.
 */
const keptHours = 30 * 24;

/**
 * Removes the receipts of commands that were accepted more than thirty days ago, by real time. What they did
 * stays, and so do their entries of the audit. Returns how many went.
 */
export async function removeOldReceipts(signal?: AbortSignal): Promise<number> {
  const acceptedBefore = toDate(realNow().subtract({ hours: keptHours }));
  return inBatches((tx, most) => deleteReceipts(tx, acceptedBefore, most), signal);
}
