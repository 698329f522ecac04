import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { type AccountRow, findAccountByEmail } from "@/lib/server/store/account-rows";
import { issueToken } from "@/lib/server/store/account-tokens";
import { answerEvenly } from "./even-answer";

/** Mails link and code to confirm an account's address, good for 60 minutes; earlier ones are void. */
export async function postConfirmation(tx: Transaction, account: AccountRow, at: Date): Promise<void> {
  const { id: accountId, email, name, locale } = account;
  const { token, code } = await issueToken(tx, { purpose: "CONFIRM_EMAIL", accountId, email }, at);
  await postMail(tx, {
    template: "confirm-email",
    to: email,
    locale,
    data: { name, linkPath: `/verify-email/${token}`, code },
    accountId,
    at,
  });
}

/**
 * Mails link and code again, if the address has an account that waits for them; the answer is the same if not. Throws
 * RATE_LIMITED after five mails to one address in an hour.
 */
export async function sendConfirmationAgain(email: string): Promise<Outcome<Record<string, never>, never>> {
  await takePoint("confirmMailByAccount", email);
  return answerEvenly(async () => {
    await inSystemTransaction(async (tx) => {
      const account = await findAccountByEmail(tx, email);
      if (account && !account.emailConfirmedAt) await postConfirmation(tx, account, toDate(realNow()));
    });
    return succeed({});
  });
}
