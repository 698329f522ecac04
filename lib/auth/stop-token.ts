import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { keyFor } from "./sealed-secret";

/** Whose mails, and of which kind, a link in their foot stops. */
export type StoppedMail = { accountId: string; template: string };

const payloadSchema = z.tuple([z.uuid(), z.string().regex(/^[a-z-]{1,60}$/)]);

function sign(payload: string): Buffer {
  return createHmac("sha256", keyFor("stop mails")).update(payload).digest();
}

/**
 * Writes what a mail's foot carries to stop mails of its kind: signed, so that nothing need be stored, and good for as
 * long as AUTH_SECRET stays, since people keep mails for years. It can do nothing else.
 */
export function writeStopToken({ accountId, template }: StoppedMail): string {
  const payload = Buffer.from(JSON.stringify([accountId, template])).toString("base64url");
  return `${payload}.${sign(payload).toString("base64url")}`;
}

/** Reads what {@link writeStopToken} wrote. Null for anything that was cut, altered or signed under another secret. */
export function readStopToken(token: string): StoppedMail | null {
  const [payload = "", signature = "", ...more] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const right = sign(payload);
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [accountId, template] = payloadSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  return { accountId, template };
}
