import { realNow, toDate } from "@/lib/clock";
import type { MailData } from "@/lib/mail/templates";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { AccountRow } from "@/lib/server/store/account-rows";

type EmailMail = "email-changed" | "email-changes" | "change-email";
type FactorMail = "second-factor-on" | "second-factor-off" | "recovery-codes-made";
type AccountMail = "password-changed" | "reset-password" | "delete-account-code" | "account-deleted";
type SecurityTemplate = EmailMail | FactorMail | AccountMail;

/** Mails a person about the own account, at its present address or at `to`, in the transaction of what happened. */
export async function postSecurityMail<T extends SecurityTemplate>(
  tx: Transaction,
  account: AccountRow,
  mail: { template: T; data: Omit<MailData[T], "name">; to?: string },
): Promise<void> {
  const { id: accountId, name, email, locale } = account;
  const data = { ...mail.data, name } as unknown as MailData[T];
  const to = mail.to ?? email;
  await postMail<T>(tx, { template: mail.template, to, locale, data, accountId, at: toDate(realNow()) });
}
