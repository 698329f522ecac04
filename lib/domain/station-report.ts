import { type EventSpec, eventSpecs } from "./event-codes";
import type { HubEvent } from "./hub-events";

/** What the data of a message is written in. */
export type StationProtocol = "SIA" | "CID";

/** Who or what a message is about: a zone of its own, a person, or neither. Users count from 501. Source: INTEGRATION 11. */
export type ReportSource = { kind: "ZONE"; number: number } | { kind: "USER"; actorId: string } | { kind: "SYSTEM" };

/** What a monitoring station is told of an event, before its user has a number. `group` is 0 for the system. */
export type StationReport = { sia: string; cid: string; group: number; source: ReportSource; isAlarm: boolean };

/** The event's parts that a report is made of. */
type Told = Pick<
  HubEvent,
  "eventCode" | "eventTag" | "eventType" | "sourceObjectType" | "sourceObjectId" | "cmsDeviceIndex" | "additionalDataV2"
>;

const specs: readonly EventSpec[] = Object.values<EventSpec>(eventSpecs);

/** Returns what a station is told of an event; null for events that stations are not told. */
export function reportOf(event: Omit<Told, "eventType"> & { eventType: string }): StationReport | null {
  const spec = specOf(event);
  if (!spec?.sia || !spec.cid) return null;
  return {
    sia: spec.sia,
    cid: spec.cid,
    group: groupOf(event.additionalDataV2),
    source: sourceOf(event),
    isAlarm: event.eventType === "ALARM",
  };
}

/**
 * A hub's own code names its event; of a device's code only the end does, and the tag tells devices apart. Panic and duress
 * share a code, and differ by the type of alarm.
 */
function specOf({ eventCode, eventTag, additionalDataV2 }: Omit<Told, "eventType">): EventSpec | undefined {
  const alarm = additionalDataV2.find(({ type }) => type === "CUSTOM_ALARM_TYPE_INFO")?.customAlarmType;
  const own = specs.filter(({ code }) => code === eventCode);
  return (
    own.find((spec) => spec.alarm === alarm) ??
    own[0] ??
    specs.find(({ code, tag }) => tag === eventTag && eventCode.endsWith(`_${code}`))
  );
}

/** The one group an event names; an event about several, or about none, is the system's. */
function groupOf(details: Told["additionalDataV2"]): number {
  const named = details.find(({ type }) => type === "DISPLAY_GROUPS")?.displayEventGroups;
  const groups: unknown[] = Array.isArray(named) ? named : [];
  const [only, another] = groups;
  if (another !== undefined || typeof only !== "object" || only === null || !("groupId" in only)) return 0;
  return Number.parseInt(String(only.groupId), 16) || 0;
}

function sourceOf(event: Pick<Told, "sourceObjectType" | "sourceObjectId" | "cmsDeviceIndex">): ReportSource {
  if (event.sourceObjectType === "USER") return { kind: "USER", actorId: event.sourceObjectId };
  if (event.cmsDeviceIndex !== null) return { kind: "ZONE", number: event.cmsDeviceIndex };
  return { kind: "SYSTEM" };
}

/** A message with every number in place. `zone` is a detector's, or a person's from 501 on, or 0. */
export type StationContent = { sia: string; cid: string; group: number; zone: number; isTest: boolean };

/** Tests that a hub sends by itself, and that a person asks for. */
export const testReports = {
  PERIODIC: { sia: "RP", cid: "1602" },
  MANUAL: { sia: "RX", cid: "1601" },
} as const;

const digits = (value: number, length: number) => String(value).padStart(length, "0");

/** The largest group that Contact ID has room for. */
const lastCidGroup = 99;

/**
 * Writes a message's data: `Nri1/BA002` in SIA, `1130 01 002` in Contact ID. Tests are the system's, with four zeros in
 * SIA. A group Contact ID has no room for is told as the system's. Source: INTEGRATION 11.
 */
export function stationData(protocol: StationProtocol, { sia, cid, group, zone, isTest }: StationContent): string {
  if (protocol === "SIA") return isTest ? `Nri0/${sia}0000` : `Nri${group}/${sia}${digits(zone, 3)}`;
  return `${cid} ${digits(group > lastCidGroup ? 0 : group, 2)} ${digits(zone, 3)}`;
}
