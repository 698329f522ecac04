import { describe, expect, it } from "vitest";
import type { SwitchChannel } from "@/lib/domain/devices/switch-channels";
import type { LiveHub } from "@/lib/domain/live-hub";
import { liveDevice, liveGroup, liveHub } from "@/lib/domain/testing/live-hubs";
import { actor, now, told } from "@/tests/support/hub-reactions";
import { react } from "./react";
import type { Stimulus } from "./stimulus";

describe("an order", () => {
  const order = (command: "ARM" | "DISARM", groupNumber: number | null = null): Stimulus => ({
    to: "ORDER",
    what: "ARMING",
    order: { command, groupNumber, ignoreProblems: false },
    actor,
  });
  const groups = [liveGroup(1), liveGroup(2)];

  it("is one event and what it changes: hub alone, or hub and groups, or one group", () => {
    expect(told(liveHub(), order("ARM"))).toEqual({
      answer: "DONE",
      events: ["Arm M_22_01"],
      updates: ['HUB {"state":1}'],
    });
    const grouped = liveHub({ groupsEnabled: true, groups });
    expect(told(grouped, order("ARM"))).toEqual({
      answer: "DONE",
      events: ["Arm M_22_01"],
      updates: ['HUB {"state":1}', 'GROUP {"state":1}', 'GROUP {"state":1}'],
    });
    expect(told(grouped, order("ARM", 1))).toEqual({
      answer: "DONE",
      events: ["GroupArm M_22_2A"],
      updates: ['GROUP {"state":1}'],
    });
  });

  it("repeated is silent", () => {
    expect(told(liveHub(), order("DISARM"))).toEqual({ answer: "UNCHANGED", events: [], updates: [] });
  });

  it("that a fault prevents is told and changes nothing", () => {
    const door = liveDevice("DOOR_PROTECT", { isTampered: true });
    const hub = liveHub({ devices: [door] });
    expect(told(hub, order("ARM"))).toEqual({ answer: "PREVENTED", events: ["ArmAttempt M_22_24"], updates: [] });
    expect(react(hub, order("ARM"), now).hub).toBe(hub);
  });

  it("for help is told and leaves the state as it is", () => {
    expect(told(liveHub(), { to: "ORDER", what: "PANIC", actor })).toEqual({
      answer: "DONE",
      events: ["PanicButtonPressed M_22_03"],
      updates: [],
    });
  });
});

it("tells duress as panic with another type of alarm, and leaves the hub as it is", () => {
  const hub = liveHub();
  const [event] = react(hub, { to: "ORDER", what: "DURESS", actor }, now).events;
  expect(event).toMatchObject({
    eventType: "ALARM",
    eventTag: "PanicButtonPressed",
    eventCode: "M_22_03",
    additionalDataV2: [{ type: "CUSTOM_ALARM_TYPE_INFO", customAlarmType: "DURESS" }],
  });
  expect(react(hub, { to: "ORDER", what: "DURESS", actor }, now).hub).toEqual(hub);
});

describe("a switch", () => {
  const socket = liveDevice("SOCKET");
  const flip = (isOn: boolean): Stimulus => ({ to: "DEVICE", deviceKey: socket.key, what: "SWITCH", isOn });

  it("says 0 for on in its update, and 1 in its field", () => {
    const hub = liveHub({ devices: [socket] });
    expect(told(hub, flip(true))).toEqual({
      answer: "DONE",
      events: ["RelayOnByUser M_1E_22"],
      updates: ['SOCKET {"realState":0}'],
    });
    const on = react(hub, flip(true), now).hub;
    expect(on.devices[0]?.fields).toEqual(expect.objectContaining({ realState: 1, switchState: ["SWITCHED_ON"] }));
    expect(told(on, flip(true)).answer).toBe("UNCHANGED");
    expect(told(on, flip(false)).updates).toEqual(['SOCKET {"realState":1}']);
  });
});

describe("a switch with two channels", () => {
  const lights = liveDevice("LIGHT_SWITCH_TWO_GANG");
  const flip = (isOn: boolean, ...channels: SwitchChannel[]): Stimulus =>
    ({ to: "DEVICE", deviceKey: lights.key, what: "SWITCH", isOn, channels }) as const;
  const flipped = (...flips: Stimulus[]) => {
    const start = liveHub({ devices: [lights] });
    return flips.reduce((hub, stimulus) => react(hub, stimulus, now).hub, start);
  };
  const statusOf = (hub: LiveHub) => hub.devices[0]?.fields;

  it("switches the channel that is named and leaves the other as it is", () => {
    const second = flipped(flip(true, "CHANNEL_2"));
    expect(statusOf(second)).toMatchObject({ realState: 1, channelStatus: ["CHANNEL_2_ON"] });
    expect(told(second, flip(true, "CHANNEL_1")).updates).toEqual(['LIGHT_SWITCH_TWO_GANG {"channelStatus":3}']);
    const first = flipped(flip(true), flip(false, "CHANNEL_2"));
    expect(statusOf(first)).toMatchObject({ realState: 1, channelStatus: ["CHANNEL_1_ON"] });
    expect(told(first, flip(false, "CHANNEL_2")).answer).toBe("UNCHANGED");
  });

  it("switches both where none is named, and is off only when both are", () => {
    expect(told(flipped(), flip(true)).updates).toEqual([
      'LIGHT_SWITCH_TWO_GANG {"realState":0}',
      'LIGHT_SWITCH_TWO_GANG {"channelStatus":3}',
    ]);
    expect(statusOf(flipped(flip(true), flip(false)))).toMatchObject({
      realState: 0,
      switchState: ["SWITCHED_OFF"],
      channelStatus: [],
    });
  });
});

describe("the hub itself", () => {
  const hub = (what: "LID" | "MAINS" | "BATTERY", given: object): Stimulus =>
    ({ to: "HUB", what, ...given }) as Stimulus;

  it.each([
    { stimulus: hub("LID", { isOpen: true }), event: "LidOpen M_21_04", update: '{"tampered":1}' },
    {
      stimulus: hub("MAINS", { isLost: true }),
      event: "ExternalPowerDisconnected M_21_00",
      update: '{"hubPowered":0}',
    },
    { stimulus: hub("BATTERY", { percent: 10 }), event: "LowBattery M_21_02", update: '{"batteryCharge":10}' },
  ])("tells of $event once", ({ stimulus, event, update }) => {
    expect(told(liveHub(), stimulus)).toEqual({ answer: "DONE", events: [event], updates: [`HUB ${update}`] });
    expect(told(react(liveHub(), stimulus, now).hub, stimulus)).toEqual({
      answer: "UNCHANGED",
      events: [],
      updates: [],
    });
  });

  it("lists what is the matter with it for as long as it is", () => {
    const dark = react(liveHub(), hub("MAINS", { isLost: true }), now).hub;
    expect(dark.malfunctions).toEqual(["NO_MAINS"]);
    expect(react(dark, hub("MAINS", { isLost: false }), now).hub.malfunctions).toEqual([]);
  });
});

it("gives the same hub back when nothing has changed", () => {
  const hub = liveHub({ activeChannels: ["ETHERNET"] });
  expect(react(hub, { to: "HUB", what: "SETTLE" }, now).hub).toBe(hub);
});
