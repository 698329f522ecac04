import { type BillingMonth, billingMonthOf, nextMonth, previousMonth, startOfMonth } from "@/lib/domain/billing-month";

/** A month that is over, as ISO text. `round` counts back: the last runs of all hubs begin in round 0. */
type FleetMonth = { round: number; month: BillingMonth; starts_at: string; ends_at: string };

export type FleetCalendar = {
  now: Temporal.Instant;
  /** The first instants of the present month and of the next. */
  monthStart: Temporal.Instant;
  monthEnd: Temporal.Instant;
  /** The first instants of the month in which the last runs begin, and of the oldest month. */
  lastStart: Temporal.Instant;
  firstStart: Temporal.Instant;
  /** Newest first. */
  months: FleetMonth[];
};

/** Opens the months of a fleet by the wall clock of `timeZone`: the one before the present, and `earlier` ones. */
export function openFleetCalendar(now: Temporal.Instant, timeZone: string, earlier: number): FleetCalendar {
  const start = (month: BillingMonth) => startOfMonth(month, timeZone);
  const present = billingMonthOf(now, timeZone);
  const last = previousMonth(present);
  const months: FleetMonth[] = [];
  let first = last;
  for (let round = 0; round <= earlier; round++) {
    if (round > 0) first = previousMonth(first);
    const [starts_at, ends_at] = [start(first).toString(), start(nextMonth(first)).toString()];
    months.push({ round, month: first, starts_at, ends_at });
  }
  return {
    now,
    monthStart: start(present),
    monthEnd: start(nextMonth(present)),
    lastStart: start(last),
    firstStart: start(first),
    months,
  };
}
