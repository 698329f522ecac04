import type { DeviceKind, DeviceSpec } from "@/lib/domain/devices/device-spec";
import { deviceTypes } from "@/lib/domain/devices/registry";

/**
 * The objects of INTEGRATION 6 and 7 as data: every field with what it holds, to the bottom. A field ending in `?` may be
 * missing; `oneOf` is a closed set, `each` a list of one kind, `has` an object, and with `by` a field tells which object it
 * is. An answer with a field that is not here, or without one that is, breaks the contract.
 */
export type FieldKind =
  | ("text" | "number" | "boolean" | "object" | "id" | "textOrNull" | "numberOrNull")
  | { oneOf: readonly string[] }
  | { each: FieldKind }
  | { has: ObjectTable }
  | { by: string; tables: Readonly<Record<string, ObjectTable>> };
export type ObjectTable = { readonly [field: string]: FieldKind };

const hubStates = [
  ...["DISARMED", "ARMED", "NIGHT_MODE"],
  ...["ARMED", "DISARMED", "PARTIALLY_ARMED"].flatMap((word) => [`${word}_NIGHT_MODE_ON`, `${word}_NIGHT_MODE_OFF`]),
];
const signal = ["NO_SIGNAL", "WEAK", "NORMAL", "STRONG"];

export const login: ObjectTable = { sessionToken: "text", refreshToken: "text", userId: "text", sseUrl: "text" };
export const refresh: ObjectTable = { sessionToken: "text", refreshToken: "text", userId: "text" };
export const failure: ObjectTable = { error: "text", message: "text" };

export const binding: ObjectTable = {
  hubId: "id",
  hubName: "text",
  hubBindingRole: { oneOf: ["USER", "MASTER", "PRO", "COMPANY"] },
  id: "id",
  groupsEnabled: "boolean",
};

export const simCard: ObjectTable = {
  number: "number",
  apn: "text",
  username: "text",
  password: "text",
  balanceNumber: "text",
  trafficTxKb: "number",
  trafficRxKb: "number",
  lastTrafficResetTimestamp: "number",
};

const channels: FieldKind = { each: { oneOf: ["GSM", "WIFI", "ETHERNET"] } };
const addresses: ObjectTable = { address: "text", port: "number", addressReserve: "text", portReserve: "number" };

export const hub: ObjectTable = {
  id: "id",
  name: "text",
  color: { oneOf: ["WHITE", "BLACK"] },
  hubSubtype: { oneOf: ["HUB", "HUB_PLUS", "HUB_2", "HUB_2_4G", "HUB_2_PLUS", "HUB_HYBRID", "HUB_HYBRID_4G"] },
  state: { oneOf: hubStates },
  groupsEnabled: "boolean",
  online: "boolean",
  tampered: "boolean",
  externallyPowered: "boolean",
  blockedByServiceProvider: "boolean",
  armPreventionMode: { oneOf: ["IGNORE_WARNINGS", "ALERT_USER", "PREVENT_ARMING"] },
  firmware: {
    has: {
      version: "text",
      newVersionAvailable: "boolean",
      latestAvailableVersion: "text",
      autoupdateEnabled: "boolean",
    },
  },
  battery: {
    has: {
      chargeLevelPercentage: "number",
      state: { oneOf: ["CHARGED", "DISCHARGED", "MALFUNCTION"] },
    },
  },
  ethernet: {
    has: {
      enabled: "boolean",
      ip: "text",
      mask: "text",
      gate: "text",
      dns: "text",
      dhcp: "boolean",
    },
  },
  wifi: {
    has: {
      enabled: "boolean",
      ssid: "text",
      signalLevel: { oneOf: signal },
    },
  },
  gsm: {
    has: {
      gprsEnabled: "boolean",
      roamingEnabled: "boolean",
      virtualOperatorAllowed: "boolean",
      signalLevel: { oneOf: signal },
      networkStatus: { oneOf: ["UNKNOWN", "GSM", "2G", "3G", "4G"] },
      simCardState: { oneOf: ["OK", "MISSING", "MALFUNCTION", "LOCKED", "UNKNOWN"] },
      activeSimCard: "number",
      simCards: { each: { has: simCard } },
    },
  },
  activeChannels: channels,
  pingPeriodSeconds: "number",
  offlineAlarmSeconds: "number",
  cms: {
    has: {
      cmsProtocol: { oneOf: ["SIA", "CID"] },
      ...addresses,
      gprs: { has: addresses },
      wifi: { has: addresses },
      siaAccountNumber: "text",
      siaEncryptionKey: "text",
      pingPeriodSeconds: "number",
      ethernetEnabled: "boolean",
      gprsEnabled: "boolean",
      wifiEnabled: "boolean",
      sendPanicButtonLocation: "boolean",
    },
  },
  CMSActiveChannels: channels,
  gsmNetworkStatus: "text",
  limits: {
    has: {
      rooms: "number",
      groups: "number",
      cameras: "number",
      sensors: "number",
      users: "number",
    },
  },
  warnings: {
    has: {
      hub: "number",
      allDevices: "number",
    },
  },
  timeZone: "text",
  imageUrls: "object",
};

const words: FieldKind = { each: "text" };

const anyDevice: ObjectTable = {
  id: "id",
  deviceName: "text",
  deviceType: "text",
  roomId: "textOrNull",
  groupId: "textOrNull",
  color: { oneOf: ["WHITE", "BLACK"] },
  online: "boolean",
  tampered: "boolean",
  signalLevel: { oneOf: signal },
  "batteryChargeLevelPercentage?": "number",
  "temperature?": "number",
  firmwareVersion: "text",
  state: { oneOf: ["PASSIVE", "ACTIVE"] },
  bypassState: words,
  malfunctions: words,
  issuesCount: "number",
  estimatedArmingState: { oneOf: ["ARMED", "DISARMED"] },
  nightModeArm: "boolean",
  alwaysActive: "boolean",
  armDelaySeconds: "number",
  alarmDelaySeconds: "number",
  armingMode: { oneOf: ["NORMAL", "ENTRY_EXIT", "FOLLOWER"] },
  cmsDeviceIndex: "number",
};

