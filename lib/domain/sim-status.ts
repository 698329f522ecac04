export type SimPower = "ENABLED" | "DISABLED";
export type SimSlot = 1 | 2;

/** A SIM as a hub's slot holds it. `isNumberKnown`: its ICCID was reported, typed or scanned. */
export type SlotSim = {
  simId: string;
  slot: SimSlot;
  kind: "AJAX" | "OTHER_OPERATOR";
  condition: "OK" | "PIN_LOCKED" | "DEFECTIVE";
  isServingOtherHub: boolean;
  isRetired: boolean;
  isNumberKnown: boolean;
};

/** What a slot is labeled with: the first thing that matters about the SIM in it. */
export type SlotWord =
  | "NO_SIM"
  | "AJAX"
  | "OTHER_OPERATOR"
  | "PIN_LOCKED"
  | "DEFECTIVE"
  | "SERVES_OTHER_HUB"
  | "RETIRED";

/**
 * Says in one word what sits in a SIM slot: for an Ajax SIM that may serve here, what is wrong with the card, if
 * anything.
 */
export function slotWord(sim: SlotSim | null): SlotWord {
  if (!sim) return "NO_SIM";
  if (sim.kind === "OTHER_OPERATOR") return "OTHER_OPERATOR";
  if (sim.isRetired) return "RETIRED";
  if (sim.isServingOtherHub) return "SERVES_OTHER_HUB";
  return sim.condition === "OK" ? "AJAX" : sim.condition;
}

/** Desired and reported status side by side, in one word for people. */
export type SimReading =
  | "SIM_ON"
  | "SIM_OFF"
  | "SWITCHING_ON"
  | "SWITCHING_OFF"
  | "NOT_ON"
  | "STILL_ON"
  | "WAITING_FOR_REPORT";

/** `version` grows with every command; `at` is the company's clock when the command was given. */
export type DesiredSim = { status: SimPower; version: number; at: Temporal.Instant };

/** The newest accepted report. `version` is that of the last command the SIM had heard; `at` is when the hub saw it. */
export type SimReport = { status: SimPower; version: number; slot: SimSlot; at: Temporal.Instant };

/** `reachableSince` is null while the hub cannot report. */
export type SimFacts = { desired: DesiredSim; reported: SimReport | null; reachableSince: Temporal.Instant | null };

/** How long desired and reported may differ on a reachable hub before it is called drift. */
export const DRIFT_MINUTES = 5;

/** How long the SIM of a live package may be out of its hub, locked or defective before somebody is told. Source: PRODUCT 7.2. */
export const GONE_MINUTES = 30;

/** Reads a SIM at `now`. Drift counts from the command, and only while the hub can report. Source: PRODUCT 4.2. */
export function readSim(facts: SimFacts, now: Temporal.Instant): SimReading {
  const { desired, reported, reachableSince } = facts;
  if (!reported || !reachableSince) return "WAITING_FOR_REPORT";
  if (reported.status === desired.status) return desired.status === "ENABLED" ? "SIM_ON" : "SIM_OFF";

  const isDrift = hasDrifted(later(desired.at, reachableSince), now);
  if (desired.status === "ENABLED") return isDrift ? "NOT_ON" : "SWITCHING_ON";
  return isDrift ? "STILL_ON" : "SWITCHING_OFF";
}

function hasDrifted(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, since.add({ minutes: DRIFT_MINUTES })) >= 0;
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}

/**
 * Returns the report that counts after `incoming` has arrived: late, doubled and reordered ones never override a newer
 * one. Newer is the higher command version, then the later instant on the hub. Source: RELIABILITY I-7.
 */
export function acceptReport(accepted: SimReport | null, incoming: SimReport): SimReport {
  if (!accepted || incoming.version > accepted.version) return incoming;

  const isLater = Temporal.Instant.compare(incoming.at, accepted.at) > 0;
  return incoming.version === accepted.version && isLater ? incoming : accepted;
}

/** Tells whether a report answers the command that switched the SIM on, and so confirms the activation behind it. */
export function confirmsActivation(desired: DesiredSim, report: SimReport): boolean {
  return desired.status === "ENABLED" && report.status === "ENABLED" && report.version >= desired.version;
}
