import "server-only";
import { clockNow } from "@/lib/clock";
import { isArmed } from "@/lib/domain/arming";
import type { BindingRole } from "@/lib/domain/cloud/part-views";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "../context";
import { feedPayloads } from "../feed/kinds";
import { findSignedInResident, type ResidentContext, requireResident } from "../home-gate";
import { proveCompanyId } from "../ids";
import {
  type Equipment,
  findHubPlace,
  type HubScope,
  hubEquipment,
  type LogRow,
  listBoundHubs,
  listHubLog,
  runHubRead,
} from "../store/cloud/hubs";
import { loadHub } from "../store/hub-detail";
import type { HubEventEntry } from "./hub-timeline";
import { type HubView, toHubView } from "./hubs";

/** Returns who is signed in to My home, for its frame. Throws UNAUTHENTICATED. */
export async function getResident(): Promise<ResidentContext> {
  return requireResident();
}

/** Answers whether somebody is signed in to My home. */
export async function isResidentSignedIn(): Promise<boolean> {
  return (await findSignedInResident()) !== null;
}

/** How a hub or a group is armed, in one word of a page. */
export type ArmingWord = "ARMED" | "PARTLY_ARMED" | "DISARMED" | "NIGHT_MODE";

export type HomeGroup = { number: number; name: string; isArmed: boolean };

/** A device as its hub knows it now. `lastAlarm` is the newest of the last day; instants are ISO text. */
export type HomeDevice = {
  deviceId: string;
  hubId: string;
  type: string;
  name: string;
  room: string;
  isOnline: boolean;
  batteryPercent: number | null;
  isHubOnline: boolean;
  isArmed: boolean;
  isAlarmDue: boolean;
  alwaysActive: boolean;
  isTampered: boolean;
  signalLevel: Equipment["devices"][number]["signalLevel"];
  temperature: number | null;
  bypassState: readonly string[];
  malfunctions: readonly string[];
  fields: Equipment["devices"][number]["fields"];
  openAlarms: Equipment["devices"][number]["openAlarms"];
  lastAlarm: HubEventEntry | null;
};

/** One hub of somebody's home. `now` and `timeZone` are those it lives by. */
export type HomeHub = {
  hub: HubView;
  role: BindingRole;
  now: string;
  timeZone: string;
  word: ArmingWord;
  isNight: boolean;
  groupsEnabled: boolean;
  groups: HomeGroup[];
  devices: HomeDevice[];
};

export type HomeHubPage = HomeHub & { events: HubEventEntry[] };

/** Lists the hubs of whoever is signed in to My home. Throws UNAUTHENTICATED. */
export async function getHomeHubs(): Promise<HomeHub[]> {
  const scope = scopeOf(await requireResident());
  return inSystemTransaction(async (tx) => {
    const hubs: HomeHub[] = [];
    for (const { hubId } of await listBoundHubs(tx, scope)) hubs.push(await readHomeHub(tx, scope, hubId));
    return hubs;
  });
}

const eventsShown = 30;

/** Reads one hub with its newest events. Throws UNAUTHENTICATED, and NOT_FOUND for a hub that is not theirs. */
export async function getHomeHub(hubId: string): Promise<HomeHubPage> {
  const scope = scopeOf(await requireResident());
  return inSystemTransaction(async (tx) => {
    const home = await readHomeHub(tx, scope, hubId);
    const events = (await readEvents(tx, scope, hubId)).slice(0, eventsShown).map(({ entry }) => entry);
    return { ...home, events };
  });
}

/** Narrows reads of hubs to those that the signed-in resident is bound to. */
export function scopeOf({ userId }: ResidentContext): HubScope {
  return { kind: "USER", userId };
}

async function readHomeHub(tx: Transaction, scope: HubScope, hubId: string): Promise<HomeHub> {
  const place = await findHubPlace(tx, scope, hubId);
  const equipment = place ? await runHubRead(tx, scope, hubEquipment({ hubId, choice: "ALL" })) : null;
  if (!place || !equipment) throw new AppError("NOT_FOUND");
  const companyId = proveCompanyId(place.companyId);
  const { role, timeZone } = place;
  const now = clockNow(place.offsetMs);
  const hub = await toHubView(tx, { companyId, now, timeZone }, await loadHub(tx, companyId, place.objectId, hubId));
  const alarms = await readEvents(tx, scope, hubId);
  const lastDay = now.subtract({ hours: 24 }).toString();
  const lastAlarmOf = (deviceId: string) =>
    alarms.find(({ sourceId, entry }) => sourceId === deviceId && entry.eventType === "ALARM" && entry.at > lastDay)
      ?.entry ?? null;
  const groups = equipment.groups.map(({ number, name, armedAt }) => ({ number, name, isArmed: armedAt !== null }));
  return {
    hub,
    role,
    now: now.toString(),
    timeZone,
    word: wordOf(equipment),
    isNight: equipment.nightModeAt !== null,
    groupsEnabled: equipment.groupsEnabled,
    groups: equipment.groupsEnabled ? groups : [],
    devices: equipment.devices
      .map((device) => toDevice(device, { equipment, hub, lastAlarm: lastAlarmOf(device.deviceId) }))
      .sort((a, b) => Number(a.room === "") - Number(b.room === "") || a.room.localeCompare(b.room)),
  };
}

type Surroundings = { equipment: Equipment; hub: HubView; lastAlarm: HubEventEntry | null };

function toDevice(device: Equipment["devices"][number], { equipment, hub, lastAlarm }: Surroundings): HomeDevice {
  const { deviceId, type, name, isOnline, batteryPercent, alwaysActive, isTampered, signalLevel } = device;
  const { temperature, bypassState, malfunctions, fields, openAlarms } = device;
  return {
    ...{ deviceId, type, name, isOnline, batteryPercent, alwaysActive, isTampered, signalLevel },
    ...{ temperature, bypassState, malfunctions, fields, openAlarms, lastAlarm },
    hubId: hub.hubId,
    room: device.room?.name ?? "",
    isHubOnline: hub.isOnline,
    isArmed: isArmed(device, equipment, equipment.now),
    isAlarmDue: device.alarmDue !== null,
  };
}

/** With groups on, the hub is what its groups are. */
function wordOf({ groupsEnabled, armedAt, nightModeAt, groups }: Equipment): ArmingWord {
  const armed = groups.filter((group) => group.armedAt).length;
  const isWhole = groupsEnabled && groups.length > 0 ? armed === groups.length : armedAt !== null;
  if (isWhole) return "ARMED";
  if (groupsEnabled && armed > 0) return "PARTLY_ARMED";
  return nightModeAt ? "NIGHT_MODE" : "DISARMED";
}

type SourcedEvent = { sourceId: string; entry: HubEventEntry };

async function readEvents(tx: Transaction, scope: HubScope, hubId: string): Promise<SourcedEvent[]> {
  return ((await listHubLog(tx, scope, { hubId, page: 1 })) ?? []).map(toSourcedEvent);
}

function toSourcedEvent({ id, payload, at }: LogRow): SourcedEvent {
  const event = feedPayloads["hub.event"].parse(payload);
  const { eventType, eventTag, transition, sourceObjectType, sourceObjectName, sourceRoomName } = event;
  const entry = { id, at: at.toISOString(), eventType, eventTag, transition };
  return {
    sourceId: event.sourceObjectId,
    entry: { ...entry, sourceObjectType, sourceObjectName, sourceRoomName },
  };
}
