import { type HubState, stateShares } from "@/prisma/seed/hub-states";
import { openRandom } from "@/prisma/seed/random";

/** States that only a company with an ending connection can have. */
const needsEnding: HubState = "CONNECTION_ENDING";

/**
 * Lists the states of the demo world as often as it has them, in an order drawn from `seed`. A fleet repeats the list, so
 * its shares are exact. The first is a hub that can lend its SIM to the one of the list that has another hub's.
 */
export function drawStates(seed: number, hasEndingConnection: boolean): HubState[] {
  const random = openRandom(seed);
  const drawn = stateShares
    .filter((state) => hasEndingConnection || state !== needsEnding)
    .map((state) => ({ state, rank: random.fraction() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ state }) => state);
  const first = drawn.indexOf("ACTIVATED_ONLINE");
  return [...drawn.slice(first), ...drawn.slice(0, first)];
}

/** Says of each state whether a run led to it, and how that run stands. */
export const runOf: Record<
  HubState,
  "NONE" | "ACTIVE" | "UNCONFIRMED" | "EXPIRING" | "STOPPED" | "EXPIRED" | "FAILED"
> = {
  ACTIVATED_ONLINE: "ACTIVE",
  ACTIVATED_OFFLINE: "ACTIVE",
  ACTIVATING: "UNCONFIRMED",
  SIM_REMOVED: "ACTIVE",
  DRIFT: "ACTIVE",
  EXPIRES_SOON: "EXPIRING",
  CONNECTION_ENDING: "EXPIRING",
  STOPPED_THIS_MONTH: "STOPPED",
  ENDED_AT_BOUNDARY: "EXPIRED",
  ACTIVATION_FAILED: "FAILED",
  NEVER_ONLINE: "NONE",
  NEVER_OFFLINE: "NONE",
  NO_SIM: "NONE",
  SIM_FOREIGN: "NONE",
  SIM_LOCKED: "NONE",
  SIM_DEFECTIVE: "NONE",
  SIM_IN_OTHER_HUB: "NONE",
  SIM_RETIRED: "EXPIRED",
  STILL_SWITCHING_OFF: "STOPPED",
};
