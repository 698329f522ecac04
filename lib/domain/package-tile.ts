import { CONFIRMATION_HOURS, effectiveState, type LivePackage, type PackageState } from "./package-lifecycle";

/** What the tile under a hub says. Derived on every read, never stored. */
export type PackageTile = "ACTIVATION_REQUIRED" | "ACTIVATED" | "EXPIRES_SOON" | "ACTIVATING" | "MANAGED_ELSEWHERE";

export type TileFacts = {
  now: Temporal.Instant;
  isHubOnline: boolean;
  /** Another company's package is live on this hub. */
  isManagedElsewhere: boolean;
};

/** How long an online hub's SIM may take to answer before the tile says so. */
const ANSWER_SECONDS = 5;

/**
 * Derives the tile from the company's own latest package on the hub.
 * Source: services manual, steps "Activation required", "Activated", "Expires soon"; the other two words are ours.
 */
export function tileOf(stored: PackageState, facts: TileFacts): PackageTile {
  const state = effectiveState(stored, facts.now);
  if (state.status === "INACTIVE") return facts.isManagedElsewhere ? "MANAGED_ELSEWHERE" : "ACTIVATION_REQUIRED";
  if (state.status === "EXPIRING") return "EXPIRES_SOON";
  return isStillActivating(state, facts) ? "ACTIVATING" : "ACTIVATED";
}

/** The star among the hub's status icons: on while the company's package is live, expiring or not. */
export function hasStar(stored: PackageState, now: Temporal.Instant): boolean {
  return effectiveState(stored, now).status !== "INACTIVE";
}

function isStillActivating({ confirmBy }: LivePackage, { now, isHubOnline }: TileFacts): boolean {
  if (confirmBy === null) return false;

  const activatedAt = confirmBy.subtract({ hours: CONFIRMATION_HOURS });
  const isAnswerLate = Temporal.Instant.compare(now, activatedAt.add({ seconds: ANSWER_SECONDS })) >= 0;
  return !isHubOnline || isAnswerLate;
}
