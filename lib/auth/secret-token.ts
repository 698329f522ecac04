import { createHash, randomBytes, randomInt } from "node:crypto";

/** A secret for a link: what goes into the mail, and what is stored. */
export type SecretToken = { token: string; tokenHash: string };

/** Mints 256 random bits for a link. Only the hash is stored (RELIABILITY I-18). */
export function mintToken(): SecretToken {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Mints a six-digit code for typing; it counts only together with the row it belongs to. */
export function mintCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/** Hashes a typed code for the row `salt` names, so that equal codes of two rows differ. */
export function hashCode(code: string, salt: string): string {
  return createHash("sha256").update(`${salt}:${code}`).digest("hex");
}
