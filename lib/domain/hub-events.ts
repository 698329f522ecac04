import { findDeviceType } from "./devices/registry";
import { type EventName, type EventType, eventCodeOf, eventSpecs } from "./event-codes";
import { type HubActor, type LiveDevice, type LiveGroup, type LiveHub, partId } from "./live-hub";

/** One entry of an event's `additionalDataV2`. Its kind stands under both names, as clients read either. */
export type EventDetail = { additionalDataV2Type: string; type: string } & Record<string, unknown>;

/**
 * What happened, in the shape of the cloud API but for what a delivery adds: the event's id, its instant in milliseconds
 * and who gets it. Source: INTEGRATION 7.
 */
export type HubEvent = {
  hubId: string;
  hubName: string;
  eventType: EventType;
  eventTypeV2: EventType;
  eventCode: string;
  eventTag: string;
  transition: "TRIGGERED" | "RECOVERED" | "IMPULSE";
  sourceObjectType: string;
  sourceObjectId: string;
  sourceObjectName: string;
  sourceRoomId: string | null;
  sourceRoomName: string | null;
  cmsDeviceIndex: number | null;
  eventSource: "HUB";
  additionalData: Record<string, unknown>;
  additionalDataV2: readonly EventDetail[];
};

type Source = Pick<
  HubEvent,
  "sourceObjectType" | "sourceObjectId" | "sourceObjectName" | "sourceRoomId" | "sourceRoomName" | "cmsDeviceIndex"
>;

/** Says that something happened to the hub itself. */
export function eventOfHub(hub: LiveHub, name: EventName): HubEvent {
  const source = { ...nowhere, sourceObjectType: "HUB", sourceObjectId: hub.hubId, sourceObjectName: hub.name };
  return make(hub, name, { source, code: eventCodeOf(name, null), groups: [] });
}

/** Says that a person did something: the person is the source, with id and full name. */
export function eventOfPerson(
  hub: LiveHub,
  name: EventName,
  { actor, groups = [] }: { actor: HubActor; groups?: readonly LiveGroup[] },
): HubEvent {
  const source = { ...nowhere, sourceObjectType: "USER", sourceObjectId: actor.id, sourceObjectName: actor.name };
  return make(hub, name, { source, code: eventCodeOf(name, null), groups });
}

/** Says that something happened to a device, which is the source; its group is named where groups are on. */
export function eventOfDevice(hub: LiveHub, device: LiveDevice, name: EventName): HubEvent {
  const source = {
    sourceObjectType: device.type,
    sourceObjectId: device.deviceId,
    sourceObjectName: device.name,
    sourceRoomId: device.room ? partId(device.room.number) : null,
    sourceRoomName: device.room?.name ?? null,
    cmsDeviceIndex: device.cmsDeviceIndex,
  };
  const groups = hub.groupsEnabled ? hub.groups.filter(({ key }) => key === device.groupKey) : [];
  return make(hub, name, { source, code: eventCodeOf(name, findDeviceType(device.type)?.code ?? "00"), groups });
}

const nowhere = { sourceRoomId: null, sourceRoomName: null, cmsDeviceIndex: null };

type Made = { source: Source; code: string; groups: readonly LiveGroup[] };

function make(hub: LiveHub, name: EventName, { source, code, groups }: Made): HubEvent {
  const { type, transition, tag } = eventSpecs[name];
  const isOfGroup = source.sourceObjectType === "USER" && groups.length > 0;
  const related = groups.map((group) => ({ id: partId(group.number), name: group.name }));
  return {
    hubId: hub.hubId,
    hubName: hub.name,
    eventType: type,
    eventTypeV2: type,
    eventCode: code,
    eventTag: tag,
    transition,
    ...source,
    eventSource: "HUB",
    additionalData: isOfGroup ? { relatedGroupsInfo: related } : {},
    additionalDataV2: [...detailsOf(name), ...groupDetail(groups)],
  };
}

function detailsOf(name: EventName): EventDetail[] {
  const { type, alarm } = { alarm: undefined, ...eventSpecs[name] };
  if (alarm) return [detail("CUSTOM_ALARM_TYPE_INFO", { customAlarmType: alarm })];
  if (type === "MALFUNCTION" || type === "FUNCTION_RECOVERED")
    return [detail("MALFUNCTION_INFO", { malfunction: name })];
  if (name === "HUB_ONLINE") return [detail("HUB_CONNECTION_INFO", { hubConnectionStatus: "ONLINE" })];
  if (name === "HUB_OFFLINE") return [detail("HUB_CONNECTION_INFO", { hubConnectionStatus: "OFFLINE" })];
  return [];
}

function groupDetail(groups: readonly LiveGroup[]): EventDetail[] {
  if (groups.length === 0) return [];
  const displayEventGroups = groups.map(({ number, name }) => ({ groupId: partId(number), groupName: name }));
  return [detail("DISPLAY_GROUPS", { displayEventGroups })];
}

function detail(kind: string, rest: Record<string, unknown>): EventDetail {
  return { additionalDataV2Type: kind, type: kind, ...rest };
}
