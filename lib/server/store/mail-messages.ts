import type { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

export type NewMail = {
  template: string;
  recipient: string;
  locale: string;
  data: Record<string, string | number>;
  companyId: string | null;
  accountId: string | null;
  at: Date;
};

/** Writes a mail to be sent, in the transaction of what it tells. Returns its id. */
export async function insertMail(tx: Transaction, mail: NewMail): Promise<string> {
  const { id } = await tx.mailMessage.create({ data: mail, select: { id: true } });
  return id;
}

/** Writes many mails in one statement. Returns their ids, in no order that means anything. */
export async function insertMails(tx: Transaction, mails: readonly NewMail[]): Promise<string[]> {
  const rows = await tx.mailMessage.createManyAndReturn({ data: [...mails], select: { id: true } });
  return rows.map(({ id }) => id);
}

export type StoredMail = {
  id: string;
  template: string;
  recipient: string;
  locale: string;
  data: Record<string, string | number>;
  accountId: string | null;
  at: Date;
  sentAt: Date | null;
};

/** Finds a mail with the data it is made of; null for an unknown id. */
export async function findMail(tx: Transaction, mailId: string): Promise<StoredMail | null> {
  const row = await tx.mailMessage.findUnique({ where: { id: mailId } });
  return row ? { ...row, data: row.data as Record<string, string | number> } : null;
}

export type RenderedMail = { subject: string; html: string; text: string };

/** Keeps a mail as it went out. Outside the demo its body and data are wiped: they hold links. */
export async function markSent(
  tx: Transaction,
  mailId: string,
  sent: RenderedMail & { sentAt: Date; keepsBody: boolean },
): Promise<void> {
  const { subject, html, text, sentAt, keepsBody } = sent;
  const body = keepsBody ? { html, text } : { html: null, text: null, data: {} satisfies Prisma.InputJsonObject };
  await tx.mailMessage.update({ where: { id: mailId }, data: { subject, sentAt, ...body } });
}

/** A line of the demo's mailbox. The subject is null until the mail has been rendered. */
export type MailRow = { id: string; template: string; recipient: string; subject: string | null; at: Date };

/** Reads mails newest first, `limit` of them, below the mail `before`; to one recipient where `to` names one. */
export async function listMails(
  tx: Transaction,
  { to, before, limit }: { to: string | null; before: string | null; limit: number },
): Promise<MailRow[]> {
  return tx.mailMessage.findMany({
    where: { ...(to ? { recipient: to } : {}), ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, template: true, recipient: true, subject: true, at: true },
  });
}

/** Reads one mail as it went out. Null for an unknown one. */
export async function findLetter(
  tx: Transaction,
  mailId: string,
): Promise<(MailRow & { html: string | null; text: string | null }) | null> {
  return tx.mailMessage.findUnique({
    where: { id: mailId },
    select: { id: true, template: true, recipient: true, subject: true, at: true, html: true, text: true },
  });
}

/** Names the oldest mails that did not go out, of those written before an instant of real time. */
export async function listUnsentMails(tx: Transaction, writtenBefore: Date, limit: number): Promise<string[]> {
  const rows = await tx.mailMessage.findMany({
    where: { sentAt: null, createdAt: { lt: writtenBefore } },
    orderBy: { createdAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
