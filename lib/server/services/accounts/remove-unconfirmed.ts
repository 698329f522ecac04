import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { removeUnconfirmed } from "@/lib/server/store/account-rows";

/** Longer than any link lives; the mail names it. */
const keptHours = 7 * 24;
const mostAtOnce = 200;

/** Removes accounts that nobody confirmed within seven days of the last mail to confirm. Returns how many. */
export async function removeStaleRegistrations(): Promise<number> {
  const mailedBefore = toDate(realNow().subtract({ hours: keptHours }));
  return inSystemTransaction((tx) => removeUnconfirmed(tx, mailedBefore, mostAtOnce));
}
