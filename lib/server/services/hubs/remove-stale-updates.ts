import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { deleteUpdates } from "@/lib/server/store/outbox-events";

/** A day that streams may go back (INTEGRATION 8.2) and a day for which a silent box is tried (8.3), with room to spare. */
const keptHours = 48;
const mostAtOnce = 10_000;

/**
 * Removes what hubs told of their states more than two days ago, by real time. Nobody waits for it any longer: a box
 * that was away reads the states as they are. Events stay, since a hub's timeline tells of them. Works in transactions of
 * ten thousand rows and stops between them when `signal` ends. Returns how many went.
 */
export async function removeStaleUpdates(signal?: AbortSignal): Promise<number> {
  const before = toDate(realNow().subtract({ hours: keptHours }));
  let removed = 0;
  for (;;) {
    const count = await inSystemTransaction((tx) => deleteUpdates(tx, before, mostAtOnce));
    removed += count;
    if (count < mostAtOnce || signal?.aborted) return removed;
  }
}
