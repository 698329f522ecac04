import { describe, expect, it } from "vitest";
import { deviceTypes } from "./devices/registry";
import { type EventName, eventCodeOf, eventSpecs } from "./event-codes";
import { eventOfDevice, eventOfHub, eventOfPerson } from "./hub-events";
import { liveDevice, liveGroup, liveHub } from "./testing/live-hubs";

const specs = Object.entries(eventSpecs) as [EventName, (typeof eventSpecs)[EventName]][];

describe("the table of events", () => {
  it("gives hubs and people whole codes, each once, and devices two digits behind their prefix", () => {
    // Clients know duress by panic's code.
    const own = specs.filter(([name]) => name !== "DURESS");
    const whole = own.map(([, { code }]) => code).filter((code) => code.startsWith("M_"));
    expect(new Set(whole).size).toBe(whole.length);
    for (const [name, { code }] of specs) expect(code, name).toMatch(/^(?:M_2[12]_[0-9A-F]{2}|[0-9A-F]{2})$/);
    for (const { code } of Object.values(deviceTypes)) expect(eventCodeOf("LID_OPENED", code)).toBe(`M_${code}_00`);
    expect(() => eventCodeOf("LID_OPENED", null)).toThrow();
  });

  it("pairs each alarm and malfunction that lasts with its end at a station: restoral codes begin with 3", () => {
    const open = specs.filter(
      ([, { type, transition }]) => ["ALARM", "MALFUNCTION"].includes(type) && transition === "TRIGGERED",
    );
    const closed = specs.filter(([, { transition }]) => transition === "RECOVERED");
    expect(closed).toHaveLength(open.length);
    for (const [name, { cid }] of closed) expect(cid ?? "3", name).toMatch(/^3/);
  });
});

describe("an event", () => {
  const group = liveGroup(2, { name: "Office" });
  const hub = liveHub({ groupsEnabled: true, groups: [group] });

  it("of a device names it, its room and its group, and has lists and objects where clients look for them", () => {
    const door = liveDevice("DOOR_PROTECT", { deviceId: "0A0B0C0D", groupKey: group.key, cmsDeviceIndex: 7 });
    expect(eventOfDevice(hub, door, "OPENED")).toEqual({
      hubId: "0012ABCD",
      hubName: "Shop",
      eventType: "ALARM",
      eventTypeV2: "ALARM",
      eventCode: "M_01_20",
      eventTag: "DoorOpened",
      transition: "TRIGGERED",
      sourceObjectType: "DOOR_PROTECT",
      sourceObjectId: "0A0B0C0D",
      sourceObjectName: "DoorProtect",
      sourceRoomId: "00000001",
      sourceRoomName: "Hall",
      cmsDeviceIndex: 7,
      eventSource: "HUB",
      additionalData: {},
      additionalDataV2: [
        {
          additionalDataV2Type: "CUSTOM_ALARM_TYPE_INFO",
          type: "CUSTOM_ALARM_TYPE_INFO",
          customAlarmType: "BURGLARY_ALARM",
        },
        {
          additionalDataV2Type: "DISPLAY_GROUPS",
          type: "DISPLAY_GROUPS",
          displayEventGroups: [{ groupId: "00000002", groupName: "Office" }],
        },
      ],
    });
  });

  it("of a person has the person as source, and of a group names the group where old clients look too", () => {
    const actor = { id: "u1", name: "Olena Koval" };
    const event = eventOfPerson(hub, "GROUP_ARMED", { actor, groups: [group] });
    expect(event).toEqual(
      expect.objectContaining({
        eventCode: "M_22_2A",
        eventType: "SECURITY",
        sourceObjectType: "USER",
        sourceObjectId: "u1",
        sourceObjectName: "Olena Koval",
        additionalData: { relatedGroupsInfo: [{ id: "00000002", name: "Office" }] },
      }),
    );
  });

  it("of the hub says how it is connected, and what is the matter with it", () => {
    expect(eventOfHub(hub, "HUB_OFFLINE")).toEqual(
      expect.objectContaining({
        eventCode: "M_21_0A",
        sourceObjectType: "HUB",
        sourceObjectId: "0012ABCD",
        additionalDataV2: [expect.objectContaining({ type: "HUB_CONNECTION_INFO", hubConnectionStatus: "OFFLINE" })],
      }),
    );
    expect(eventOfHub(hub, "MAINS_LOST").additionalDataV2).toEqual([
      expect.objectContaining({ type: "MALFUNCTION_INFO" }),
    ]);
  });
});
