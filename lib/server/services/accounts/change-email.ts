import type { RequestSource } from "@/lib/auth/request-source";
import { realNow, toDate, toInstant } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { releaseKeptInvitations } from "@/lib/server/services/employees/release-kept-invitations";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { type AccountRow, findAccountByEmail, lockAccount } from "@/lib/server/store/account-rows";
import { issueToken, redeemLink, voidTokens } from "@/lib/server/store/account-tokens";
import { isAddressOfUser } from "@/lib/server/store/cloud/accounts";
import { holdKeepers } from "@/lib/server/store/invitations";
import { endAllSessions } from "@/lib/server/store/sessions";
import { answerEvenly } from "./even-answer";
import { postSecurityMail } from "./security-mail";
import { type SignedInPerson, withPassword } from "./signed-in-person";

type Given = { email: string; currentPassword: string };

/**
 * Asks to change the person's address: the new one gets a link, good once for 30 minutes, and the old one a notice. An
 * address that is taken gets a mail that says so instead, and the answer is the same. Refuses BAD_CREDENTIALS. Throws
 * RATE_LIMITED after ten an hour.
 */
export async function askEmailChange(
  person: SignedInPerson,
  { email, currentPassword }: Given,
): Promise<Outcome<{ email: string }, "BAD_CREDENTIALS">> {
  await takePoint("securityMailByAccount", person.accountId);
  return answerEvenly(() =>
    withPassword(person, currentPassword, async (tx, account) => {
      const { id: accountId } = account;
      const at = toDate(realNow());
      const holder = await findAccountByEmail(tx, email);
      if (!holder && (await isAddressOfUser(tx, email))) {
        const data = { signInPath: "/home/sign-in", resetPath: "/home/sign-in" };
        await postMail(tx, { template: "account-exists", to: email, locale: account.locale, data, at });
      } else if (holder?.emailConfirmedAt) {
        const data = { signInPath: "/sign-in", resetPath: "/forgot-password" };
        await postMail(tx, { template: "account-exists", to: email, locale: holder.locale, data, at });
      } else {
        const { token } = await issueToken(tx, { purpose: "CHANGE_EMAIL", accountId, email }, at);
        const data = { linkPath: `/change-email/${token}` };
        await postSecurityMail(tx, account, { template: "change-email", to: email, data });
      }
      await postSecurityMail(tx, account, { template: "email-changes", data: { newEmail: email } });
      await recordAccountEvent(tx, accountId, "account.email_change_asked", person.source);
      return succeed({ email });
    }),
  );
}

/**
 * Changes an account's address by the link that went to the new one, once. Every sign-in ends, and the old address is
 * told. Refuses LINK_SPENT, also where the new address was registered meanwhile.
 */
export async function confirmEmailChange(
  token: string,
  source: RequestSource,
): Promise<Outcome<Record<string, never>, "LINK_SPENT">> {
  return inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    const found = await redeemLink(tx, "CHANGE_EMAIL", token, at);
    if (found) await holdKeepers(tx, found.email);
    const account = found ? await lockAccount(tx, found.accountId) : null;
    if (!found || !account || account.disabledAt || !(await freeAddress(tx, found.email))) return refuse("LINK_SPENT");
    await changeTo(tx, account, found.email);
    await releaseKeptInvitations(tx, { email: found.email, accountId: account.id, at: toInstant(at) });
    await voidTokens(tx, { accountId: account.id }, at);
    await recordAccountEvent(tx, account.id, "account.email_changed", source);
    return succeed({});
  });
}

/** A registration that nobody confirmed gives way to the one who has shown that the address is theirs. */
async function freeAddress(tx: Transaction, email: string): Promise<boolean> {
  const holder = await findAccountByEmail(tx, email);
  if (!holder) return !(await isAddressOfUser(tx, email));
  const locked = await lockAccount(tx, holder.id);
  if (locked?.emailConfirmedAt) return false;
  await tx.accountToken.deleteMany({ where: { accountId: holder.id } });
  await tx.proAccount.deleteMany({ where: { id: holder.id } });
  return true;
}

async function changeTo(tx: Transaction, account: AccountRow, email: string): Promise<void> {
  await tx.proAccount.update({ where: { id: account.id }, data: { email } });
  await endAllSessions(tx, account.id, "EMAIL_CHANGED");
  await postSecurityMail(tx, account, { template: "email-changed", data: { newEmail: email } });
}
