import { type Outcome, succeed } from "./outcome";
import {
  type ActivateRefusal,
  activate,
  type ConnectionEnd,
  type DeactivationRefusal,
  deactivate,
  isLive,
  type PackageState,
  type ResumeRefusal,
  resume,
  type StopRefusal,
  stopNow,
} from "./package-lifecycle";

/** The four acts of the panel, by the names of the lifecycle. */
export type PackageVerb = "activate" | "deactivate" | "resume" | "stopNow";

export type VerbRefusal = ActivateRefusal | DeactivationRefusal | ResumeRefusal | StopRefusal;

export type Payer = { resellerId: string; resellerName: string };

export type ConsequenceFacts = {
  stored: PackageState;
  /** For Activate: the company's zone, and the reseller chosen so far. A live package has its own. */
  billingZone: string;
  resellerId: string | null;
  connectionEnd: ConnectionEnd | null;
  /** Feature codes of the offer. */
  features: readonly string[];
  /** Who is already charged for this hub in the current month. */
  chargedThisMonth: readonly Payer[];
};

export type WayBack = "DEACTIVATE" | "RESUME" | "ACTIVATE_AGAIN";

/** What a confirmation shows before the press. Texts, names and the fee are added by the page. */
export type Consequence = {
  verb: PackageVerb;
  zone: string;
  /** Null while Activate still lacks a choice. */
  resellerId: string | null;
  /** Activate only: the press; service itself begins with the SIM's first report. */
  startsAt: Temporal.Instant | null;
  /** The end of service that stays ahead, not included; null where none is set or service ends at the press. */
  runsUntil: Temporal.Instant | null;
  /** When services go off, at the press or later; null where no end is set. */
  offAt: Temporal.Instant | null;
  isReversible: boolean;
  wayBack: WayBack;
  /** Until when the way back is open; null if it stays open. */
  wayBackUntil: Temporal.Instant | null;
  /** Won by Activate, kept by Resume, lost at `offAt` by the others. */
  features: readonly string[];
  isMonthChargedAlready: boolean;
  /** Other resellers charged for this month: after Stop now and Activate with another one, both are. */
  otherPayersThisMonth: readonly Payer[];
};

const waysBack: Record<PackageVerb, Pick<Consequence, "isReversible" | "wayBack">> = {
  activate: { isReversible: false, wayBack: "DEACTIVATE" },
  deactivate: { isReversible: true, wayBack: "RESUME" },
  resume: { isReversible: true, wayBack: "DEACTIVATE" },
  stopNow: { isReversible: false, wayBack: "ACTIVATE_AGAIN" },
};

/**
 * Foretells one act by asking the lifecycle itself: a refusal here is the one the command would give, and the instants
 * are those it would store. Source: PRODUCT F1.
 */
export function foresee(
  verb: PackageVerb,
  facts: ConsequenceFacts,
  now: Temporal.Instant,
): Outcome<Consequence, VerbRefusal> {
  const next = nextState(verb, facts, now);
  if (!next.ok) return next;

  const { resellerId, billingZone: zone } = verb !== "activate" && isLive(facts.stored) ? facts.stored : facts;
  const others = facts.chargedThisMonth.filter((payer) => payer.resellerId !== resellerId);
  const runsUntil = next.value.status === "EXPIRING" ? next.value.expiresAt : null;
  return succeed({
    verb,
    zone,
    resellerId,
    startsAt: verb === "activate" ? now : null,
    runsUntil,
    offAt: verb === "stopNow" ? now : runsUntil,
    ...waysBack[verb],
    wayBackUntil: runsUntil,
    features: facts.features,
    isMonthChargedAlready: others.length < facts.chargedThisMonth.length,
    otherPayersThisMonth: others,
  });
}

function nextState(
  verb: PackageVerb,
  { stored, billingZone, resellerId, connectionEnd }: ConsequenceFacts,
  now: Temporal.Instant,
): Outcome<PackageState, VerbRefusal> {
  switch (verb) {
    case "activate":
      return activate(stored, { resellerId: resellerId ?? "", billingZone }, now);
    case "deactivate":
      return deactivate(stored, now);
    case "resume":
      return resume(stored, now, connectionEnd);
    case "stopNow":
      return stopNow(stored, now);
  }
}
