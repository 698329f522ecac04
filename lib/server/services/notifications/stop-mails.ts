import type { RequestSource } from "@/lib/auth/request-source";
import { readStopToken } from "@/lib/auth/stop-token";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { stoppableChoices } from "@/lib/mail/mail-topics";
import { inSystemTransaction } from "@/lib/server/context";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { lockAccount } from "@/lib/server/store/account-rows";
import { muteTopics } from "@/lib/server/store/muted-topics";

/**
 * Switches off the mails of one kind for the person whose mail carried `token`, signed in or not; a second press changes
 * nothing. Refuses LINK_SPENT for a token that was altered, that is of no such mail, or whose account is gone.
 */
export async function stopMails(
  token: string,
  source: RequestSource,
): Promise<Outcome<Record<string, never>, "LINK_SPENT">> {
  const stopped = readStopToken(token);
  const choices = stopped ? stoppableChoices(stopped.template) : [];
  if (!stopped || choices.length === 0) return refuse("LINK_SPENT");
  return inSystemTransaction(async (tx) => {
    const account = await lockAccount(tx, stopped.accountId);
    if (!account) return refuse("LINK_SPENT");
    const n = await muteTopics(tx, account.id, choices, toDate(realNow()));
    if (n > 0) await recordAccountEvent(tx, account.id, "account.notifications_chosen", source);
    return succeed({});
  });
}
