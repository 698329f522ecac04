import { randomInt } from "node:crypto";
import { generateSecret, generateURI, verifySync } from "otplib";
import { realNow } from "@/lib/clock";
import { openSecret, sealSecret } from "./sealed-secret";
import { hashCode } from "./secret-token";

const periodSeconds = 30;
const purpose = "authenticator app";

/** A fresh secret of an authenticator app, as the person sees it and as it is stored. */
export type AuthenticatorSecret = { secret: string; sealed: string };

/** Makes a secret of 160 bits, sealed for one account. */
export function mintAuthenticator(accountId: string): AuthenticatorSecret {
  const secret = generateSecret();
  return { secret, sealed: sealSecret(secret, purpose, accountId) };
}

/** Opens a stored secret for its set-up page. Null if it does not open under the present AUTH_SECRET. */
export function openAuthenticator(accountId: string, sealed: string): string | null {
  return openSecret(sealed, purpose, accountId);
}

/** Returns the address that authenticator apps read a secret from. */
export function authenticatorUri(secret: string, email: string): string {
  return generateURI({ issuer: "Partner portal", label: email, secret });
}

export type StoredAuthenticator = { accountId: string; sealed: string; lastStep: bigint | null };

/**
 * Finds the time step (RFC 6238, 30 s) that a typed code belongs to, one step of drift allowed and none that was used
 * before. Null for a wrong code. The caller stores the step, so that each works once.
 */
export function findStep(code: string, { accountId, sealed, lastStep }: StoredAuthenticator): bigint | null {
  const secret = openSecret(sealed, purpose, accountId);
  if (!secret || !/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(realNow().epochMilliseconds / 1_000);
  const found = verifySync({ secret, token: code, epoch, period: periodSeconds, epochTolerance: periodSeconds });
  if (!found.valid || !("timeStep" in found)) return null;
  const step = BigInt(found.timeStep);
  return lastStep === null || step > lastStep ? step : null;
}

const recoveryCodes = 10;
/** Without letters that look like digits or like each other. */
const recoveryLetters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Makes ten recovery codes of ten letters, about 49 bits each, as `xxxxx-xxxxx`. */
export function mintRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => {
    const letters = Array.from({ length: 10 }, () => recoveryLetters[randomInt(recoveryLetters.length)] ?? "");
    return `${letters.slice(0, 5).join("")}-${letters.slice(5).join("")}`;
  });
}

/** Returns the form in which an account's recovery code is stored, however it was typed; null if it cannot be one. */
export function hashRecoveryCode(typed: string, accountId: string): string | null {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, "");
  return letters.length === 10 ? hashCode(letters, accountId) : null;
}
