import { writeStopToken } from "@/lib/auth/stop-token";
import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { stoppableChoices } from "@/lib/mail/mail-topics";
import { renderMail } from "@/lib/mail/render";
import { sendMail } from "@/lib/mail/send";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { findMail, markSent, type StoredMail } from "@/lib/server/store/mail-messages";
import { jobPayloads } from "../contracts";

/** Renders and sends one mail. Run twice after a crash it may send twice, under the same Message-ID; it never loses one. */
export async function handleSendMail(payload: unknown): Promise<void> {
  const { mailId } = jobPayloads["send-mail"].parse(payload);
  const mail = await onDatabase((client) => findMail(client, mailId));
  if (!mail || mail.sentAt) return;
  const { portalOrigin, portalMode } = env();
  const stop = stopTokenOf(mail);
  const letter = await renderMail({ ...mail, origin: portalOrigin, stopPath: stop && `/stop-mails/${stop}` });
  await sendMail({ mailId, recipient: mail.recipient, letter, stopPath: stop && `/api/stop-mails/${stop}` });
  const sentAt = toDate(realNow());
  await inSystemTransaction((tx) => markSent(tx, mail.id, { ...letter, sentAt, keepsBody: portalMode === "demo" }));
}

/** Null for a mail that always comes, and for one to an address without an account. */
function stopTokenOf({ accountId, template }: StoredMail): string | null {
  if (!accountId || stoppableChoices(template).length === 0) return null;
  return writeStopToken({ accountId, template });
}
