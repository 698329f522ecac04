import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import type { AccountContext } from "@/lib/server/gate";
import { finishGroup, finishOwnNotices } from "@/lib/server/store/notifications";

/**
 * Marks what one line of the bell is about as dealt with, for all people of that company at once; pressed again it
 * changes nothing. Throws NOT_FOUND for lines of others, and of companies the person has left.
 */
export async function finishNotice(
  { accountId }: Pick<AccountContext, "accountId">,
  { noticeId }: { noticeId: string },
): Promise<Outcome<{ noticeId: string }, never>> {
  const now = toDate(realNow());
  const isFound = await inSystemTransaction((tx) => finishGroup(tx, { accountId, noticeId, now }));
  if (!isFound) throw new AppError("NOT_FOUND");
  return succeed({ noticeId });
}

/** Empties one person's bell, and nobody else's. */
export async function finishAllNotices({
  accountId,
}: Pick<AccountContext, "accountId">): Promise<Outcome<{ n: number }, never>> {
  const now = toDate(realNow());
  return succeed({ n: await inSystemTransaction((tx) => finishOwnNotices(tx, accountId, now)) });
}
