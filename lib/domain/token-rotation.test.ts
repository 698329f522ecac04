import { describe, expect, it } from "vitest";
import { isAccessLive, rotate, type TokenPair } from "./token-rotation";

const start = Temporal.Instant.from("2026-11-26T10:00:00Z");
const later = (seconds: number) => start.add({ seconds });

function pairOf(change: Partial<TokenPair> = {}): TokenPair {
  return {
    keyId: "key",
    accessExpiresAt: start.add({ hours: 2 }),
    refreshExpiresAt: start.add({ hours: 168 }),
    accessUsedAt: null,
    refreshUsedAt: null,
    revokedAt: null,
    ...change,
  };
}

describe("an access token", () => {
  const at = (now: Temporal.Instant, keyId = "key") => ({ keyId, now });
  it("opens until its life is over, and not at that instant", () => {
    expect(isAccessLive(pairOf(), at(later(7_199)))).toBe(true);
    expect(isAccessLive(pairOf(), at(later(7_200)))).toBe(false);
  });
  it("lives on for a minute after a refresh", () => {
    const spent = pairOf({ refreshUsedAt: later(100) });
    expect(isAccessLive(spent, at(later(159)))).toBe(true);
    expect(isAccessLive(spent, at(later(160)))).toBe(false);
  });
  it("opens nothing with another key, nor once it is revoked", () => {
    expect(isAccessLive(pairOf(), at(start, "other"))).toBe(false);
    expect(isAccessLive(pairOf({ revokedAt: start }), at(start))).toBe(false);
  });
});

describe("a refresh token", () => {
  const showing = { keyId: "key", now: later(60) };
  const spent = pairOf({ refreshUsedAt: later(10) });
  it("is good for one use", () => {
    expect(rotate(pairOf(), null, showing)).toEqual({ ok: true, value: "ROTATE" });
  });
  it("may be repeated while nothing of the successor was used", () => {
    expect(rotate(spent, pairOf(), showing)).toEqual({ ok: true, value: "REPLACE" });
  });
  it.each([
    ["its access token was used", pairOf({ accessUsedAt: later(20) })],
    ["its refresh token was used", pairOf({ refreshUsedAt: later(20) })],
    ["it is gone", null],
  ])("ends the family when it is repeated and of the successor %s", (_, successor) => {
    expect(rotate(spent, successor, showing)).toEqual({ ok: false, refusal: "FAMILY_ENDS" });
  });
  it.each([
    ["with another key", pairOf({ keyId: "other" })],
    ["after its life", pairOf({ refreshExpiresAt: later(60) })],
    ["of an ended family", pairOf({ revokedAt: start })],
  ])("buys nothing %s", (_, pair) => {
    expect(rotate(pair, null, showing)).toEqual({ ok: false, refusal: "UNAUTHORIZED" });
  });
});
