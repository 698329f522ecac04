import { effectiveState, type PackageState } from "./package-lifecycle";

/**
 * How an account (a hub as its reseller is billed for it) reads: waiting for the SIM's first report and not billed yet,
 * live, live with an end set, or ended.
 */
export const accountStates = ["ACTIVATING", "LIVE", "ENDS", "ENDED"] as const;

export type AccountState = (typeof accountStates)[number];

/** Reads the latest run of an account at `now`: past its end it is over, however late the jobs run. */
export function accountState(stored: PackageState, now: Temporal.Instant): AccountState {
  const state = effectiveState(stored, now);
  if (state.status === "INACTIVE") return "ENDED";
  if (state.confirmedAt === null) return "ACTIVATING";
  return state.status === "EXPIRING" ? "ENDS" : "LIVE";
}
