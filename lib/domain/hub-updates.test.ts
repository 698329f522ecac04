import { describe, expect, it } from "vitest";
import type { DeviceType } from "./devices/registry";
import { hubUpdatesOf, updatesBetween } from "./hub-updates";
import type { LiveDevice, LiveHub } from "./live-hub";
import { liveDevice, liveGroup, liveHub } from "./testing/live-hubs";

const at = Temporal.Instant.from("2026-11-24T10:00:00Z");

function told(before: Partial<LiveHub>, after: Partial<LiveHub>): [string, Record<string, unknown>][] {
  return updatesBetween(liveHub(before), liveHub(after)).map(({ type, updates }) => [type, updates]);
}

describe("of a hub", () => {
  it.each([
    { what: "arming", before: {}, after: { armedAt: at }, updates: [{ state: 1 }] },
    { what: "night", before: { armedAt: at }, after: { nightModeAt: at }, updates: [{ state: 2 }] },
    { what: "the lid", before: {}, after: { isLidClosed: false }, updates: [{ tampered: 1 }] },
    { what: "mains", before: {}, after: { hasMains: false }, updates: [{ hubPowered: 0 }] },
    { what: "the battery", before: {}, after: { batteryPercent: 15 }, updates: [{ batteryCharge: 15 }] },
    { what: "what is no field", before: {}, after: { lostChannels: ["GSM"] }, updates: [] },
    {
      what: "the cellular channel",
      before: { activeChannels: ["ETHERNET", "GSM"] },
      after: { activeChannels: ["ETHERNET"] },
      updates: [{ activeChannels: ["ETHERNET"] }, { gsmNetworkStatus: "UNKNOWN" }, { signalLevel: "NO_SIGNAL" }],
    },
  ] as const)("$what is told in one update a field", ({ before, after, updates }) => {
    expect(told(before, after)).toEqual(updates.map((update) => ["HUB", update]));
  });

  it("a partly armed one says 0, and nothing new when the rest of it is disarmed", () => {
    const groups = (first: Temporal.Instant | null, second: Temporal.Instant | null) => [
      liveGroup(1, { armedAt: first }),
      liveGroup(2, { armedAt: second }),
    ];
    const on = { groupsEnabled: true };
    expect(told({ ...on, groups: groups(at, at) }, { ...on, groups: groups(at, null) })).toEqual([
      ["HUB", { state: 0 }],
      ["GROUP", { state: 0 }],
    ]);
    expect(told({ ...on, groups: groups(at, null) }, { ...on, groups: groups(null, null) })).toEqual([
      ["GROUP", { state: 0 }],
    ]);
  });

  it("can be told whatever was before", () => {
    expect(
      hubUpdatesOf(liveHub({ hasMains: false }), ["hubPowered", "tampered"]).map(({ updates }) => updates),
    ).toEqual([{ hubPowered: 0 }, { tampered: 0 }]);
  });
});

it("a group is filed under hub and group", () => {
  const on = { groupsEnabled: true };
  const [, group] = updatesBetween(
    liveHub({ ...on, groups: [liveGroup(3)] }),
    liveHub({ ...on, groups: [liveGroup(3, { armedAt: at })] }),
  );
  expect(group).toEqual({ id: "0012ABCD_00000003", hubId: "0012ABCD", type: "GROUP", updates: { state: 1 } });
});

describe("of a device", () => {
  const changed = (device: LiveDevice, change: Partial<LiveDevice>) =>
    updatesBetween(liveHub({ devices: [device] }), liveHub({ devices: [{ ...device, ...change }] }));

  const cases: { what: string; type: DeviceType; change: Partial<LiveDevice>; updates: Record<string, unknown> }[] = [
    { what: "an opening", type: "DOOR_PROTECT", change: { fields: { reedClosed: false } }, updates: { reedClosed: 0 } },
    { what: "a leak", type: "LEAKS_PROTECT", change: { fields: { leakDetected: true } }, updates: { leakDetected: 1 } },
    { what: "its lid", type: "KEYPAD", change: { isTampered: true }, updates: { tampered: 1 } },
    { what: "its link", type: "KEYPAD", change: { isOnline: false }, updates: { online: 0 } },
    {
      what: "its battery",
      type: "KEYPAD",
      change: { batteryPercent: 9 },
      updates: { batteryChargeLevelPercentage: 9 },
    },
    { what: "its air", type: "KEYPAD", change: { temperature: 30 }, updates: { temperature: 30 } },
    {
      what: "a switch that goes on, the other way round than in reads",
      type: "RELAY",
      change: { fields: { realState: 1, switchState: ["SWITCHED_ON"] } },
      updates: { realState: 0 },
    },
  ];

  it("says of a switch with two channels by bits which are on", () => {
    const both = liveDevice("LIGHT_SWITCH_TWO_GANG");
    const on = (channelStatus: string[]) => ({ fields: { ...both.fields, channelStatus } });
    const bits = (channels: string[]) => changed(both, on(channels)).map(({ updates }) => updates);
    expect(bits(["CHANNEL_1_ON"])).toEqual([{ channelStatus: 1 }]);
    expect(bits(["CHANNEL_2_ON"])).toEqual([{ channelStatus: 2 }]);
    expect(bits(["CHANNEL_1_ON", "CHANNEL_2_ON"])).toEqual([{ channelStatus: 3 }]);
  });

  it.each(cases)("$what is one update", ({ type, change, updates }) => {
    const device = liveDevice(type);
    const fields = { ...device.fields, ...change.fields };
    expect(changed(device, { ...change, fields })).toEqual([{ id: device.deviceId, hubId: "0012ABCD", type, updates }]);
  });
});
