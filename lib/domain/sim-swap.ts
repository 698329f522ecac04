import { type SimRefusal, simProblems } from "./activation-choices";
import { type Outcome, refuse, succeed } from "./outcome";
import { effectiveState, isLive, type LivePackage, type PackageState } from "./package-lifecycle";
import type { SlotSim } from "./sim-status";

export type SwapRefusal = "PACKAGE_NOT_ACTIVE" | "SIM_UNCHANGED" | SimRefusal;

/**
 * Decides whether a running package may go over to another SIM: it must run at `now`, and the new SIM must be able to
 * carry it. The package itself does not change, so that the month's bill stays one. An offline hub is no obstacle: the
 * number of the new SIM was typed or scanned. Source: PRODUCT 7.2, F11.
 */
export function decideSwap(
  stored: PackageState,
  newSim: Omit<SlotSim, "simId">,
  now: Temporal.Instant,
): Outcome<LivePackage, SwapRefusal> {
  const state = effectiveState(stored, now);
  if (!isLive(state)) return refuse("PACKAGE_NOT_ACTIVE");

  const problem = simProblems(newSim, false)[0];
  return problem ? refuse(problem.code, problem.params) : succeed(state);
}
