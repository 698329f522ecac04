import { type BillingMonth, nextMonth, startOfMonth, startOfNextMonth } from "./billing-month";
import { type Outcome, type RefusalParams, refuse, succeed } from "./outcome";

export type EndReason = "EXPIRED" | "STOPPED" | "ACTIVATION_FAILED" | "MOVED";
export type EndCause = "DEACTIVATED" | "CONNECTION";
export type PackageStatus = PackageState["status"];

export type End = { at: Temporal.Instant; reason: EndReason };

/** What Activate fixes for the whole run: who is billed, and the zone (IANA name) whose months count. */
export type ActivationTerms = { resellerId: string; billingZone: string };

/**
 * Fixed at activation, but for the confirmation: the SIM must report by `confirmBy`, which is null once it has.
 * `confirmedAt` is null until then and never changes afterwards; billing starts there (billing rule B2).
 */
export type Terms = ActivationTerms & { confirmBy: Temporal.Instant | null; confirmedAt: Temporal.Instant | null };
export type Active = { status: "ACTIVE" } & Terms;
export type Expiring = { status: "EXPIRING"; expiresAt: Temporal.Instant; endCause: EndCause } & Terms;
export type LivePackage = Active | Expiring;

/** `ended` is null for a hub that never had the package. */
export type PackageState = { status: "INACTIVE"; ended: End | null } | LivePackage;

/** An agreed end of the connection to the paying reseller: its last month, in each package's own zone. */
export type ConnectionEnd = { endMonth: BillingMonth; resellerName: string };

export type ActivateRefusal = "PACKAGE_ALREADY_LIVE";
export type DeactivationRefusal = "PACKAGE_NOT_ACTIVE" | "PACKAGE_ALREADY_EXPIRING";
export type ResumeRefusal = "PACKAGE_NOT_ACTIVE" | "PACKAGE_NOT_EXPIRING" | "RESUME_TOO_LATE" | "CONNECTION_ENDS_FIRST";
export type StopRefusal = "PACKAGE_NOT_ACTIVE";
export type MoveRefusal = "PACKAGE_NOT_ACTIVE" | "PACKAGE_ALREADY_EXPIRING";

/** How long a SIM may take to report that it is on. Source: services manual, "Activating", as PRODUCT J9.5 settles it. */
export const CONFIRMATION_HOURS = 24;

/** Reads a stored state at `now`: a package is over from its first end on, however late the jobs run. */
export function effectiveState(stored: PackageState, now: Temporal.Instant): PackageState {
  const end = dueEnd(stored, now);
  return end ? { status: "INACTIVE", ended: end } : stored;
}

/**
 * Returns the end that has come for a stored live package, or null while it runs. A command that meets such a row
 * writes this end first, with the audit action of its reason, so that a late job never blocks anybody.
 */
export function dueEnd(stored: PackageState, now: Temporal.Instant): End | null {
  if (stored.status === "INACTIVE") return null;

  const end = firstEnd(stored);
  return end !== null && Temporal.Instant.compare(now, end.at) >= 0 ? end : null;
}

function firstEnd(live: LivePackage): End | null {
  const ends: End[] = [];
  if (live.confirmBy) ends.push({ at: live.confirmBy, reason: "ACTIVATION_FAILED" });
  if (live.status === "EXPIRING") ends.push({ at: live.expiresAt, reason: "EXPIRED" });
  return ends.sort((a, b) => Temporal.Instant.compare(a.at, b.at))[0] ?? null;
}

/** Tells ACTIVE and EXPIRING from INACTIVE as stored: hand in `effectiveState` where the month may be over. */
export function isLive(state: PackageState): state is LivePackage {
  return state.status !== "INACTIVE";
}

/**
 * Starts a new run of the package on a hub.
 *
 * `confirmBy` is always set, also where the SIM's last report says "on": that report answers an older command (a hub
 * stopped a moment ago may not have heard of it yet). Only a report to the new command clears it.
 * Source: services manual, "Activating".
 */
