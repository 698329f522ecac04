import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { renderMail } from "@/lib/mail/render";
import { sendMail } from "@/lib/mail/send";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { findMail, markSent } from "@/lib/server/store/mail-messages";
import { jobPayloads } from "../contracts";

/** Renders and sends one mail. Run twice after a crash it may send twice, under the same Message-ID; it never loses one. */
export async function handleSendMail(payload: unknown): Promise<void> {
  const { mailId } = jobPayloads["send-mail"].parse(payload);
  const mail = await onDatabase((client) => findMail(client, mailId));
  if (!mail || mail.sentAt) return;
  const { portalOrigin, portalMode } = env();
  const letter = await renderMail({ ...mail, origin: portalOrigin });
  await sendMail(mail.id, mail.recipient, letter);
  const sentAt = toDate(realNow());
  await inSystemTransaction((tx) => markSent(tx, mail.id, { ...letter, sentAt, keepsBody: portalMode === "demo" }));
}
