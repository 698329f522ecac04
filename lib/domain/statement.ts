import { type BillingMonth, billingMonthOf, nextMonth, startOfMonth } from "./billing-month";
import { type Outcome, refuse, succeed } from "./outcome";

/** When a dealer's connection began, by the wall clock of the dealer's zone (IANA name). */
export type ConnectionStart = { openedAt: Temporal.Instant; zone: string };

/**
 * Returns the month of a reseller's first statement: the one in which its first connection began. From there on every
 * month has one, accounts or not, so that no month is ever missing between two. Null before the first connection.
 */
export function firstStatementMonth(starts: readonly ConnectionStart[]): BillingMonth | null {
  return starts.map(({ openedAt, zone }) => billingMonthOf(openedAt, zone)).sort()[0] ?? null;
}

/** Returns the instant at which a month is over in the last of its zones: no statement closes before it (rule B9). */
export function closesAt(month: BillingMonth, zones: readonly string[]): Temporal.Instant {
  const ends = zones.map((zone) => startOfMonth(nextMonth(month), zone)).sort(Temporal.Instant.compare);
  const last = ends.at(-1);
  if (!last) throw new RangeError("A month closes in at least one zone.");
  return last;
}

/** Returns the latest month that has begun in one of the zones. */
export function currentMonth(now: Temporal.Instant, zones: readonly string[]): BillingMonth {
  const months = zones.map((zone) => billingMonthOf(now, zone)).sort();
  const last = months.at(-1);
  if (!last) throw new RangeError("A month is current in at least one zone.");
  return last;
}

/** The months of which there is a statement, open or closed: from the first to the current one. */
export type StatementMonths = { first: BillingMonth; current: BillingMonth };

/** Answers whether there is a statement of a month. Refuses with MONTH_INVALID one before the first or in the future. */
export function chooseMonth(
  month: BillingMonth | null,
  { first, current }: StatementMonths,
): Outcome<BillingMonth, "MONTH_INVALID"> {
  if (!month || month < first || month > current) return refuse("MONTH_INVALID", { first, current });
  return succeed(month);
}

/** Lists months from the newest to the oldest, both included; none where there is nothing between. */
export function monthsDown(newest: BillingMonth, oldest: BillingMonth): BillingMonth[] {
  const months: BillingMonth[] = [];
  for (let month = oldest; month <= newest; month = nextMonth(month)) months.unshift(month);
  return months;
}

/**
 * Returns the instant from which a run counts as confirmed by a report made at `reportedAt`: a closed statement never
 * changes, so a report that comes in late counts from the first month on that is open. `zone` is the run's.
 */
export function confirmationOf(
  reportedAt: Temporal.Instant,
  zone: string,
  lastClosed: BillingMonth | null,
): Temporal.Instant {
  if (lastClosed === null || billingMonthOf(reportedAt, zone) > lastClosed) return reportedAt;
  return startOfMonth(nextMonth(lastClosed), zone);
}
