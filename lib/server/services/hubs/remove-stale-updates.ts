import { realNow, toDate } from "@/lib/clock";
import { inBatches } from "@/lib/server/services/upkeep/in-batches";
import { deleteUpdates } from "@/lib/server/store/outbox-events";

/** A day that streams may go back (INTEGRATION 8.2) and a day for which a silent box is tried (8.3), with room to spare. */
const keptHours = 48;

/**
 * Removes what hubs told of their states more than two days ago, by real time. Nobody waits for it any longer: a box
 * that was away reads the states as they are. Events stay, since a hub's timeline tells of them. Returns how many went.
 */
export async function removeStaleUpdates(signal?: AbortSignal): Promise<number> {
  const before = toDate(realNow().subtract({ hours: keptHours }));
  return inBatches((tx, most) => deleteUpdates(tx, before, most), signal);
}
