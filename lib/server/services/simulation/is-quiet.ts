import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { readFeedPlace } from "@/lib/live/feed-place";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { readEdge, readEntries } from "@/lib/server/feed/entries";
import { hubsToHear } from "@/lib/server/store/cloud/audience";
import { listLinksDue } from "@/lib/server/store/relay/links";
import { listBusyClocks } from "@/lib/server/store/simulation-due";
import { hasDueStation } from "@/lib/server/store/station-dialing";

/**
 * Answers whether nothing is due any more in the simulated world: no message of its network, no hub's turn, and nothing for
 * a monitoring station or a home box but what waits for its next try.
 */
export async function isWorldQuiet(): Promise<boolean> {
  const now = toDate(realNow());
  const isCalm = await inSystemTransaction(
    async (tx) => (await listBusyClocks(tx, now)).length === 0 && !(await hasDueStation(tx, now)),
  );
  return isCalm && !(await onDatabase((client) => hasDuePush(client, now)));
}

/** Whether a box that may be told now has not got everything its user's hubs told. Any number of boxes takes its time. */
async function hasDuePush(client: Transaction, now: Date): Promise<boolean> {
  const { reportingAddress } = env();
  const edge = await readEdge(client);
  for (const { userId, place: text } of await listLinksDue(client, now)) {
    const place = readFeedPlace(text);
    if (!place) continue;
    const hubKeys = await hubsToHear(client, userId, reportingAddress);
    const ask = { place, hubKeys, reportingAddress, edge, limit: 1, since: null };
    if ((await readEntries(client, ask)).entries.length > 0) return true;
  }
  return false;
}
