import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import type { Letter } from "./render";

export type MailToSend = { mailId: string; recipient: string; letter: Letter; stopPath: string | null };

/**
 * Hands a mail to the configured SMTP server, once per call, under a Message-ID made of its id, so that a repeat is
 * recognized. `stopPath` is where one post, by the reader's mail program, stops mails of this kind (RFC 8058). Answers
 * false where no server is configured: the demo shows its mails on a page instead.
 */
export async function sendMail({ mailId, recipient, letter, stopPath }: MailToSend): Promise<boolean> {
  const { smtpUrl, mailFrom, portalOrigin } = env();
  if (!smtpUrl) return false;
  const transport = createTransport(smtpUrl, {
    from: mailFrom ?? `Partner portal <no-reply@${new URL(portalOrigin).hostname}>`,
  });
  try {
    await transport.sendMail({
      to: { name: "", address: recipient },
      messageId: `<${mailId}@${new URL(portalOrigin).hostname}>`,
      ...letter,
      ...(stopPath ? oneClickStop(new URL(stopPath, portalOrigin)) : {}),
    });
    return true;
  } finally {
    transport.close();
  }
}

function oneClickStop(address: URL) {
  return {
    headers: {
      "List-Unsubscribe": `<${address}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}
