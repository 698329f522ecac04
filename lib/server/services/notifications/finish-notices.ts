import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import type { AccountId } from "@/lib/server/ids";
import { finishGroup, finishOwnNotices } from "@/lib/server/store/notifications";

/** The person whose bell it is. */
type Reader = { accountId: AccountId };

/**
 * Marks what one line of the bell is about as dealt with, for all people of that company at once; pressed again it
 * changes nothing. Throws NOT_FOUND for lines of others, and of companies the person has left.
 */
export async function finishNotice(
  { accountId }: Reader,
  { noticeId }: { noticeId: string },
): Promise<Outcome<{ noticeId: string }, never>> {
  const now = toDate(realNow());
  const isFound = await inSystemTransaction((tx) => finishGroup(tx, { accountId, noticeId, now }));
  if (!isFound) throw new AppError("NOT_FOUND");
  return succeed({ noticeId });
}

/** Empties one person's bell, and nobody else's. */
export async function finishAllNotices({ accountId }: Reader): Promise<Outcome<{ n: number }, never>> {
  const now = toDate(realNow());
  return succeed({ n: await inSystemTransaction((tx) => finishOwnNotices(tx, accountId, now)) });
}
