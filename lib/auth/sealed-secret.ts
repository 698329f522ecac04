import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Derives a key of 256 bits from AUTH_SECRET for one `purpose`; keys of two purposes tell nothing of each other. */
export function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", env().authSecret, "", `partner portal: ${purpose}`, 32));
}

/**
 * Seals a secret that must be read again, with a key derived from AUTH_SECRET for `purpose`. `owner` is bound to it, so
 * that a sealed value moved to another row does not open.
 */
export function sealSecret(secret: string, purpose: string, owner: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyFor(purpose), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Opens what {@link sealSecret} sealed. Null if it was altered, moved or sealed under another AUTH_SECRET. */
export function openSecret(sealed: string, purpose: string, owner: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= ivBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv(algorithm, keyFor(purpose), bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
