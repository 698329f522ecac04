import { type BillingMonth, billingMonthOf, startOfNextMonth } from "./billing-month";

/** Packages that share an end, as the database groups them. `clockId` is null for companies on real time. */
export type DueGroup = { expiresAt: Temporal.Instant; zone: string; clockId: string | null };

/** The ending of one zone's packages. `month` is the month that is over; `dueAt` the last end the run must cover. */
export type PlannedRun = { month: BillingMonth; zone: string; clockId: string | null; dueAt: Temporal.Instant };

/**
 * Turns due ends into runs, one per month, zone and clock, oldest first, so that missed months are taken in order.
 * Ends of one month that differ (stored under other zone data) share a run, which is due with the latest of them.
 */
export function planRuns(dueGroups: readonly DueGroup[]): PlannedRun[] {
  const runs = new Map<string, PlannedRun>();
  for (const { expiresAt, zone, clockId } of dueGroups) {
    const month = billingMonthOf(expiresAt.subtract({ milliseconds: 1 }), zone);
    const key = JSON.stringify([month, zone, clockId]);
    const planned = runs.get(key);
    const isLatest = !planned || Temporal.Instant.compare(expiresAt, planned.dueAt) > 0;
    if (isLatest) runs.set(key, { month, zone, clockId, dueAt: expiresAt });
  }
  return [...runs.values()].sort(byDue);
}

function byDue(a: PlannedRun, b: PlannedRun): number {
  return Temporal.Instant.compare(a.dueAt, b.dueAt) || compareText(a.zone, b.zone) || compareClock(a, b);
}

function compareClock(a: PlannedRun, b: PlannedRun): number {
  return compareText(a.clockId ?? "", b.clockId ?? "");
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A month's end in one zone: `month` is over from `at` on. */
export type MonthBoundary = { at: Temporal.Instant; zone: string; month: BillingMonth };

/**
 * Lists every month boundary that a clock crosses on its way, in order: `from` excluded (that month has begun),
 * `to` included (a package is over at its very end).
 */
export function boundariesBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  zones: readonly string[],
): MonthBoundary[] {
  const all = [...new Set(zones)].flatMap((zone) => boundariesOfZone(from, to, zone));
  return all.sort((a, b) => Temporal.Instant.compare(a.at, b.at) || compareText(a.zone, b.zone));
}

function boundariesOfZone(from: Temporal.Instant, to: Temporal.Instant, zone: string): MonthBoundary[] {
  const boundaries: MonthBoundary[] = [];
  let at = startOfNextMonth(from, zone);
  while (Temporal.Instant.compare(at, to) <= 0) {
    const month = billingMonthOf(at.subtract({ milliseconds: 1 }), zone);
    if (Temporal.Instant.compare(at, from) > 0) boundaries.push({ at, zone, month });
    at = startOfNextMonth(at, zone);
  }
  return boundaries;
}
