import { type DeviceType, deviceTypes } from "../devices/registry";
import type { LiveDevice, LiveGroup, LiveHub, LiveSim } from "../live-hub";

/** A disarmed hub on its cable, with nothing in it and nothing the matter. */
export function liveHub(change: Partial<LiveHub> = {}): LiveHub {
  return {
    key: "hub",
    companyId: "company",
    hubId: "0012ABCD",
    name: "Shop",
    model: "HUB_2",
    groupsEnabled: false,
    armedAt: null,
    nightModeAt: null,
    armPreventionMode: "PREVENT_ARMING",
    isOnline: true,
    onlineSince: Temporal.Instant.from("2026-11-01T08:00:00Z"),
    lastSeenAt: Temporal.Instant.from("2026-11-01T08:00:00Z"),
    offlineDueAt: null,
    pingPeriodSeconds: 60,
    offlineAlarmSeconds: 300,
    activeChannels: ["ETHERNET"],
    lostChannels: [],
    hasCable: true,
    knowsWifi: false,
    isCellularEnabled: true,
    cellularGeneration: 4,
    signalBars: 2,
    hasMains: true,
    batteryPercent: 100,
    isLidClosed: true,
    malfunctions: [],
    sims: [],
    downChannels: [],
    isSilenced: false,
    groups: [],
    devices: [],
    ...change,
  };
}

/** A device as it leaves the factory; its key is its number unless given. */
export function liveDevice(type: DeviceType, change: Partial<LiveDevice> = {}): LiveDevice {
  const deviceId = change.deviceId ?? "00000001";
  return {
    key: deviceId,
    deviceId,
    type,
    name: deviceTypes[type].apiName,
    room: { number: 1, name: "Hall" },
    groupKey: null,
    isOnline: true,
    isTampered: false,
    batteryPercent: 100,
    temperature: 21,
    bypassState: [],
    malfunctions: [],
    nightModeArm: false,
    alwaysActive: false,
    armingMode: "NORMAL",
    armDelaySeconds: 0,
    alarmDelaySeconds: 0,
    cmsDeviceIndex: 1,
    fields: deviceTypes[type].fields,
    openAlarms: [],
    alarmDue: null,
    ...change,
  };
}

export function liveGroup(number: number, change: Partial<LiveGroup> = {}): LiveGroup {
  return {
    key: `group ${number}`,
    number,
    name: `Group ${number}`,
    armedAt: null,
    bulkArmInvolved: true,
    bulkDisarmInvolved: true,
    ...change,
  };
}

/** An Ajax SIM in slot 1 that is on. */
export function liveSim(change: Partial<LiveSim> = {}): LiveSim {
  return {
    simId: "sim",
    slot: 1,
    kind: "AJAX",
    condition: "OK",
    cardStatus: "ENABLED",
    isServingOtherHub: false,
    ...change,
  };
}
