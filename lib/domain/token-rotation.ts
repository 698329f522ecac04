import { type Outcome, refuse, succeed } from "./outcome";

/** One pair of tokens as it is stored. Pairs of one sign-in are a family. */
export type TokenPair = {
  keyId: string;
  accessExpiresAt: Temporal.Instant;
  refreshExpiresAt: Temporal.Instant;
  accessUsedAt: Temporal.Instant | null;
  /** When a refresh spent the pair. */
  refreshUsedAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
};

/** What a pair was shown with: the key of the request, and when. */
export type Showing = { keyId: string; now: Temporal.Instant };

/** The old access token lives on so long after a refresh, for calls that are under way. */
const graceSeconds = 60;

/** How long tokens last. A refresh token of a sign-in with a one-time code lasts a year. Source: INTEGRATION 3. */
export const lifetimes = { refreshHours: 7 * 24, strongRefreshHours: 365 * 24 } as const;

/** Tells whether an access token opens anything: made with this key, not revoked, not run out. */
export function isAccessLive(pair: TokenPair, { keyId, now }: Showing): boolean {
  if (pair.revokedAt || pair.keyId !== keyId || !isBefore(now, pair.accessExpiresAt)) return false;
  return !pair.refreshUsedAt || isBefore(now, pair.refreshUsedAt.add({ seconds: graceSeconds }));
}

/**
 * What a refresh does. ROTATE spends the pair and makes a successor. REPLACE makes a fresh pair in the place of the
 * successor, whose answer was lost: neither of its tokens was used.
 */
export type Rotation = "ROTATE" | "REPLACE";

/** FAMILY_ENDS: the token was repeated after its successor had been used, so two hold it and neither may go on. */
export type RotationRefusal = "UNAUTHORIZED" | "FAMILY_ENDS";

/**
 * Decides a refresh. `successor` is the live pair that followed, or null. A token of another key, of a revoked family or
 * past its life is refused and changes nothing.
 */
export function rotate(
  pair: TokenPair,
  successor: TokenPair | null,
  { keyId, now }: Showing,
): Outcome<Rotation, RotationRefusal> {
  if (pair.revokedAt || pair.keyId !== keyId || !isBefore(now, pair.refreshExpiresAt)) return refuse("UNAUTHORIZED");
  if (!pair.refreshUsedAt) return succeed("ROTATE");
  const isUnused = successor !== null && !successor.accessUsedAt && !successor.refreshUsedAt;
  return isUnused ? succeed("REPLACE") : refuse("FAMILY_ENDS");
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
