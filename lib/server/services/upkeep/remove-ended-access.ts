import { realNow, toDate } from "@/lib/clock";
import { deleteTokens } from "@/lib/server/store/account-tokens";
import { deleteHomeSessions } from "@/lib/server/store/cloud/home-sessions";
import { deletePairs } from "@/lib/server/store/cloud/sessions";
import { deleteSessions } from "@/lib/server/store/sessions";
import { deleteSpentLimits } from "@/lib/server/store/spent-limits";
import { inBatches } from "./in-batches";
import { onItsOwn } from "./on-its-own";

/** Long enough for whoever looks into a strange sign-in; no sign-in lasts a day. */
const keptHours = 30 * 24;

/** Nobody asks for a bucket whose time is over; the hour is for clocks that differ. */
const keptLimitHours = 1;

/**
 * Removes what opens nothing any more, by real time: sign-ins that began thirty days ago, links, codes and pairs of tokens
 * that ran out thirty days ago, and buckets of limits that ended an hour ago. What happened stays in the account's events
 * and the audit. Where one removal fails, the others are made. Returns how many rows went.
 */
export async function removeEndedAccess(signal?: AbortSignal): Promise<number> {
  const before = toDate(realNow().subtract({ hours: keptHours }));
  const limitsBefore = toDate(realNow().subtract({ hours: keptLimitHours }));
  const removals = {
    sessions: [deleteSessions, before],
    homeSessions: [deleteHomeSessions, before],
    accountTokens: [deleteTokens, before],
    tokenPairs: [deletePairs, before],
    limits: [deleteSpentLimits, limitsBefore],
  } as const;
  let removed = 0;
  for (const [what, [remove, until]] of Object.entries(removals))
    removed += await onItsOwn(what, () => inBatches((tx, most) => remove(tx, until, most), signal));
  return removed;
}
