import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { ResellerKey } from "./companies";
import type { HubState } from "./hub-states";

/**
 * How a hub's services came to be on. STEADY: activated once. NEW: a few days ago. RESUMED: deactivated and resumed.
 * RESTARTED: stopped and activated again in the same month. RETURNED: ended with a month, activated again later;
 * with `formerPayer`, then for another reseller. LEFT: ended with a month, for good.
 */
export type Story = "STEADY" | "NEW" | "RESUMED" | "RESTARTED" | "RETURNED" | "LEFT";

export type PlaceHub = {
  /** As printed on the device; left to chance where nobody looks for it. */
  hubId?: string;
  /** At most 24 bytes. */
  name: string;
  model: HubModel;
  state: HubState;
  story?: Story;
  payer?: ResellerKey;
  formerPayer?: ResellerKey;
  /** Its SIM was put into the other hub of the place. */
  isDonor?: boolean;
};

export type Place = { name: string; address: string; endUser: string | null; reference?: string; hubs: PlaceHub[] };
