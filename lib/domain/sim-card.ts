import { kindOfSim } from "./iccid";
import type { SlotSim } from "./sim-status";

/** How a card gets to the network: its operator's access point, the name it gives there, and the number that tells its balance. */
export type SimAccess = { apn: string; apnUsername: string; balanceNumber: string };

const accesses: Record<SlotSim["kind"], SimAccess> = {
  AJAX: { apn: "internet.ajax", apnUsername: "hub", balanceNumber: "*101#" },
  OTHER_OPERATOR: { apn: "internet", apnUsername: "", balanceNumber: "*111#" },
};

/** Returns what a card of that operator comes with. */
export function accessOfSim(kind: SlotSim["kind"]): SimAccess {
  return accesses[kind];
}

/** Returns what a card's number says of a card nobody has seen yet: whose it is, and how it gets to the network. */
export function unseenCard(iccid: string): { iccid: string; kind: SlotSim["kind"] } & SimAccess {
  const kind = kindOfSim(iccid);
  return { iccid, kind, ...accessOfSim(kind) };
}

/** What a hub's report costs its card where the cellular channel carries the hub, in kilobytes sent and received. */
export const reportTrafficKb = { tx: 2, rx: 1 };

/** What a day of pings costs the card of a hub in service: 1,440 of them, a tenth of a kilobyte each, half of it back. */
export const dayTrafficKb = { tx: 144, rx: 72 };
