import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { MailboxParams } from "@/lib/schemas/mailbox";
import { onDatabase } from "../context";
import { findLetter, listMails, type MailRow } from "../store/mail-messages";

const pageSize = 50;

/** One mail as the mailbox lists it. Instants are ISO text; the subject is null until the mail has been rendered. */
export type MailItem = { id: string; recipient: string; subject: string | null; at: string };

export type LetterView = MailItem & { html: string | null; text: string | null };

/** Reads one keyset page of all mails, newest first. Demo alone, without sign-in: throws NOT_FOUND in production. */
export async function getMailbox({ to, before }: MailboxParams): Promise<{
  items: MailItem[];
  nextCursor: string | null;
}> {
  requireDemo();
  const page = { to: to ?? null, before: before ?? null, limit: pageSize + 1 };
  const rows = await onDatabase((client) => listMails(client, page));
  const shown = rows.slice(0, pageSize);
  return { items: shown.map(toItem), nextCursor: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null };
}

/** Reads one mail as it went out. Demo alone, without sign-in: throws NOT_FOUND in production and for unknown mails. */
export async function getLetter(mailId: string): Promise<LetterView> {
  requireDemo();
  const known = z.uuid().safeParse(mailId);
  const letter = known.success ? await onDatabase((client) => findLetter(client, known.data)) : null;
  if (!letter) throw new AppError("NOT_FOUND");
  return { ...toItem(letter), html: letter.html, text: letter.text };
}

function toItem({ id, recipient, subject, at }: MailRow): MailItem {
  return { id, recipient, subject, at: at.toISOString() };
}

function requireDemo(): void {
  if (env().portalMode !== "demo") throw new AppError("NOT_FOUND");
}