export function activate(
  stored: PackageState,
  terms: ActivationTerms,
  now: Temporal.Instant,
): Outcome<Active, ActivateRefusal> {
  if (isLive(effectiveState(stored, now))) return refuse("PACKAGE_ALREADY_LIVE");

  const { resellerId, billingZone } = terms;
  const confirmBy = now.add({ hours: CONFIRMATION_HOURS });
  return succeed({ status: "ACTIVE", resellerId, billingZone, confirmBy, confirmedAt: null });
}

/**
 * Schedules an active package to end with the month that contains `now`.
 *
 * Services stay on until `expiresAt`, so that Resume has something to undo. A second
 * request is refused, not ignored: the later of two employees learns that it was decided.
 * Only an end that a leaving reseller set, and that lies later, can be brought forward.
 * Source: services manual, "Deactivating … from the start of the next month".
 */
export function deactivate(stored: PackageState, now: Temporal.Instant): Outcome<Expiring, DeactivationRefusal> {
  const state = effectiveState(stored, now);
  if (state.status === "INACTIVE") return refuse("PACKAGE_NOT_ACTIVE");

  const expiresAt = startOfNextMonth(now, state.billingZone);
  if (state.status === "EXPIRING" && !(state.endCause === "CONNECTION" && isBefore(expiresAt, state.expiresAt))) {
    return refuse("PACKAGE_ALREADY_EXPIRING", inZone(state.expiresAt, state.billingZone));
  }
  return succeed({ ...state, status: "EXPIRING", expiresAt, endCause: "DEACTIVATED" });
}

/**
 * Takes a scheduled end back, as long as it has not come.
 *
 * `connectionEnd` is null while the connection to the paying reseller is open. Otherwise Resume reaches only to that
 * connection's own end, and is refused when the package already ends there.
 * Source: services manual, "Resuming".
 */
export function resume(
  stored: PackageState,
  now: Temporal.Instant,
  connectionEnd: ConnectionEnd | null,
): Outcome<LivePackage, ResumeRefusal> {
  const state = effectiveState(stored, now);
  if (state.status === "INACTIVE") return refuseEnded(stored, state.ended);
  if (state.status === "ACTIVE") return refuse("PACKAGE_NOT_EXPIRING");
  if (!connectionEnd) return succeed(withoutEnd(state));

  const lastInstant = endOfConnection(connectionEnd.endMonth, state.billingZone);
  if (!isBefore(state.expiresAt, lastInstant)) {
    const { instant: date, zone } = inZone(state.expiresAt, state.billingZone);
    return refuse("CONNECTION_ENDS_FIRST", { reseller: connectionEnd.resellerName, date, zone });
  }
  return succeed({ ...state, expiresAt: lastInstant, endCause: "CONNECTION" });
}

function refuseEnded(stored: PackageState, ended: End | null) {
  if (ended?.reason !== "EXPIRED") return refuse("PACKAGE_NOT_ACTIVE");

  const instant = ended.at.toString();
  return refuse("RESUME_TOO_LATE", isLive(stored) ? { instant, zone: stored.billingZone } : { instant });
}

/**
 * Ends service and billing at `now`; there is no credit and no undo.
 * Source: services manual, "Deactivating (Stop now)".
 */
export function stopNow(stored: PackageState, now: Temporal.Instant): Outcome<PackageState, StopRefusal> {
  if (!isLive(effectiveState(stored, now))) return refuse("PACKAGE_NOT_ACTIVE");

  return succeed({ status: "INACTIVE", ended: { at: now, reason: "STOPPED" } });
}

/**
 * Ends a package whose month is over, as of `expiresAt` and not of the job's time. Returns `stored` itself where there
 * is nothing to do; a package that failed to start before its end is left to {@link failActivation}.
 */
export function expire(stored: PackageState, now: Temporal.Instant): PackageState {
  return endFor("EXPIRED", stored, now);
}

