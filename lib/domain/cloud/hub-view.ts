import type { HubModel } from "../devices/hub-model";
import { networkStatus, signalLevel } from "../hub-updates";
import type { Channel, HubState } from "../live-hub";
import { hubLimits } from "./hub-limits";
import { type ViewedStation, viewStation } from "./station-view";

/** A SIM as the cloud knows it. The instant is in milliseconds; null: never reset. */
export type ViewedSim = {
  slot: number;
  condition: "OK" | "PIN_LOCKED" | "DEFECTIVE";
  apn: string;
  apnUsername: string;
  balanceNumber: string;
  trafficTxKb: number;
  trafficRxKb: number;
  trafficResetAt: number | null;
};

/** What is stored of a hub, as far as the cloud shows it. */
export type ViewedHub = {
  hubId: string;
  name: string;
  model: HubModel;
  color: string;
  state: HubState;
  groupsEnabled: boolean;
  isOnline: boolean;
  isLidClosed: boolean;
  hasMains: boolean;
  isBlockedByProvider: boolean;
  armPreventionMode: string;
  firmware: string;
  latestFirmware: string | null;
  hasAutoupdate: boolean;
  batteryPercent: number;
  batteryState: string;
  ethernet: Record<string, unknown>;
  wifi: Record<string, unknown>;
  isCellularEnabled: boolean;
  isRoamingEnabled: boolean;
  isVirtualOperatorAllowed: boolean;
  cellularGeneration: number | null;
  signalBars: number | null;
  activeSlot: number;
  activeChannels: readonly Channel[];
  pingPeriodSeconds: number;
  offlineAlarmSeconds: number;
  timeZone: string;
  malfunctions: readonly string[];
  sims: readonly ViewedSim[];
  station: ViewedStation | null;
  /** Faults of the devices, for the warnings. */
  deviceWarnings: number;
};

const noEthernet = { enabled: false, ip: "", mask: "", gate: "", dns: "", dhcp: true };
const noWifi = { enabled: false, ssid: "", signalLevel: "NO_SIGNAL" };

/** Words for a SIM's condition as the cloud has them. */
const cardStates = { OK: "OK", PIN_LOCKED: "LOCKED", DEFECTIVE: "MALFUNCTION" } as const;

/**
 * Shows a hub in the shape of the cloud API. Parts it lacks are sent as disabled with empty texts, because clients read
 * them unchecked; keys and passwords are always empty. Source: INTEGRATION 6.1.
 */
export function viewHub(hub: ViewedHub) {
  const hasGsm = hub.activeChannels.includes("GSM");
  const status = hasGsm ? networkStatus(hub.cellularGeneration) : "UNKNOWN";
  return {
    id: hub.hubId,
    name: hub.name,
    color: hub.color,
    hubSubtype: hub.model,
    state: hub.state,
    groupsEnabled: hub.groupsEnabled,
    online: hub.isOnline,
    tampered: !hub.isLidClosed,
    externallyPowered: hub.hasMains,
    blockedByServiceProvider: hub.isBlockedByProvider,
    armPreventionMode: hub.armPreventionMode,
    firmware: {
      version: hub.firmware,
      newVersionAvailable: hub.latestFirmware !== null,
      latestAvailableVersion: hub.latestFirmware ?? hub.firmware,
      autoupdateEnabled: hub.hasAutoupdate,
    },
    battery: { chargeLevelPercentage: hub.batteryPercent, state: hub.batteryState },
    ethernet: { ...noEthernet, ...hub.ethernet },
    wifi: { ...noWifi, ...hub.wifi },
    gsm: gsmOf(hub, { hasGsm, status }),
    activeChannels: [...hub.activeChannels],
    pingPeriodSeconds: hub.pingPeriodSeconds,
    offlineAlarmSeconds: hub.offlineAlarmSeconds,
    cms: viewStation(hub.station),
    CMSActiveChannels: hub.activeChannels.filter((channel) => hub.station?.allowedChannels.includes(channel)),
    gsmNetworkStatus: status,
    limits: hubLimits,
    warnings: { hub: hub.malfunctions.length, allDevices: hub.deviceWarnings },
    timeZone: hub.timeZone,
    imageUrls: {},
  };
}

function gsmOf(hub: ViewedHub, { hasGsm, status }: { hasGsm: boolean; status: string }) {
  const active = hub.sims.find(({ slot }) => slot === hub.activeSlot);
  return {
    gprsEnabled: hub.isCellularEnabled,
    roamingEnabled: hub.isRoamingEnabled,
    virtualOperatorAllowed: hub.isVirtualOperatorAllowed,
    signalLevel: hasGsm ? signalLevel(hub.signalBars) : "NO_SIGNAL",
    networkStatus: status,
    simCardState: active ? cardStates[active.condition] : "MISSING",
    activeSimCard: hub.activeSlot - 1,
    simCards: hub.sims.map(viewSim),
  };
}

/** Its password is kept nowhere. */
function viewSim({ slot, apn, apnUsername, balanceNumber, trafficTxKb, trafficRxKb, trafficResetAt }: ViewedSim) {
  const traffic = { trafficTxKb, trafficRxKb, lastTrafficResetTimestamp: trafficResetAt ?? 0 };
  return { number: slot, apn, username: apnUsername, password: "", balanceNumber, ...traffic };
}
