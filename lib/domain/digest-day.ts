/** A day of a digest, as 2026-11-22, and the instant it is over. */
export type DigestDay = { day: string; overAt: Temporal.Instant };

/** Returns the day that the wall clock of `timeZone` (IANA name) shows at `instant`, and when the next one begins. */
export function digestDayOf(instant: Temporal.Instant, timeZone: string): DigestDay {
  const date = instant.toZonedDateTimeISO(timeZone).toPlainDate();
  return { day: date.toString(), overAt: date.add({ days: 1 }).toZonedDateTime(timeZone).toInstant() };
}
