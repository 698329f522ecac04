/** Faults of one SIM card, which go with it wherever it sits. */
export const cardFaults = [
  "SIM_STUCK",
  "SIM_PIN_LOCKED",
  "SIM_DEFECTIVE",
  "REPORTS_DELAYED",
  "REPORTS_LOST",
  "REPORTS_DOUBLED",
  "REPORTS_REORDERED",
] as const;

/** Faults of a slot: the card that was in it is somewhere else until they are lifted. */
export const slotFaults = ["SIM_REMOVED", "SIM_FOREIGN", "SIM_ELSEWHERE"] as const;

export const hubFaults = [
  "HUB_NO_MAINS",
  "HUB_BATTERY_LOW",
  "HUB_LID_OPEN",
  "HUB_CHANNEL_DOWN",
  "HUB_SILENT",
  "STATION_FAULT",
  "HUB_FIRMWARE_OLD",
  "TRANSFER_INTERRUPTED",
] as const;

/** Faults of the mobile network of every company that lives by one clock. */
export const gatewayFaults = ["GATEWAY_SLOW", "GATEWAY_DOWN"] as const;

export type CardFault = (typeof cardFaults)[number];
export type SlotFault = (typeof slotFaults)[number];
export type HubFault = (typeof hubFaults)[number];
export type GatewayFault = (typeof gatewayFaults)[number];
export type SimulatedFaultKind = CardFault | SlotFault | HubFault | GatewayFault;

/** How the demo's monitoring station treats a hub: it takes no connection, says nothing, or refuses messages. */
export type StationFaultMode = "REFUSE" | "SILENT" | "NAK";

/** Figures of a fault: how long it holds messages up, how many of a hundred it takes; what a station does, how often. */
export type FaultFigures = { seconds?: number; percent?: number; mode?: StationFaultMode; times?: number };
