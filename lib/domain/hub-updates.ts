import { hubStateOf } from "./arming";
import type { FieldValue } from "./devices/device-spec";
import { channelBits, channelsOn } from "./devices/switch-channels";
import { type LiveDevice, type LiveGroup, type LiveHub, partId } from "./live-hub";

/**
 * What a field is now, in the shape of the cloud API but for the user it goes to. One update carries one field. Values are
 * those of updates, which are not those of reads: states are 0 disarmed, 1 armed, 2 night; booleans 0 or 1; `realState` is
 * inverted. Source: INTEGRATION 7.
 */
export type HubUpdate = { id: string; hubId: string; type: string; updates: Record<string, FieldValue> };

type Values = Record<string, FieldValue | null>;

/**
 * Lists one update for each field that differs, hub first, then groups and devices. What decides is the value as it is
 * sent, so a partly armed hub that becomes disarmed says nothing new.
 */
export function updatesBetween(before: LiveHub, after: LiveHub): HubUpdate[] {
  const groups = after.groups.flatMap((group) => {
    const former = before.groups.find(({ key }) => key === group.key);
    if (!former || former === group) return [];
    const place = { id: `${after.hubId}_${partId(group.number)}`, hubId: after.hubId, type: "GROUP" };
    return changesOf(place, groupValues(former), groupValues(group));
  });
  const formerDevices = new Map(before.devices.map((device) => [device.key, device]));
  const devices = after.devices.flatMap((device) => {
    const former = formerDevices.get(device.key);
    if (!former || former === device) return [];
    const place = { id: device.deviceId, hubId: after.hubId, type: device.type };
    return changesOf(place, deviceValues(former), deviceValues(device));
  });
  return [...changesOf(placeOf(after), hubValues(before), hubValues(after)), ...groups, ...devices];
}

/** Tells hub fields whatever they were before, for a hub that has been away. */
export function hubUpdatesOf(hub: LiveHub, fields: readonly (keyof ReturnType<typeof hubValues>)[]): HubUpdate[] {
  const values = hubValues(hub);
  return fields.map((field) => ({ ...placeOf(hub), updates: { [field]: values[field] } }));
}

function placeOf(hub: LiveHub) {
  return { id: hub.hubId, hubId: hub.hubId, type: "HUB" };
}

/** The fields that say how the cloud hears the hub. The cloud knows them even of a hub that it does not hear. */
export const connectionFields = ["online", "activeChannels", "gsmNetworkStatus", "signalLevel"] as const;

function hubValues(hub: LiveHub) {
  const hasGsm = hub.activeChannels.includes("GSM");
  return {
    state: stateCode(hub),
    online: flag(hub.isOnline),
    activeChannels: [...hub.activeChannels],
    gsmNetworkStatus: hasGsm ? networkStatus(hub.cellularGeneration) : "UNKNOWN",
    signalLevel: hasGsm ? signalLevel(hub.signalBars) : "NO_SIGNAL",
    tampered: flag(!hub.isLidClosed),
    hubPowered: flag(hub.hasMains),
    batteryCharge: hub.batteryPercent,
  } satisfies Values;
}

/** A partly armed hub says 0: never show more protection than there is. */
function stateCode(hub: LiveHub): number {
  if (hub.nightModeAt) return 2;
  const state = hubStateOf(hub);
  return state === "ARMED" || state === "ARMED_NIGHT_MODE_OFF" ? 1 : 0;
}

/** Words a cellular generation as the cloud does; `GSM` where the hub named none. */
export function networkStatus(generation: number | null): string {
  return generation === null ? "GSM" : `${generation}G`;
}

/** Words 0 to 3 bars as the cloud does; `NO_SIGNAL` where the hub reported none. */
export function signalLevel(bars: number | null): "NO_SIGNAL" | "WEAK" | "NORMAL" | "STRONG" {
  return (["NO_SIGNAL", "WEAK", "NORMAL", "STRONG"] as const)[bars ?? 0] ?? "STRONG";
}

function groupValues(group: LiveGroup): Values {
  return { state: flag(group.armedAt !== null) };
}

function deviceValues(device: LiveDevice): Values {
  return {
    online: flag(device.isOnline),
    tampered: flag(device.isTampered),
    batteryChargeLevelPercentage: device.batteryPercent,
    temperature: device.temperature,
    ...fieldValues(device),
  };
}

/**
 * A switch says by `realState` what it does, and says it the other way round than in reads: 0 means on. One with two
 * channels says them as bits besides.
 */
function fieldValues({ fields }: LiveDevice): Values {
  const entries = Object.entries(fields).filter(([name]) => name !== "switchState");
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name === "realState") return [name, value === 1 ? 0 : 1];
      if (name === "channelStatus") return [name, channelBits(channelsOn(fields))];
      return [name, typeof value === "boolean" ? flag(value) : value];
    }),
  );
}

function flag(isSet: boolean): number {
  return isSet ? 1 : 0;
}

function changesOf(place: Omit<HubUpdate, "updates">, before: Values, after: Values): HubUpdate[] {
  return Object.entries(after).flatMap(([field, value]) => {
    if (value === null || JSON.stringify(before[field]) === JSON.stringify(value)) return [];
    return [{ ...place, updates: { [field]: value } }];
  });
}
