import type { Condition, DeviceFields } from "@/lib/domain/devices/device-spec";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { PackageTile } from "@/lib/domain/package-tile";
import type { SimPower, SimReading, SimSlot, SlotWord } from "@/lib/domain/sim-status";

/** What the screens of a hub show of a SIM slot. Instants are ISO text. */
export type SlotFacts = {
  slot: SimSlot;
  word: SlotWord;
  iccid: string | null;
  isActiveSlot: boolean;
  reading: SimReading | null;
  desiredStatus: SimPower | null;
  reportedStatus: SimPower | null;
  reportedAt: string | null;
};

/** What the screens of a hub show of it. Instants are ISO text. */
export type HubFacts = {
  hubId: string;
  name: string;
  model: HubModel;
  firmware: string;
  latestFirmware: string | null;
  isOnline: boolean;
  lastSeenAt: string | null;
  hasEthernet: boolean;
  hasWifi: boolean;
  hasCellular: boolean;
  cellularGeneration: number | null;
  signalBars: number | null;
  noiseDbm: number | null;
  hasMains: boolean;
  batteryPercent: number;
  isLidClosed: boolean;
  malfunctions: readonly string[];
  hasMonitoringStation: boolean;
  isStationLost: boolean;
  service: {
    tile: PackageTile;
    hasStar: boolean;
    endsAt: string | null;
    billingZone: string;
    resellerName: string | null;
  };
  slots: readonly SlotFacts[];
};

export type DeviceFacts = {
  deviceId: string;
  hubId: string;
  type: string;
  name: string;
  room: string;
  isOnline: boolean;
  isTampered: boolean;
  batteryPercent: number | null;
};

/** What the page of a device shows of its state. `room` is empty for a device in none. */
export type DeviceStateFacts = DeviceFacts & {
  isHubOnline: boolean;
  isArmed: boolean;
  isAlarmDue: boolean;
  alwaysActive: boolean;
  signalLevel: "NO_SIGNAL" | "WEAK" | "NORMAL" | "STRONG";
  temperature: number | null;
  bypassState: readonly string[];
  malfunctions: readonly string[];
  fields: DeviceFields;
  openAlarms: readonly Condition[];
};
