import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  authenticatorUri,
  findStep,
  hashRecoveryCode,
  mintAuthenticator,
  mintRecoveryCodes,
  openAuthenticator,
} from "./authenticator";
import { openSecret, sealSecret } from "./sealed-secret";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/none");
  vi.stubEnv("PORTAL_MODE", "demo");
  vi.stubEnv("PORTAL_ORIGIN", "http://127.0.0.1:3000");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, long enough to be one");
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** RFC 6238, appendix B, for SHA-1; the last six of its eight digits. */
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];

describe("the code of an authenticator app", () => {
  const accountId = randomUUID();
  const sealed = () => sealSecret(rfcSecret, "authenticator app", accountId);

  it.each(vectors)("at %d s is that of the standard's vectors", (seconds, code) => {
    vi.setSystemTime(seconds * 1_000);
    expect(findStep(code, { accountId, sealed: sealed(), lastStep: null })).toBe(BigInt(Math.floor(seconds / 30)));
  });

  it.each([
    [-2, null],
    [-1, 39n],
    [0, 40n],
    [1, 41n],
    [2, null],
  ])("may drift by one step: %d", (steps, expected) => {
    vi.setSystemTime(1_200_000);
    const code = generateSync({ secret: rfcSecret, epoch: 1_200 + steps * 30 });
    expect(findStep(code, { accountId, sealed: sealed(), lastStep: null })).toBe(expected);
  });

  it("does not work at or before the step that was used last", () => {
    vi.setSystemTime(1_200_000);
    const code = generateSync({ secret: rfcSecret, epoch: 1_200 });
    const found = [39n, 40n, 41n].map((lastStep) => findStep(code, { accountId, sealed: sealed(), lastStep }));
    expect(found).toEqual([40n, null, null]);
  });

  it("belongs to one account: a secret in another row does not open", () => {
    const { sealed: own, secret } = mintAuthenticator(accountId);
    expect(openAuthenticator(accountId, own)).toBe(secret);
    expect(openAuthenticator(randomUUID(), own)).toBeNull();
    expect(openSecret(own, "another purpose", accountId)).toBeNull();
  });

  it("has a secret that cannot be altered unseen", () => {
    const { sealed: own } = mintAuthenticator(accountId);
    const flipped = Buffer.from(own, "base64url");
    flipped.writeUInt8(flipped.readUInt8(flipped.length - 1) ^ 1, flipped.length - 1);
    expect(openAuthenticator(accountId, flipped.toString("base64url"))).toBeNull();
    expect(openAuthenticator(accountId, "short")).toBeNull();
  });

  it("is set up by an address that apps open", () => {
    const uri = authenticatorUri(rfcSecret, "anna@pro.example");
    expect(uri).toMatch(/^otpauth:\/\/totp\/Partner%20portal:anna%40pro\.example\?/);
    expect(new URL(uri).searchParams.get("secret")).toBe(rfcSecret);
  });
});

describe("recovery codes", () => {
  it("are ten, all different, and found however they are typed", () => {
    const codes = mintRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [first = ""] = codes;
    expect(first).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect(hashRecoveryCode(` ${first.toUpperCase()} `, "a")).toBe(hashRecoveryCode(first, "a"));
    expect(hashRecoveryCode(first, "b")).not.toBe(hashRecoveryCode(first, "a"));
    expect(hashRecoveryCode("123456", "a")).toBeNull();
  });
});
