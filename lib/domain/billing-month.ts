/** A calendar month in some zone, such as `"2026-08"`. Compares and sorts as text. */
export type BillingMonth = `${number}-${number}`;

/** Returns the month that the wall clock of `timeZone` (IANA name) shows at `instant`. Throws RangeError for an unknown zone. */
export function billingMonthOf(instant: Temporal.Instant, timeZone: string): BillingMonth {
  return toBillingMonth(instant.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth());
}

/** Reads a month as people and addresses write it (`YYYY-MM`). Returns null for anything else. */
export function parseBillingMonth(text: string): BillingMonth | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as BillingMonth) : null;
}

/**
 * Returns the first instant of the month by the wall clock of `timeZone` (IANA name).
 * Midnight twice: the earlier one. No midnight: the first instant that exists. Source: billing rule B1.
 */
export function startOfMonth(month: BillingMonth, timeZone: string): Temporal.Instant {
  return firstInstantOf(Temporal.PlainYearMonth.from(month), timeZone);
}

/**
 * Returns the first instant of the month after the one `now` falls in, by the wall clock of `timeZone` (IANA name).
 * Where a clock change skips or repeats midnight: the first instant of that day. Throws RangeError for an unknown zone.
 */
export function startOfNextMonth(now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const month = now.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  return firstInstantOf(month.add({ months: 1 }), timeZone);
}

/** Returns the calendar month after, in no zone: a month is a name, its instants depend on the zone. */
export function nextMonth(month: BillingMonth): BillingMonth {
  return toBillingMonth(Temporal.PlainYearMonth.from(month).add({ months: 1 }));
}

/** Returns the calendar month before, in no zone. */
export function previousMonth(month: BillingMonth): BillingMonth {
  return toBillingMonth(Temporal.PlainYearMonth.from(month).subtract({ months: 1 }));
}

/** Returns the instant 60 seconds before the month of `now` is over in `timeZone`. */
export function lastMinuteOfMonth(now: Temporal.Instant, timeZone: string): Temporal.Instant {
  return startOfNextMonth(now, timeZone).subtract({ minutes: 1 });
}

/** Counts calendar dates, not days of 24 hours: a clock change never shortens a month. */
export function daysInMonth(month: BillingMonth): number {
  return Temporal.PlainYearMonth.from(month).daysInMonth;
}

function firstInstantOf(month: Temporal.PlainYearMonth, timeZone: string): Temporal.Instant {
  return month.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).toInstant();
}

function toBillingMonth(month: Temporal.PlainYearMonth): BillingMonth {
  return month.toString() as BillingMonth;
}
