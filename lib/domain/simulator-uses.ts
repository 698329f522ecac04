import { simulatorVerbNames } from "./simulator-verbs";

/** Everything the simulator can do to a hub that its history keeps: its verbs, new equipment, and what befalls its people. */
export const simulatorUses = [
  ...simulatorVerbNames,
  ...(["hub-add", "device-add", "expire", "invite", "uninvite", "sign-out", "unlink", "push-fail"] as const),
] as const;

export type SimulatorUse = (typeof simulatorUses)[number];
