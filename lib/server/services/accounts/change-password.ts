import { commonPasswords } from "@/lib/auth/common-passwords";
import { hashPassword } from "@/lib/auth/password";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isGuessable } from "@/lib/domain/password-rules";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { listOwnCompanies } from "@/lib/server/store/account-rows";
import { voidTokens } from "@/lib/server/store/account-tokens";
import { postSecurityMail } from "./security-mail";
import { renewSessions, type SignedInPerson, withPassword } from "./signed-in-person";

type Given = { currentPassword: string; newPassword: string };

/**
 * Changes the person's password, which ends every other sign-in; the browser at hand goes on under the returned session
 * id. Refuses BAD_CREDENTIALS and PASSWORD_WEAK.
 */
export async function changePassword(
  person: SignedInPerson,
  { currentPassword, newPassword }: Given,
): Promise<Outcome<{ sid: string }, "BAD_CREDENTIALS" | "PASSWORD_WEAK">> {
  const passwordHash = await hashPassword(newPassword);
  return withPassword(person, currentPassword, async (tx, account) => {
    const companies = (await listOwnCompanies(tx, account.id)).map(({ company }) => company);
    const { email, name } = account;
    if (isGuessable(newPassword, { email, name, companies }, commonPasswords())) return refuse("PASSWORD_WEAK");
    await tx.proAccount.update({ where: { id: account.id }, data: { passwordHash } });
    await voidTokens(tx, { accountId: account.id }, toDate(realNow()));
    await recordAccountEvent(tx, account.id, "account.password_changed", person.source);
    await postSecurityMail(tx, account, { template: "password-changed", data: {} });
    return succeed({ sid: await renewSessions(tx, person, "PASSWORD_CHANGED") });
  });
}
