import { lastMinuteOfMonth, startOfNextMonth } from "./billing-month";
import { type Outcome, refuse, succeed } from "./outcome";

/** Where a demo clock can be sent. `zone` (IANA name) says whose month end is meant. */
export type ClockTarget =
  | { to: "NEXT_HOUR" }
  | { to: "NEXT_DAY" }
  | { to: "LAST_MINUTE"; zone: string }
  | { to: "OVER_BOUNDARY"; zone: string }
  | { to: "INSTANT"; at: Temporal.Instant };

/**
 * Returns the instant a demo clock that shows `now` shall show next. Over the boundary means the new month's first
 * instant. An instant that is not later, and the last minute once it has begun, are refused.
 */
export function advanceTarget(now: Temporal.Instant, target: ClockTarget): Outcome<Temporal.Instant, "CLOCK_BACKWARD"> {
  const next = instantOf(now, target);
  return Temporal.Instant.compare(next, now) > 0 ? succeed(next) : refuse("CLOCK_BACKWARD");
}

function instantOf(now: Temporal.Instant, target: ClockTarget): Temporal.Instant {
  switch (target.to) {
    case "NEXT_HOUR":
      return now.add({ hours: 1 });
    case "NEXT_DAY":
      return now.add({ hours: 24 });
    case "LAST_MINUTE":
      return lastMinuteOfMonth(now, target.zone);
    case "OVER_BOUNDARY":
      return startOfNextMonth(now, target.zone);
    case "INSTANT":
      return target.at;
  }
}