/** Ends, as of `confirmBy`, a package whose SIM never reported. Returns `stored` itself where there is nothing to do. */
export function failActivation(stored: PackageState, now: Temporal.Instant): PackageState {
  return endFor("ACTIVATION_FAILED", stored, now);
}

function endFor(reason: EndReason, stored: PackageState, now: Temporal.Instant): PackageState {
  const end = dueEnd(stored, now);
  return end?.reason === reason ? { status: "INACTIVE", ended: end } : stored;
}

/**
 * Notes the first report "SIM on" of a run. Later reports, and one that comes after `confirmBy` or the end, change
 * nothing: `stored` itself is returned.
 */
export function confirmByReport(stored: PackageState, now: Temporal.Instant): PackageState {
  if (!isLive(effectiveState(stored, now)) || !isLive(stored) || stored.confirmBy === null) return stored;

  return { ...stored, confirmBy: null, confirmedAt: now };
}

/** What a move leaves of a hub's services: the run that ended, and the one that goes on in its place. */
export type Moved = { ended: PackageState; next: Active };

/**
 * Moves a live package to another reseller at the month's boundary `at`: the run ends there and a new one begins at the
 * same instant, with the same zone, and confirmed from there on if the old one was: where a late job let the SIM's report
 * come before it, from the report on. An end that a leaving reseller set is no obstacle, since the hub moves away from
 * it; an end that was decided for the hub itself comes first.
 * Source: PRODUCT 4.1, F6.
 */
export function move(stored: PackageState, resellerId: string, at: Temporal.Instant): Outcome<Moved, MoveRefusal> {
  if (!isLive(stored) || hasEndedBefore(stored, at)) return refuse("PACKAGE_NOT_ACTIVE");
  const { billingZone, confirmBy, confirmedAt } = stored;
  if (stored.status === "EXPIRING" && stored.endCause === "DEACTIVATED") {
    return refuse("PACKAGE_ALREADY_EXPIRING", inZone(stored.expiresAt, billingZone));
  }
  const sinceAt = confirmedAt && (isBefore(confirmedAt, at) ? at : confirmedAt);
  const next = { status: "ACTIVE", resellerId, billingZone, confirmBy, confirmedAt: sinceAt } as const;
  return succeed({ ended: { status: "INACTIVE", ended: { at, reason: "MOVED" } }, next });
}

/** An end at the boundary itself is no end before it, but for a SIM that had until then to report. */
function hasEndedBefore(live: LivePackage, at: Temporal.Instant): boolean {
  const end = firstEnd(live);
  return end !== null && (isBefore(end.at, at) || (end.reason === "ACTIVATION_FAILED" && end.at.equals(at)));
}

/** Lets a package end with its reseller's connection. An earlier end stays; so does anything that is not live. */
export function endWithConnection(stored: PackageState, now: Temporal.Instant, endMonth: BillingMonth): PackageState {
  const state = effectiveState(stored, now);
  if (!isLive(state)) return stored;

  const expiresAt = endOfConnection(endMonth, state.billingZone);
  if (state.status === "EXPIRING" && !isBefore(expiresAt, state.expiresAt)) return stored;
  return { ...state, status: "EXPIRING", expiresAt, endCause: "CONNECTION" };
}

/** Undoes {@link endWithConnection} when the connection is kept. An end that was decided for the hub itself stays. */
export function keepWithConnection(stored: PackageState, now: Temporal.Instant): PackageState {
  const state = effectiveState(stored, now);
  return state.status === "EXPIRING" && state.endCause === "CONNECTION" ? withoutEnd(state) : stored;
}

function withoutEnd({ resellerId, billingZone, confirmBy, confirmedAt }: Expiring): Active {
  return { status: "ACTIVE", resellerId, billingZone, confirmBy, confirmedAt };
}

function endOfConnection(endMonth: BillingMonth, timeZone: string): Temporal.Instant {
  return startOfMonth(nextMonth(endMonth), timeZone);
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}

function inZone(instant: Temporal.Instant, zone: string) {
  return { instant: instant.toString(), zone } satisfies RefusalParams;
}
