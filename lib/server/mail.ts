import { enqueue } from "@/lib/jobs/queue";
import { choicesOfMail, topicsOfMail } from "@/lib/mail/mail-topics";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "./context";
import { insertMail } from "./store/mail-messages";
import { mutedOf } from "./store/muted-topics";

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
 * same Message-ID. Rendering and sending are a job's. Nothing is posted to a person who has switched off all it is about.
 */
export async function postMail<T extends MailTemplate>(tx: Transaction, mail: Mail<T>): Promise<void> {
  if (!(await isWanted(tx, mail))) return;
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

async function isWanted(tx: Transaction, { template, accountId }: Mail): Promise<boolean> {
  const choices = choicesOfMail(template);
  if (choices.length === 0 || !accountId) return true;
  const muted = await mutedOf(tx, accountId, topicsOfMail(template));
  return choices.some(({ topic }) => !muted.has(topic));
}
