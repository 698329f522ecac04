import { type BillingMonth, billingMonthOf, nextMonth } from "./billing-month";
import { type Outcome, refuse, succeed } from "./outcome";

/** Where a month begins last and first on Earth; every zone of a dealer lies between. */
const westernmost = "Etc/GMT+12";
const easternmost = "Etc/GMT-14";

/** Returns the month from which terms hold that are in force at once: the earliest one that is `now` anywhere. */
export function presentMonth(now: Temporal.Instant): BillingMonth {
  return billingMonthOf(now, westernmost);
}

/**
 * Returns the first month that has begun nowhere yet: policy, prices and dealer fees change from there on at the
 * earliest (billing rule B5).
 */
export function firstUnbegunMonth(now: Temporal.Instant): BillingMonth {
  return nextMonth(billingMonthOf(now, easternmost));
}

/**
 * Returns the month from which terms hold that are agreed at `now`, for a reseller whose statements are closed up to
 * `lastClosed`: they never reach into a closed month, not even where it still is that month somewhere.
 */
export function agreedFrom(now: Temporal.Instant, lastClosed: BillingMonth | null): BillingMonth {
  const present = presentMonth(now);
  return lastClosed !== null && lastClosed >= present ? nextMonth(lastClosed) : present;
}

/** Terms with the month they hold from. */
export type Dated<T> = T & { fromMonth: string };

/** Returns the terms in force in `month`: those of the latest month not after it. Null where none had begun. */
export function termsIn<T>(all: readonly Dated<T>[], month: BillingMonth): Dated<T> | null {
  const begun = all.filter(({ fromMonth }) => fromMonth <= month);
  return begun.sort((a, b) => (a.fromMonth < b.fromMonth ? 1 : -1))[0] ?? null;
}

/** How many months ahead terms can be set. */
const monthsAhead = 12;

/** Lists the months from which terms can be made to hold: `first`, and the ones after it. */
export function monthsFrom(first: BillingMonth): BillingMonth[] {
  const months = [first];
  for (let month = nextMonth(first); months.length < monthsAhead; month = nextMonth(month)) months.push(month);
  return months;
}

/** Decides whether terms may be made to hold from `month` on, where `first` is the earliest one. */
export function mayHoldFrom(month: BillingMonth, first: BillingMonth): Outcome<BillingMonth, "MONTH_INVALID"> {
  const months = monthsFrom(first);
  if (months.includes(month)) return succeed(month);
  return refuse("MONTH_INVALID", { first, current: months.at(-1) ?? first });
}
