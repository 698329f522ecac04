import type { NotificationChannel, NotificationChoice, NotificationTopic } from "@/lib/domain/notification-topics";
import type { Transaction } from "../context";

/** Reads what a person has switched off. */
export async function listMuted(tx: Transaction, accountId: string): Promise<NotificationChoice[]> {
  const rows = await tx.mutedTopic.findMany({ where: { accountId }, select: { topic: true, channel: true } });
  return rows.map(({ topic, channel }) => ({ topic: topic as NotificationTopic, channel }));
}

/** Reads which of these topics a person has switched off for one channel. */
export async function mutedOf(
  tx: Transaction,
  accountId: string,
  { topics, channel }: { topics: readonly NotificationTopic[]; channel: NotificationChannel },
): Promise<Set<string>> {
  if (topics.length === 0) return new Set();
  const where = { accountId, channel, topic: { in: [...topics] } };
  const rows = await tx.mutedTopic.findMany({ where, select: { topic: true } });
  return new Set(rows.map(({ topic }) => topic));
}

/** Lists what any of these people have switched off for one channel. */
export async function listMutedOf(
  tx: Transaction,
  accountIds: readonly string[],
  channel: NotificationChannel,
): Promise<{ accountId: string; topic: string }[]> {
  const where = { accountId: { in: [...new Set(accountIds)] }, channel };
  return tx.mutedTopic.findMany({ where, select: { accountId: true, topic: true } });
}

/** Leaves out of these people those who have switched a topic off for a channel. */
export async function withoutMuted(
  tx: Transaction,
  accountIds: readonly string[],
  { topic, channel }: NotificationChoice,
): Promise<string[]> {
  const where = { accountId: { in: [...accountIds] }, topic, channel };
  const rows = await tx.mutedTopic.findMany({ where, select: { accountId: true } });
  const muted = new Set(rows.map(({ accountId }) => accountId));
  return accountIds.filter((id) => !muted.has(id));
}

/** Switches choices of a person off; those that are off stay so. `at` is real time. Returns how many were on. */
export async function muteTopics(
  tx: Transaction,
  accountId: string,
  choices: readonly NotificationChoice[],
  at: Date,
): Promise<number> {
  const data = choices.map((choice) => ({ accountId, ...choice, mutedAt: at }));
  const { count } = await tx.mutedTopic.createMany({ data, skipDuplicates: true });
  return count;
}

/** Switches choices of a person on again. Returns how many were off. */
export async function unmuteTopics(
  tx: Transaction,
  accountId: string,
  choices: readonly NotificationChoice[],
): Promise<number> {
  if (choices.length === 0) return 0;
  const { count } = await tx.mutedTopic.deleteMany({
    where: { accountId, OR: choices.map((choice) => ({ ...choice })) },
  });
  return count;
}
