import { createHmac, timingSafeEqual } from "node:crypto";
import { keyFor } from "./sealed-secret";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function sign(invitationId: string): Buffer {
  return createHmac("sha256", keyFor("hub invitations")).update(invitationId).digest();
}

/**
 * Writes what the mail of a hub's invitation carries: signed, so that nothing need be stored, and good for as long as the
 * invitation waits. Whoever has it reads mail at the invited address.
 */
export function writeHubInvitationToken(invitationId: string): string {
  return `${invitationId}.${sign(invitationId).toString("base64url")}`;
}

/** Reads what {@link writeHubInvitationToken} wrote. Null for anything that was cut, altered or signed under another secret. */
export function readHubInvitationToken(token: string): string | null {
  const [invitationId = "", signature = "", ...more] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const right = sign(invitationId);
  if (more.length > 0 || !uuid.test(invitationId) || given.length !== right.length) return null;
  return timingSafeEqual(given, right) ? invitationId : null;
}
