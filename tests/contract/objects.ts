import type { DeviceKind, DeviceSpec } from "@/lib/domain/devices/device-spec";
import { deviceTypes } from "@/lib/domain/devices/registry";

/**
 * The objects of INTEGRATION 6 and 7 as data: every field with what it holds. A field ending in `?` may be missing; a list
 * of words is a closed set. An answer with a field that is not here, or without one that is, breaks the contract.
 */
export type FieldKind =
  | "text"
  | "number"
  | "boolean"
  | "list"
  | "object"
  | "id"
  | "textOrNull"
  | "numberOrNull"
  | readonly string[];
export type ObjectTable = Readonly<Record<string, FieldKind>>;

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
  hubBindingRole: ["USER", "MASTER", "PRO", "COMPANY"],
  id: "id",
  groupsEnabled: "boolean",
};

export const hub: ObjectTable = {
  id: "id",
  name: "text",
  color: ["WHITE", "BLACK"],
  hubSubtype: ["HUB", "HUB_PLUS", "HUB_2", "HUB_2_4G", "HUB_2_PLUS", "HUB_HYBRID", "HUB_HYBRID_4G"],
  state: hubStates,
  groupsEnabled: "boolean",
  online: "boolean",
  tampered: "boolean",
  externallyPowered: "boolean",
  blockedByServiceProvider: "boolean",
  armPreventionMode: ["IGNORE_WARNINGS", "ALERT_USER", "PREVENT_ARMING"],
  firmware: "object",
  "firmware.version": "text",
  "firmware.newVersionAvailable": "boolean",
  "firmware.latestAvailableVersion": "text",
  "firmware.autoupdateEnabled": "boolean",
  battery: "object",
  "battery.chargeLevelPercentage": "number",
  "battery.state": ["CHARGED", "DISCHARGED", "MALFUNCTION"],
  ethernet: "object",
  "ethernet.enabled": "boolean",
  "ethernet.ip": "text",
  "ethernet.mask": "text",
  "ethernet.gate": "text",
  "ethernet.dns": "text",
  "ethernet.dhcp": "boolean",
  wifi: "object",
  "wifi.enabled": "boolean",
  "wifi.ssid": "text",
  "wifi.signalLevel": signal,
  gsm: "object",
  "gsm.gprsEnabled": "boolean",
  "gsm.roamingEnabled": "boolean",
  "gsm.virtualOperatorAllowed": "boolean",
  "gsm.signalLevel": signal,
  "gsm.networkStatus": ["UNKNOWN", "GSM", "2G", "3G", "4G"],
  "gsm.simCardState": ["OK", "MISSING", "MALFUNCTION", "LOCKED", "UNKNOWN"],
  "gsm.activeSimCard": "number",
  "gsm.simCards": "list",
  activeChannels: "list",
  pingPeriodSeconds: "number",
  offlineAlarmSeconds: "number",
  cms: "object",
  "cms.cmsProtocol": ["SIA", "CID"],
  "cms.address": "text",
  "cms.port": "number",
  "cms.addressReserve": "text",
  "cms.portReserve": "number",
  "cms.gprs": "object",
  "cms.wifi": "object",
  "cms.siaAccountNumber": "text",
  "cms.siaEncryptionKey": "text",
  "cms.pingPeriodSeconds": "number",
  "cms.ethernetEnabled": "boolean",
  "cms.gprsEnabled": "boolean",
  "cms.wifiEnabled": "boolean",
  "cms.sendPanicButtonLocation": "boolean",
  CMSActiveChannels: "list",
  gsmNetworkStatus: "text",
  limits: "object",
  "limits.rooms": "number",
  "limits.groups": "number",
  "limits.cameras": "number",
  "limits.sensors": "number",
  "limits.users": "number",
  warnings: "object",
  "warnings.hub": "number",
  "warnings.allDevices": "number",
  timeZone: "text",
  imageUrls: "object",
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

const anyDevice: ObjectTable = {
  id: "id",
  deviceName: "text",
  deviceType: "text",
  roomId: "textOrNull",
  groupId: "textOrNull",
  color: ["WHITE", "BLACK"],
  online: "boolean",
  tampered: "boolean",
  signalLevel: signal,
  "batteryChargeLevelPercentage?": "number",
  "temperature?": "number",
  firmwareVersion: "text",
  state: ["PASSIVE", "ACTIVE"],
  bypassState: "list",
  malfunctions: "list",
  issuesCount: "number",
  estimatedArmingState: ["ARMED", "DISARMED"],
  nightModeArm: "boolean",
  alwaysActive: "boolean",
  armDelaySeconds: "number",
  alarmDelaySeconds: "number",
  armingMode: ["NORMAL", "ENTRY_EXIT", "FOLLOWER"],
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
    switchState: "list",
    channelStatus: "list",
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

export const room: ObjectTable = { id: "id", roomName: "text" };

export const group: ObjectTable = {
  id: "id",
  groupName: "text",
  state: ["ARMED", "DISARMED"],
  bulkArmInvolved: "boolean",
  bulkDisarmInvolved: "boolean",
};

export const user: ObjectTable = {
  id: "text",
  firstName: "text",
  lastName: "text",
  hubBindingRole: ["USER", "MASTER", "PRO", "COMPANY"],
  keypadPrefix: "number",
};

export const space: ObjectTable = { id: "text", name: "text", hubs: "list", rooms: "list" };
export const spaceDetail: ObjectTable = { ...space, devices: "list" };

export const event: ObjectTable = {
  eventId: "text",
  hubId: "id",
  hubName: "text",
  eventType: [
    ...["ALARM", "ALARM_RECOVERED", "MALFUNCTION", "FUNCTION_RECOVERED", "SECURITY", "COMMON", "USER", "LIFECYCLE"],
    ...["SYSTEM", "SMART_HOME_ACTUATOR"],
  ],
  eventTypeV2: "text",
  eventCode: "text",
  eventTag: "text",
  transition: ["TRIGGERED", "RECOVERED", "IMPULSE"],
  sourceObjectType: "text",
  sourceObjectId: "text",
  sourceObjectName: "text",
  sourceRoomId: "textOrNull",
  sourceRoomName: "textOrNull",
  timestamp: "number",
  cmsDeviceIndex: "numberOrNull",
  eventSource: ["HUB"],
  additionalData: "object",
  additionalDataV2: "list",
};

export const recipient: ObjectTable = { id: "text", type: ["USER"] };
export const update: ObjectTable = { id: "text", userId: "text", hubId: "id", type: "text", updates: "object" };
