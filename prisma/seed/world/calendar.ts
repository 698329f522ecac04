import { type BillingMonth, billingMonthOf, previousMonth, startOfMonth } from "@/lib/domain/billing-month";
import type { Random } from "../random";

/** How many months of history lie before the present one. */
export const closedMonths = 6;

/** The number of a month of the history: 1 is the oldest, 6 the last that is over. */
export type MonthNumber = 1 | 2 | 3 | 4 | 5 | 6;

/** The months of the history by the wall clock of one zone, seen from the instant at which the world ends. */
export type Calendar = {
  /** The first instant of the oldest month. */
  begin: Temporal.Instant;
  /** The month that is running. */
  present: BillingMonth;
  /** Returns an instant in working hours of a day from `first` to `last` of a month that is over. */
  onDay: (month: MonthNumber, first: number, last: number) => Temporal.Instant;
  /** Returns the instant at a share, from 0 to 1, of the part of the present month that has passed. */
  soFar: (share: number) => Temporal.Instant;
};

/** Returns the first instant of the oldest month of the history, seen from `now` by the wall clock of a zone. */
export function beginOfHistory(timeZone: string, now: Temporal.Instant): Temporal.Instant {
  return startOfMonth(monthsOver(billingMonthOf(now, timeZone))[0] as BillingMonth, timeZone);
}

function monthsOver(present: BillingMonth): BillingMonth[] {
  const months: BillingMonth[] = [];
  for (let month = previousMonth(present); months.length < closedMonths; month = previousMonth(month)) {
    months.unshift(month);
  }
  return months;
}

export function openCalendar(random: Random, timeZone: string, now: Temporal.Instant): Calendar {
  const present = billingMonthOf(now, timeZone);
  const months = monthsOver(present);
  const monthStart = startOfMonth(present, timeZone);
  const passedMs = now.epochMilliseconds - monthStart.epochMilliseconds;
  return {
    begin: startOfMonth(months[0] ?? present, timeZone),
    present,
    onDay: (month, first, last) =>
      Temporal.PlainYearMonth.from(months[month - 1] ?? present)
        .toPlainDate({ day: random.whole(first, last) })
        .toPlainDateTime({ hour: random.whole(8, 18), minute: random.whole(0, 59), second: random.whole(0, 59) })
        .toZonedDateTime(timeZone)
        .toInstant(),
    soFar: (share) => monthStart.add({ milliseconds: Math.floor(passedMs * share) }),
  };
}
