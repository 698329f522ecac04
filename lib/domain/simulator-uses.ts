import { homeVerbs } from "./simulator-homes";
import { simulatorVerbNames } from "./simulator-verbs";

/** Everything the simulator can do to a hub that its history keeps: its verbs, new equipment, and what befalls its people. */
export const simulatorUses = [...simulatorVerbNames, ...(["hub-add", "device-add"] as const), ...homeVerbs] as const;

export type SimulatorUse = (typeof simulatorUses)[number];
