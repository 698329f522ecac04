/** A box that has not answered by then is given up for this time, in milliseconds. Source: INTEGRATION 8.3. */
export const pushTimeoutMs = 5_000;

/** Waits before the first tries after a failure, in seconds; then each hour, until a day has passed. Source: INTEGRATION 8.3. */
const firstWaitsSeconds = [1, 5, 30, 120];
const hourSeconds = 60 * 60;
const daySeconds = 24 * hourSeconds;

/** What follows a failed push: another try, or the entries are given up and the rest goes on. */
export type PushNext = { kind: "RETRY"; at: Temporal.Instant } | { kind: "GIVE_UP" };

/** Decides what follows the `failures`-th failure in a row, the first of which was at `firstFailedAt`. */
export function nextPush(failures: number, firstFailedAt: Temporal.Instant, now: Temporal.Instant): PushNext {
  const endsAt = firstFailedAt.add({ seconds: daySeconds });
  if (Temporal.Instant.compare(now, endsAt) >= 0) return { kind: "GIVE_UP" };
  return { kind: "RETRY", at: now.add({ seconds: firstWaitsSeconds[failures - 1] ?? hourSeconds }) };
}
