import "server-only";
import { readStopToken } from "@/lib/auth/stop-token";
import type { NotificationTopic } from "@/lib/domain/notification-topics";
import { stoppableChoices } from "@/lib/mail/mail-topics";
import { onDatabase } from "../context";

/** What a link in a mail's foot would stop, and to which address those mails go. */
export type StoppableMails = { email: string; topics: NotificationTopic[] };

/** Reads what a token is about, for whoever holds the mail. Null where it does not work. Changes nothing. */
export async function findStoppable(token: string): Promise<StoppableMails | null> {
  const stopped = readStopToken(token);
  if (!stopped) return null;
  const { accountId: id, template } = stopped;
  const topics = stoppableChoices(template).map(({ topic }) => topic);
  const account = await onDatabase((client) => client.proAccount.findFirst({ where: { id, deletedAt: null } }));
  return account && topics.length > 0 ? { email: account.email, topics } : null;
}
