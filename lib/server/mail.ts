import { enqueue, enqueueAll } from "@/lib/jobs/queue";
import { choicesOfMail, topicsOfMail } from "@/lib/mail/mail-topics";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "./context";
import { insertMail, insertMails } from "./store/mail-messages";
import { listMutedOf, mutedOf } from "./store/muted-topics";

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
  const mailId = await insertMail(tx, toRow(mail));
  await enqueue(tx, "send-mail", { mailId }, `mail:${mailId}`);
}

/** As {@link postMail}, for many mails in as many statements as for one. */
export async function postMails(tx: Transaction, mails: readonly Mail[]): Promise<void> {
  const people = mails.flatMap(({ accountId }) => accountId ?? []);
  const muted = new Set((await listMutedOf(tx, people, "MAIL")).map(({ accountId, topic }) => `${accountId} ${topic}`));
  const wanted = mails.filter(({ template, accountId }) => {
    const choices = choicesOfMail(template);
    return choices.length === 0 || !accountId || choices.some(({ topic }) => !muted.has(`${accountId} ${topic}`));
  });
  if (wanted.length === 0) return;
  const ids = await insertMails(tx, wanted.map(toRow));
  await enqueueAll(
    tx,
    "send-mail",
    ids.map((mailId) => ({ payload: { mailId }, key: `mail:${mailId}` })),
  );
}

function toRow({ template, to, locale, data, companyId, accountId, at }: Mail) {
  const reader = { recipient: to, locale: locale ?? "en", accountId: accountId ?? null };
  return { template, ...reader, data, companyId: companyId ?? null, at };
}

async function isWanted(tx: Transaction, { template, accountId }: Mail): Promise<boolean> {
  const choices = choicesOfMail(template);
  if (choices.length === 0 || !accountId) return true;
  const muted = await mutedOf(tx, accountId, topicsOfMail(template));
  return choices.some(({ topic }) => !muted.has(topic));
}
