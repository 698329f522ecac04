import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import type { Letter } from "./render";

/**
 * Hands a mail to the configured SMTP server, once per call, under a Message-ID made of its id, so that a repeat is
 * recognized. Answers false where no server is configured: the demo shows its mails on a page instead.
 */
export async function sendMail(mailId: string, recipient: string, letter: Letter): Promise<boolean> {
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
    });
    return true;
  } finally {
    transport.close();
  }
}
