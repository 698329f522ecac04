import { type BillingMonth, billingMonthOf, nextMonth, startOfMonth } from "./billing-month";
import { type Outcome, type Refused, refuse, succeed } from "./outcome";

/** A connection in force or over, as it is stored. `endMonth` is the last month that is billed on it. */
export type ConnectionState =
  | { status: "OPEN" }
  | { status: "ENDING"; endMonth: BillingMonth; endingCompanyId: string }
  | { status: "CLOSED"; closedAt: Temporal.Instant };

/** What a connection's acts depend on, read under its lock. `zone` is the dealer's (IANA name), whichever side acts. */
export type ConnectionFacts = {
  zone: string;
  /** Hubs that run on the connection. */
  liveHubs: number;
  /** The other company's name, as refusals tell it. */
  counterpart: string;
};

export type EndRefusal = "ALREADY_ENDING" | "NOT_CONNECTED" | "END_MONTH_INVALID";
export type EndNowRefusal = "CONNECTION_IN_USE" | "NOT_CONNECTED";

/** How many months ahead a connection's last month may lie, and how long before the end both sides hear of it again. */
export const MOST_MONTHS_AHEAD = 12;
export const WARNING_DAYS = [14, 3] as const;

/** Returns the first instant at which a connection that ends with `month` is over, by the wall clock of `zone`. */
export function endOfMonth(month: BillingMonth, zone: string): Temporal.Instant {
  return startOfMonth(nextMonth(month), zone);
}

/**
 * Returns the months a connection may end with: from the next calendar month on while hubs run on it, else from the
 * present one, up to twelve months ahead. Source: PRODUCT J7.4.
 */
export function endMonthsFrom(
  now: Temporal.Instant,
  { zone, liveHubs }: Pick<ConnectionFacts, "zone" | "liveHubs">,
): { first: BillingMonth; last: BillingMonth } {
  const present = billingMonthOf(now, zone);
  const last = Temporal.PlainYearMonth.from(present).add({ months: MOST_MONTHS_AHEAD }).toString() as BillingMonth;
  return { first: liveHubs > 0 ? nextMonth(present) : present, last };
}

/**
 * Reads a stored connection at `now`: past the end of its last month, with nothing running on it, it is closed, however
 * late the jobs are. `lastEndAt` is when the last hub went off in a zone that is behind the dealer's; null for none.
 */
export function effectiveConnection(
  stored: ConnectionState,
  facts: ConnectionFacts,
  now: Temporal.Instant,
  lastEndAt: Temporal.Instant | null = null,
): ConnectionState {
  if (stored.status !== "ENDING" || facts.liveHubs > 0) return stored;
  const end = endOfMonth(stored.endMonth, facts.zone);
  if (Temporal.Instant.compare(now, end) < 0) return stored;
  return { status: "CLOSED", closedAt: lastEndAt && Temporal.Instant.compare(lastEndAt, end) > 0 ? lastEndAt : end };
}

/** Decides on a manager's proposal to the own owner. The connection stays open. */
export function proposeEnd(
  state: ConnectionState,
  month: BillingMonth,
  facts: ConnectionFacts,
  now: Temporal.Instant,
): Outcome<BillingMonth, EndRefusal> {
  const refused = refuseEnd(state, month, facts, now);
  return refused ?? succeed(month);
}

/** Lets a connection end with a month, as the act of one of its two companies. Source: PRODUCT 4.4. */
export function endConnection(
  state: ConnectionState,
  { endMonth, companyId }: { endMonth: BillingMonth; companyId: string },
  facts: ConnectionFacts,
  now: Temporal.Instant,
): Outcome<ConnectionState, EndRefusal> {
  const refused = refuseEnd(state, endMonth, facts, now);
  return refused ?? succeed({ status: "ENDING", endMonth, endingCompanyId: companyId });
}

function refuseEnd(
  state: ConnectionState,
  month: BillingMonth,
  facts: ConnectionFacts,
  now: Temporal.Instant,
): Refused<EndRefusal> | null {
  if (state.status === "CLOSED") return refuseClosed(state.closedAt, facts);
  if (state.status === "ENDING") {
    const { zone } = facts;
    return refuse("ALREADY_ENDING", { date: endOfMonth(state.endMonth, zone).toString(), zone });
  }
  const { first, last } = endMonthsFrom(now, facts);
  if (month >= first && month <= last) return null;
  return refuse("END_MONTH_INVALID", { first: lastDayOf(first), last: lastDayOf(last) });
}

function refuseClosed(closedAt: Temporal.Instant, { counterpart, zone }: ConnectionFacts) {
  return refuse("NOT_CONNECTED", { company: counterpart, date: closedAt.toString(), zone });
}

function lastDayOf(month: BillingMonth): string {
  const first = Temporal.PlainYearMonth.from(month);
  return first.toPlainDate({ day: first.daysInMonth }).toString();
}

/** Closes a connection at once. Not a single hub may run on it; the refusal says how many do, and the earliest end. */
export function endNow(
  state: ConnectionState,
  facts: ConnectionFacts,
  now: Temporal.Instant,
): Outcome<ConnectionState, EndNowRefusal> {
  if (state.status === "CLOSED") return refuseClosed(state.closedAt, facts);
  if (facts.liveHubs === 0) return succeed({ status: "CLOSED", closedAt: now });

  const { zone, liveHubs } = facts;
  const month = state.status === "ENDING" ? state.endMonth : endMonthsFrom(now, facts).first;
  return refuse("CONNECTION_IN_USE", { n: liveHubs, date: endOfMonth(month, zone).toString(), zone });
}

/** Undoes an agreed end; on an open connection there is nothing to undo and `state` itself is returned. */
export function keepConnection(
  state: ConnectionState,
  facts: ConnectionFacts,
): Outcome<ConnectionState, "NOT_CONNECTED"> {
  if (state.status === "CLOSED") return refuseClosed(state.closedAt, facts);
  return succeed(state.status === "ENDING" ? { status: "OPEN" } : state);
}

/** Answers which of the two companies may keep an ending connection: the one that asked for its end. */
export function mayKeep(state: ConnectionState, companyId: string): boolean {
  return state.status === "ENDING" && state.endingCompanyId === companyId;
}

/**
 * Returns of how many days before the end both sides are to be told now, or null if of none: each warning is given once
 * (`warnedDays` is the last one), and one that a clock has jumped over gives way to the later one.
 */
export function dueWarning(
  endsAt: Temporal.Instant,
  warnedDays: number | null,
  now: Temporal.Instant,
): (typeof WARNING_DAYS)[number] | null {
  if (Temporal.Instant.compare(now, endsAt) >= 0) return null;
  const begun = WARNING_DAYS.filter((days) => Temporal.Instant.compare(now, warningAt(endsAt, days)) >= 0);
  const latest = begun.at(-1);
  return latest !== undefined && (warnedDays === null || latest < warnedDays) ? latest : null;
}

/** Returns when a warning becomes due: days of 24 hours before the end. */
export function warningAt(endsAt: Temporal.Instant, days: number): Temporal.Instant {
  return endsAt.subtract({ hours: 24 * days });
}
