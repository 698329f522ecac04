import { describe, expect, it } from "vitest";
import type { DeviceType } from "./devices/registry";
import { type EventName, eventSpecs } from "./event-codes";
import { eventOfDevice, eventOfHub, eventOfPerson } from "./hub-events";
import { reportOf, stationData } from "./station-report";
import { liveDevice, liveGroup, liveHub } from "./testing/live-hubs";

const group = liveGroup(2, { name: "Office" });
const hub = liveHub({ groupsEnabled: true, groups: [group] });
const actor = { id: "person-1", name: "Olena Koval" };

const deviceOf: Partial<Record<EventName, DeviceType>> = {
  MOTION: "MOTION_PROTECT",
  GLASS_BREAK: "GLASS_PROTECT",
  SMOKE: "FIRE_PROTECT",
  SMOKE_CLEARED: "FIRE_PROTECT",
  LEAK: "LEAKS_PROTECT",
  LEAK_CLEARED: "LEAKS_PROTECT",
};

const reported = (Object.keys(eventSpecs) as EventName[]).filter((name) => eventSpecs[name].sia !== null);

function told(name: EventName) {
  if (eventSpecs[name].code.startsWith("M_21")) return eventOfHub(hub, name);
  if (eventSpecs[name].code.startsWith("M_22")) return eventOfPerson(hub, name, { actor });
  const type = deviceOf[name] ?? "DOOR_PROTECT";
  return eventOfDevice(hub, liveDevice(type, { cmsDeviceIndex: 7, groupKey: group.key }), name);
}

describe("what a station is told", () => {
  it.each(reported)("of %s is its own code in both protocols", (name) => {
    const { sia, cid, type } = eventSpecs[name];
    expect(reportOf(told(name))).toMatchObject({ sia, cid, isAlarm: type === "ALARM" });
  });

  it.each(["STATION_LOST", "GSM_LOST", "SWITCHED_ON", "USER_ADDED"] as const)("of %s is nothing", (name) => {
    expect(reportOf(told(name))).toBeNull();
  });

  it("names a detector's zone and group, a person, a group's order, and for the hub itself nothing", () => {
    expect(reportOf(told("OPENED"))).toMatchObject({ group: 2, source: { kind: "ZONE", number: 7 } });
    expect(reportOf(told("ARMED"))).toMatchObject({ group: 0, source: { kind: "USER", actorId: "person-1" } });
    expect(reportOf(eventOfPerson(hub, "GROUP_ARMED", { actor, groups: [group] }))).toMatchObject({ group: 2 });
    expect(reportOf(eventOfPerson(hub, "GROUP_ARMED", { actor, groups: [group, liveGroup(3)] }))).toMatchObject({
      group: 0,
    });
    expect(reportOf(told("MAINS_LOST"))).toMatchObject({ group: 0, source: { kind: "SYSTEM" } });
  });
});

it.each([
  ["SIA", { sia: "BA", cid: "1130", group: 1, zone: 2, isTest: false }, "Nri1/BA002"],
  ["SIA", { sia: "CL", cid: "3401", group: 1, zone: 501, isTest: false }, "Nri1/CL501"],
  ["SIA", { sia: "AT", cid: "1301", group: 0, zone: 0, isTest: false }, "Nri0/AT000"],
  ["SIA", { sia: "RP", cid: "1602", group: 0, zone: 0, isTest: true }, "Nri0/RP0000"],
  ["CID", { sia: "BA", cid: "1130", group: 1, zone: 2, isTest: false }, "1130 01 002"],
  ["CID", { sia: "RP", cid: "1602", group: 0, zone: 0, isTest: true }, "1602 00 000"],
  ["CID", { sia: "BA", cid: "1130", group: 100, zone: 2, isTest: false }, "1130 00 002"],
] as const)("%s data of %j is %s", (protocol, content, data) => {
  expect(stationData(protocol, content)).toBe(data);
});
