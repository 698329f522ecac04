import { type BillingMonth, billingMonthOf, daysInMonth, startOfNextMonth } from "./billing-month";

/** How far a month is at an instant in one zone (IANA name). `share` is what is over, by the wall clock, from 0 to 1. */
export type MonthStanding = {
  timeZone: string;
  month: BillingMonth;
  days: number;
  share: number;
  /** Whole days of 24 hours until the month ends, then hours and minutes, none rounded up. */
  left: { days: number; hours: number; minutes: number };
};

/** Says how far the month of `now` is in a zone. */
export function monthStandingOf(now: Temporal.Instant, timeZone: string): MonthStanding {
  const month = billingMonthOf(now, timeZone);
  const days = daysInMonth(month);
  const { day, hour, minute } = now.toZonedDateTimeISO(timeZone);
  const end = startOfNextMonth(now, timeZone);
  const left = now.until(end, { largestUnit: "hours", smallestUnit: "minutes", roundingMode: "floor" });
  return {
    timeZone,
    month,
    days,
    share: (day - 1 + (hour * 60 + minute) / 1440) / days,
    left: { days: Math.floor(left.hours / 24), hours: left.hours % 24, minutes: left.minutes },
  };
}
