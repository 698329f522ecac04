import { commonPasswords } from "@/lib/auth/common-passwords";
import { hashPassword } from "@/lib/auth/password";
import type { RequestSource } from "@/lib/auth/request-source";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isGuessable } from "@/lib/domain/password-rules";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { findAccountByEmail, listOwnCompanies, lockAccount } from "@/lib/server/store/account-rows";
import { findLiveLink, issueToken, redeemLink, voidTokens } from "@/lib/server/store/account-tokens";
import { endAllSessions } from "@/lib/server/store/sessions";
import { postConfirmation } from "./confirmation-mail";
import { answerEvenly } from "./even-answer";
import { postSecurityMail } from "./security-mail";

/**
 * Mails a link to set a new password, good once for 30 minutes; an account that was never confirmed gets its
 * confirmation again. Any address gets the same answer in text and time. Throws RATE_LIMITED after three an hour.
 */
export async function requestReset(email: string): Promise<Outcome<Record<string, never>, never>> {
  await takePoint("resetMailByAccount", email);
  return answerEvenly(async () => {
    await inSystemTransaction(async (tx) => {
      const account = await findAccountByEmail(tx, email);
      if (!account || account.disabledAt) return;
      const at = toDate(realNow());
      if (!account.emailConfirmedAt) return postConfirmation(tx, account, at);
      const { token } = await issueToken(tx, { purpose: "RESET_PASSWORD", accountId: account.id, email }, at);
      const data = { linkPath: `/reset-password/${token}` };
      await postSecurityMail(tx, account, { template: "reset-password", data });
    });
    return succeed({});
  });
}

/**
 * Sets a new password by the link of a mail, once. Every sign-in of the account ends and none begins; its other links
 * are void. Refuses LINK_SPENT, and PASSWORD_WEAK without using the link up.
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  source: RequestSource,
): Promise<Outcome<Record<string, never>, "LINK_SPENT" | "PASSWORD_WEAK">> {
  const owner = await findOwner(token);
  if (!owner) return refuse("LINK_SPENT");
  if (isGuessable(password, owner, commonPasswords())) return refuse("PASSWORD_WEAK");
  const passwordHash = await hashPassword(password);
  return inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    const found = await redeemLink(tx, "RESET_PASSWORD", token, at);
    const account = found ? await lockAccount(tx, found.accountId) : null;
    if (!found || !account || account.email.toLowerCase() !== found.email.toLowerCase()) return refuse("LINK_SPENT");
    await tx.proAccount.update({ where: { id: account.id }, data: { passwordHash } });
    await endAllSessions(tx, account.id, "PASSWORD_RESET");
    await voidTokens(tx, { accountId: account.id }, at);
    await recordAccountEvent(tx, account.id, "account.password_reset", source);
    await postSecurityMail(tx, account, { template: "password-changed", data: {} });
    return succeed({});
  });
}

async function findOwner(token: string) {
  return onDatabase(async (client) => {
    const found = await findLiveLink(client, "RESET_PASSWORD", token, toDate(realNow()));
    const account = found
      ? await client.proAccount.findFirst({ where: { id: found.accountId, deletedAt: null } })
      : null;
    if (!account) return null;
    const companies = (await listOwnCompanies(client, account.id)).map(({ company }) => company);
    return { email: account.email, name: account.name, companies };
  });
}
