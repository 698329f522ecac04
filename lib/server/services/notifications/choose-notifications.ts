import { realNow, toDate } from "@/lib/clock";
import { sidesOf } from "@/lib/domain/employee-rights";
import { type NotificationChoice, notificationChoices, printChoice, topicsFor } from "@/lib/domain/notification-topics";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { lockAccount } from "@/lib/server/store/account-rows";
import { listEmployments } from "@/lib/server/store/employments";
import { muteTopics, unmuteTopics } from "@/lib/server/store/muted-topics";
import type { SignedInPerson } from "../accounts/signed-in-person";

/** Choices as `topic:CHANNEL`: those a form showed, and those of them that were ticked. */
export type Chosen = { shown: readonly string[]; ticked: readonly string[] };

/**
 * Switches on what was ticked and off what was shown and not ticked, for this person alone, in all companies. Only what
 * can reach the person counts: topics of roles that the person does not hold now, and what is always on, stay as they
 * are.
 */
export async function chooseNotifications(
  person: SignedInPerson,
  { shown, ticked }: Chosen,
): Promise<Outcome<{ n: number }, never>> {
  return inSystemTransaction(async (tx) => {
    await lockAccount(tx, person.accountId);
    const asked = (await listOwnChoices(tx, person.accountId)).filter((choice) => shown.includes(printChoice(choice)));
    const isOn = (choice: NotificationChoice) => ticked.includes(printChoice(choice));
    const off = asked.filter((choice) => !isOn(choice));
    const n =
      (await muteTopics(tx, person.accountId, off, toDate(realNow()))) +
      (await unmuteTopics(tx, person.accountId, asked.filter(isOn)));
    if (n > 0) await recordAccountEvent(tx, person.accountId, "account.notifications_chosen", person.source);
    return succeed({ n });
  });
}

async function listOwnChoices(tx: Transaction, accountId: string): Promise<NotificationChoice[]> {
  const account = await tx.proAccount.findFirst({ where: { id: accountId, deletedAt: null } });
  if (!account) return [];
  const employments = await listEmployments(tx, accountId);
  const places = employments.flatMap((each) => sidesOf(each).map((side) => ({ role: each.role, side })));
  const topics = topicsFor({ places, isPlatformAdmin: account.isPlatformAdmin });
  return notificationChoices.filter(({ topic }) => topics.includes(topic));
}