const noField: ObjectTable = {};

/** The fields of its own that each kind of device has. Source: INTEGRATION 6.2. */
const ownFields: Readonly<Record<DeviceKind, ObjectTable>> = {
  OPENING: {
    reedClosed: "boolean",
    extraContactClosed: "boolean",
    reedContactAware: "boolean",
    extraContactAware: "boolean",
  },
  MOVEMENT: noField,
  FIRE: { smokeAlarmDetected: "boolean", temperatureAlarmDetected: "boolean", coAlarmDetected: "boolean" },
  WATER: { leakDetected: "boolean" },
  GLASS: noField,
  SWITCH: {
    realState: "number",
    switchState: { each: { oneOf: ["SWITCHED_ON", "SWITCHED_OFF"] } },
    channelStatus: { each: { oneOf: ["CHANNEL_1_ON", "CHANNEL_2_ON"] } },
    "voltage?": "number",
    "currentMA?": "number",
    "powerWtH?": "number",
  },
  SIREN: { buzzerState: "text" },
  CONTROL: noField,
  EXTENDER: noField,
  TRANSMITTER: { extContactStateS2: "text" },
  AIR: { actualTemperature: "number", actualHumidity: "number", actualCO2: "number" },
};

/** By `deviceType`: every type of the registry. */
export const devices: Readonly<Record<string, ObjectTable>> = Object.fromEntries(
  Object.values<DeviceSpec>(deviceTypes).map(({ apiName, kind }) => [apiName, { ...anyDevice, ...ownFields[kind] }]),
);

export const room: ObjectTable = { id: "id", roomName: "text", "imageId?": "text", "imageUrl?": "text" };

export const group: ObjectTable = {
  id: "id",
  groupName: "text",
  state: { oneOf: ["ARMED", "DISARMED"] },
  bulkArmInvolved: "boolean",
  bulkDisarmInvolved: "boolean",
};

export const user: ObjectTable = {
  id: "text",
  firstName: "text",
  lastName: "text",
  hubBindingRole: { oneOf: ["USER", "MASTER", "PRO", "COMPANY"] },
  keypadPrefix: "number",
};

export const space: ObjectTable = {
  id: "text",
  name: "text",
  hubs: { each: { has: { id: "id", name: "text" } } },
  rooms: { each: { has: room } },
};
export const spaceDetail: ObjectTable = { ...space, devices: { each: { by: "deviceType", tables: devices } } };

const eventTypes = [
  ...["ALARM", "ALARM_RECOVERED", "MALFUNCTION", "FUNCTION_RECOVERED", "SECURITY", "COMMON", "USER", "LIFECYCLE"],
  ...["SYSTEM", "SMART_HOME_ACTUATOR"],
];
const alarmTypes = [
  ...["BURGLARY_ALARM", "FIRE_ALARM", "CO_ALARM", "LEAK", "GLASS_BREAK_ALARM", "HIGH_TEMPERATURE_ALARM", "TAMPER"],
  ...["PANIC_ALARM", "DURESS"],
];

/** An entry of `additionalDataV2` carries its kind under both names. */
function detail(kind: string, rest: ObjectTable): ObjectTable {
  return { additionalDataV2Type: { oneOf: [kind] }, type: { oneOf: [kind] }, ...rest };
}

const details = {
  CUSTOM_ALARM_TYPE_INFO: detail("CUSTOM_ALARM_TYPE_INFO", { customAlarmType: { oneOf: alarmTypes } }),
  MALFUNCTION_INFO: detail("MALFUNCTION_INFO", { malfunction: "text" }),
  HUB_CONNECTION_INFO: detail("HUB_CONNECTION_INFO", { hubConnectionStatus: { oneOf: ["ONLINE", "OFFLINE"] } }),
  DISPLAY_GROUPS: detail("DISPLAY_GROUPS", {
    displayEventGroups: { each: { has: { groupId: "id", groupName: "text" } } },
  }),
};

const deviceSources = Object.keys(deviceTypes);

export const event: ObjectTable = {
  eventId: "text",
  hubId: "id",
  hubName: "text",
  eventType: { oneOf: eventTypes },
  eventTypeV2: { oneOf: eventTypes },
  eventCode: "text",
  eventTag: "text",
  transition: { oneOf: ["TRIGGERED", "RECOVERED", "IMPULSE"] },
  sourceObjectType: { oneOf: ["USER", "HUB", "GROUP", ...deviceSources] },
  sourceObjectId: "text",
  sourceObjectName: "text",
  sourceRoomId: "textOrNull",
  sourceRoomName: "textOrNull",
  timestamp: "number",
  cmsDeviceIndex: "numberOrNull",
  eventSource: { oneOf: ["HUB"] },
  additionalData: { has: { "relatedGroupsInfo?": { each: { has: { id: "id", name: "text" } } } } },
  additionalDataV2: { each: { by: "additionalDataV2Type", tables: details } },
};

export const recipient: ObjectTable = { id: "text", type: { oneOf: ["USER"] } };
export const update: ObjectTable = {
  id: "text",
  userId: "text",
  hubId: "id",
  type: { oneOf: ["HUB", "GROUP", ...deviceSources] },
  updates: "object",
};
