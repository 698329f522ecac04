import { type Outcome, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction } from "@/lib/server/context";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import type { SignedInPerson } from "./signed-in-person";

/** `timeZone` is an IANA name. */
type Profile = { name: string; locale: string; timeZone: string };

/** Changes how the person is called, and the language and zone of the person's mails and pages. */
export async function updateProfile(
  person: SignedInPerson,
  { name, locale, timeZone }: Profile,
): Promise<Outcome<Record<string, never>, never>> {
  return inSystemTransaction(async (tx) => {
    await tx.proAccount.update({ where: { id: person.accountId }, data: { name, locale, timeZone } });
    await recordAccountEvent(tx, person.accountId, "account.profile_changed", person.source);
    return succeed({});
  });
}
