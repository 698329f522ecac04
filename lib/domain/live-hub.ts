import type { Condition, DeviceFields } from "./devices/device-spec";
import type { HubModel } from "./devices/hub-model";
import type { SimPower, SimSlot } from "./sim-status";

/** What may carry a hub to the cloud, in the order in which it is shown. */
export const channels = ["ETHERNET", "WIFI", "GSM"] as const;
export type Channel = (typeof channels)[number];

/** What a hub calls its arming, as the cloud API spells it: short without groups, with the night flag where groups are on. */
export type HubState =
  | "DISARMED"
  | "ARMED"
  | "NIGHT_MODE"
  | `${"DISARMED" | "ARMED" | "PARTIALLY_ARMED"}_NIGHT_MODE_${"ON" | "OFF"}`;

/** `number` names a room or group within its hub for as long as the hub lives. */
export type LiveRoom = { number: number; name: string };

export type LiveGroup = {
  key: string;
  number: number;
  name: string;
  armedAt: Temporal.Instant | null;
  bulkArmInvolved: boolean;
  bulkDisarmInvolved: boolean;
};

export type LiveDevice = {
  key: string;
  deviceId: string;
  /** A name of the registry, or one this version does not know. */
  type: string;
  name: string;
  room: LiveRoom | null;
  groupKey: string | null;
  isOnline: boolean;
  isTampered: boolean;
  batteryPercent: number | null;
  temperature: number | null;
  bypassState: readonly string[];
  malfunctions: readonly string[];
  nightModeArm: boolean;
  alwaysActive: boolean;
  armingMode: "NORMAL" | "ENTRY_EXIT" | "FOLLOWER";
  armDelaySeconds: number;
  alarmDelaySeconds: number;
  cmsDeviceIndex: number;
  fields: DeviceFields;
  /** Conditions whose alarm was raised and has not recovered. */
  openAlarms: readonly Condition[];
  /** An entry delay that runs: when it is over, and what began it. */
  alarmDue: { at: Temporal.Instant; condition: Condition } | null;
};

/** A SIM as it sits in the hub. `cardStatus` is what the card is, whatever was reported of it. */
export type LiveSim = {
  simId: string;
  slot: SimSlot;
  kind: "AJAX" | "OTHER_OPERATOR";
  condition: "OK" | "PIN_LOCKED" | "DEFECTIVE";
  cardStatus: SimPower;
  /** It carries another hub's live package, and is blocked here. */
  isServingOtherHub: boolean;
};

/** A hub with everything that decides how it behaves: its parts, its groups and devices, what stands in its way. */
export type LiveHub = {
  key: string;
  companyId: string;
  hubId: string;
  name: string;
  model: HubModel;
  groupsEnabled: boolean;
  /** Since when devices without a group are armed; null while they are not. */
  armedAt: Temporal.Instant | null;
  nightModeAt: Temporal.Instant | null;
  armPreventionMode: "IGNORE_WARNINGS" | "ALERT_USER" | "PREVENT_ARMING";
  isOnline: boolean;
  onlineSince: Temporal.Instant | null;
  lastSeenAt: Temporal.Instant | null;
  /** When it will count as offline, its pings having ceased; null while it pings, and once it is offline. */
  offlineDueAt: Temporal.Instant | null;
  pingPeriodSeconds: number;
  offlineAlarmSeconds: number;
  activeChannels: readonly Channel[];
  /** Channels whose loss it has reported and whose return it will report. */
  lostChannels: readonly Channel[];
  hasCable: boolean;
  knowsWifi: boolean;
  isCellularEnabled: boolean;
  cellularGeneration: number | null;
  signalBars: number | null;
  hasMains: boolean;
  batteryPercent: number;
  isLidClosed: boolean;
  malfunctions: readonly string[];
  sims: readonly LiveSim[];
  /** Channels that a standing fault keeps down, and whether one keeps the hub from pinging at all. */
  downChannels: readonly Channel[];
  isSilenced: boolean;
  groups: readonly LiveGroup[];
  devices: readonly LiveDevice[];
};

/** Who gave an order, as events name them: id and full name. */
export type HubActor = { id: string; name: string };

/** Names a room or group as the cloud API does: eight hex digits, alike on every hub. */
export function partId(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, "0");
}
