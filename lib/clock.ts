/**
 * The one place that reads the wall clock.
 *
 * Everything a person could notice goes by a company's time: real time plus the forward-only offset of its
 * simulation clock. Sessions, limits and leases go by real time.
 */

/** Returns real time, to the millisecond as the database stores it. */
export function realNow(): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Date.now());
}

/** Returns the time of a clock that runs `offsetMs` ahead of (or, negative, behind) real time. */
export function clockNow(offsetMs: bigint | number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Date.now() + Number(offsetMs));
}

/** Returns a reading in milliseconds that only grows, for measuring how long something took. */
export function elapsedMs(): number {
  return performance.now();
}

export function toInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

export function toInstantOrNull(date: Date | null): Temporal.Instant | null {
  return date ? toInstant(date) : null;
}

export function toDate(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}

export function toDateOrNull(instant: Temporal.Instant | null): Date | null {
  return instant ? toDate(instant) : null;
}

/** Names the release of the time zone data that boundaries are computed with, as 2026c. */
export const zoneDataVersion: string = process.versions.tz ?? "unknown";
