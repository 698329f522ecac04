import type { DealerKey } from "./companies";

/** What a hub of the demo world shows at the present instant. Source: PRODUCT, section 10. */
export type HubState =
  | "ACTIVATED_ONLINE"
  | "ACTIVATED_OFFLINE"
  | "ACTIVATING"
  | "SIM_REMOVED"
  | "DRIFT"
  | "EXPIRES_SOON"
  | "CONNECTION_ENDING"
  | "STOPPED_THIS_MONTH"
  | "ENDED_AT_BOUNDARY"
  | "ACTIVATION_FAILED"
  | "NEVER_ONLINE"
  | "NEVER_OFFLINE"
  | "NO_SIM"
  | "SIM_FOREIGN"
  | "SIM_LOCKED"
  | "SIM_DEFECTIVE"
  | "SIM_IN_OTHER_HUB"
  | "SIM_RETIRED"
  | "STILL_SWITCHING_OFF";

/** How many hubs of each dealer are in a state. Source: PRODUCT, section 10. */
export const hubCounts: Record<HubState, Record<DealerKey, number>> = {
  ACTIVATED_ONLINE: count(8, 6, 4, 0),
  ACTIVATED_OFFLINE: count(1, 1, 1, 0),
  ACTIVATING: count(1, 0, 0, 0),
  SIM_REMOVED: count(1, 0, 0, 0),
  DRIFT: count(0, 1, 0, 0),
  EXPIRES_SOON: count(3, 3, 2, 0),
  CONNECTION_ENDING: count(0, 0, 1, 0),
  STOPPED_THIS_MONTH: count(2, 1, 1, 0),
  ENDED_AT_BOUNDARY: count(2, 2, 1, 0),
  ACTIVATION_FAILED: count(1, 0, 0, 0),
  NEVER_ONLINE: count(2, 2, 1, 1),
  NEVER_OFFLINE: count(1, 1, 0, 0),
  NO_SIM: count(1, 1, 1, 1),
  SIM_FOREIGN: count(1, 1, 1, 0),
  SIM_LOCKED: count(1, 0, 1, 0),
  SIM_DEFECTIVE: count(0, 1, 0, 0),
  SIM_IN_OTHER_HUB: count(1, 0, 0, 0),
  SIM_RETIRED: count(0, 0, 1, 0),
  STILL_SWITCHING_OFF: count(0, 1, 0, 0),
};

function count(dnipro: number, sicura: number, kiwi: number, nordlys: number): Record<DealerKey, number> {
  return { dnipro, sicura, kiwi, nordlys };
}

/** Lists every state as often as the table has it, for fleets that keep its shares. */
export const stateShares: HubState[] = (Object.keys(hubCounts) as HubState[]).flatMap((state) => {
  const total = Object.values(hubCounts[state]).reduce((sum, n) => sum + n, 0);
  return Array.from({ length: total }, () => state);
});
