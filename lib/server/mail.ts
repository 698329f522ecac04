import { enqueue } from "@/lib/jobs/queue";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "./context";
import { insertMail } from "./store/mail-messages";

/** One mail to one address. `at` is by the clock of what it tells; `locale` is the reader's. */
export type Mail<T extends MailTemplate = MailTemplate> = {
  template: T;
  to: string;
  locale: string | null;
  data: MailData[T];
  companyId?: string;
  accountId?: string;
  at: Date;
};

/**
 * Posts a mail in the caller's transaction: it goes out if and only if that commits, at least once, always under the
 * same Message-ID. Rendering and sending are a job's.
 */
export async function postMail<T extends MailTemplate>(tx: Transaction, mail: Mail<T>): Promise<void> {
  const mailId = await insertMail(tx, {
    template: mail.template,
    recipient: mail.to,
    locale: mail.locale ?? "en",
    data: mail.data,
    companyId: mail.companyId ?? null,
    accountId: mail.accountId ?? null,
    at: mail.at,
  });
  await enqueue(tx, "send-mail", { mailId }, `mail:${mailId}`);
}
