import { type BillingMonth, daysInMonth } from "./billing-month";

/** The dates of one zone (IANA name) as the first instant of each, ISO text. */
export type DayGrid = { zone: string; starts: string[] };

/**
 * A month's dates as instants, in each zone, so that a database which compares instants can count local dates. Every grid
 * holds the dates from `before` dates ahead of the 1st to the 1st of the next month; `months` names the month of each.
 */
export type DayCalendar = { month: BillingMonth; days: number; before: number; months: string[]; grids: DayGrid[] };

/**
 * Lays out the dates of a month. `before` reaches back for trials that began earlier. Midnight twice: the earlier one; no
 * midnight: the first instant that exists; a date that a zone skipped begins with the next one. Source: billing rule B1.
 */
export function layOutDays(month: BillingMonth, zones: readonly string[], before: number): DayCalendar {
  const days = daysInMonth(month);
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).subtract({ days: before });
  const dates = Array.from({ length: before + days + 1 }, (_, day) => first.add({ days: day }));
  return {
    month,
    days,
    before,
    months: dates.map((date) => date.toPlainYearMonth().toString()),
    grids: zones.map((zone) => ({ zone, starts: dates.map((date) => firstInstantOf(date, zone)) })),
  };
}

function firstInstantOf(date: Temporal.PlainDate, zone: string): string {
  return date.toZonedDateTime(zone).toInstant().toString();
}
