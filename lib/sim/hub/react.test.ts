import { describe, expect, it } from "vitest";
import type { Condition } from "@/lib/domain/devices/device-spec";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { liveDevice, liveGroup, liveHub, liveSim } from "@/lib/domain/testing/live-hubs";
import { react } from "./react";
import type { DeviceStimulus, Stimulus } from "./stimulus";

const now = Temporal.Instant.from("2026-11-24T10:00:00Z");
const before = now.subtract({ hours: 1 });
const actor = { id: "user", name: "Olena Koval" };

/** What a hub tells of a stimulus: events by tag and code, updates by type and field. */
function told(hub: LiveHub, stimulus: Stimulus, at = now) {
  const { answer, events, updates } = react(hub, stimulus, at);
  return {
    answer,
    events: events.map(({ eventTag, eventCode }) => `${eventTag} ${eventCode}`),
    updates: updates.map(({ type, updates: fields }) => `${type} ${JSON.stringify(fields)}`),
  };
}

const find = (device: LiveDevice, condition: Condition, isOver = false): DeviceStimulus => ({
  to: "DEVICE",
  deviceKey: device.key,
  what: "CONDITION",
  condition,
  isOver,
});

const armingStates = {
  disarmed: {},
  armed: { armedAt: before },
  night: { nightModeAt: before },
  "armed by its group": { groupsEnabled: true, groups: [liveGroup(1, { armedAt: before }), liveGroup(2)] },
  "in another group than the armed one": {
    groupsEnabled: true,
    groups: [liveGroup(1), liveGroup(2, { armedAt: before })],
  },
} as const satisfies Record<string, Partial<LiveHub>>;
type State = keyof typeof armingStates;
const states = Object.keys(armingStates) as State[];

/** Night mode arms what is marked for it; here nothing is. */
const isProtected = (state: State) => state === "armed" || state === "armed by its group";

describe.each(states)("a detector, %s,", (state) => {
  const hubWith = (device: LiveDevice) => liveHub({ ...armingStates[state], devices: [device] });
  const detector = (type: DeviceType, change: Partial<LiveDevice> = {}) =>
    liveDevice(type, { groupKey: "group 1", ...change });
  const whenArmed = (event: string) => (isProtected(state) ? [event] : []);
  const answer = isProtected(state) ? "DONE" : "DISARMED";

  it("tells movement and broken glass only while armed, and no field shows them", () => {
    const motion = detector("MOTION_PROTECT");
    expect(told(hubWith(motion), find(motion, "MOTION"))).toEqual({
      answer,
      events: whenArmed("MotionDetected M_02_20"),
      updates: [],
    });
    const glass = detector("GLASS_PROTECT");
    expect(told(hubWith(glass), find(glass, "GLASS_BREAK"))).toEqual({
      answer,
      events: whenArmed("GlassBreakDetected M_04_20"),
      updates: [],
    });
  });

  it("shows an opening at once whatever the state, and raises the alarm only while armed", () => {
    const door = detector("DOOR_PROTECT");
    expect(told(hubWith(door), find(door, "OPENING"))).toEqual({
      answer,
      events: whenArmed("DoorOpened M_01_20"),
      updates: ['DOOR_PROTECT {"reedClosed":0}'],
    });
    const opened = react(hubWith(door), find(door, "OPENING"), now).hub;
    expect(told(opened, find(door, "OPENING", true))).toEqual({
      answer: "DONE",
      events: whenArmed("DoorClosed M_01_21"),
      updates: ['DOOR_PROTECT {"reedClosed":1}'],
    });
  });

  it("shows its outer contact where anybody looks at it", () => {
    const fields = { ...deviceTypes.DOOR_PROTECT_PLUS.fields, extraContactAware: true };
    const door = detector("DOOR_PROTECT_PLUS", { fields });
    expect(told(hubWith(door), find(door, "OUTER_CONTACT"))).toEqual({
      answer,
      events: whenArmed("ExtContactOpened M_0F_22"),
      updates: ['DOOR_PROTECT_PLUS {"extraContactClosed":0}'],
    });
    const plain = detector("DOOR_PROTECT_PLUS");
    const nothing = { answer: "NOT_WATCHED", events: [], updates: [] };
    expect(told(hubWith(plain), find(plain, "OUTER_CONTACT"))).toEqual(nothing);
  });

  it.each([
    ["FIRE_PROTECT", "SMOKE", "smokeAlarmDetected", "SmokeDetected M_03_20", "NoSmokeDetected M_03_21"],
    [
      "FIRE_PROTECT",
      "HEAT",
      "temperatureAlarmDetected",
      "TemperatureAboveThreshold M_03_22",
      "TemperatureBackToNormal M_03_23",
    ],
    [
      "FIRE_PROTECT",
      "RAPID_HEAT",
      "temperatureAlarmDetected",
      "RapidTemperatureRise M_03_2A",
      "RapidTemperatureRise M_03_2B",
    ],
    ["FIRE_PROTECT_PLUS", "CO", "coAlarmDetected", "CODetected M_09_30", "COLevelOk M_09_31"],
    ["LEAKS_PROTECT", "LEAK", "leakDetected", "LeakageDetected M_05_20", "NoLeakageDetected M_05_21"],
  ] as const)("%s tells %s and its end whatever the state", (type, condition, ...[field, raised, cleared]) => {
    const device = detector(type);
    expect(told(hubWith(device), find(device, condition))).toEqual({
      answer: "DONE",
      events: [raised],
      updates: [`${type} {"${field}":1}`],
    });
    const alarmed = react(hubWith(device), find(device, condition), now).hub;
    expect(told(alarmed, find(device, condition)).answer).toBe("UNCHANGED");
    expect(told(alarmed, find(device, condition, true))).toEqual({
      answer: "DONE",
      events: [cleared],
      updates: [`${type} {"${field}":0}`],
    });
  });

  it.each([
    { what: "LID", given: { isOpen: true }, event: "LidOpen M_0A_00", update: '{"tampered":1}' },
    { what: "LINK", given: { isLost: true }, event: "Offline M_0A_04", update: '{"online":0}' },
    {
      what: "BATTERY",
      given: { percent: 15 },
      event: "LowBattery M_0A_03",
      update: '{"batteryChargeLevelPercentage":15}',
    },
  ])("tells of its $what whatever the state", ({ what, given, event, update }) => {
    const keypad = detector("KEYPAD");
    const stimulus = { to: "DEVICE", deviceKey: keypad.key, what, ...given } as DeviceStimulus;
    expect(told(hubWith(keypad), stimulus)).toEqual({ answer: "DONE", events: [event], updates: [`KEYPAD ${update}`] });
    expect(told(react(hubWith(keypad), stimulus, now).hub, stimulus).answer).toBe("UNCHANGED");
  });
});

describe("a detector", () => {
  const armed = liveHub({ armedAt: before });
  const door = liveDevice("DOOR_PROTECT");

  it("that is always active reports while the hub is disarmed", () => {
    const motion = liveDevice("MOTION_PROTECT", { alwaysActive: true });
    expect(told(liveHub({ devices: [motion] }), find(motion, "MOTION")).events).toEqual(["MotionDetected M_02_20"]);
  });

  it("that is marked for the night reports at night", () => {
    const motion = liveDevice("MOTION_PROTECT", { nightModeArm: true });
    const night = liveHub({ nightModeAt: before, devices: [motion] });
    expect(told(night, find(motion, "MOTION")).events).toEqual(["MotionDetected M_02_20"]);
  });

  it("out of reach, or of another kind, finds nothing", () => {
    const lost = liveDevice("MOTION_PROTECT", { isOnline: false });
    expect(told({ ...armed, devices: [lost] }, find(lost, "MOTION")).answer).toBe("DEVICE_OFFLINE");
    expect(told({ ...armed, devices: [door] }, find(door, "SMOKE")).answer).toBe("WRONG_DEVICE");
    expect(told(armed, find(door, "OPENING")).answer).toBe("NO_SUCH_DEVICE");
  });

  it("that was opened while disarmed does not tell its closing as an alarm's end", () => {
    const opened = react(liveHub({ devices: [door] }), find(door, "OPENING"), now).hub;
    const later = { ...opened, armedAt: now };
    expect(told(later, find(door, "OPENING", true))).toEqual(expect.objectContaining({ events: [] }));
  });

  it("ends heat and its rapid rise together, as they share a field", () => {
    const fire = liveDevice("FIRE_PROTECT", {
      openAlarms: ["HEAT", "RAPID_HEAT"],
      fields: { temperatureAlarmDetected: true },
    });
    expect(told(liveHub({ devices: [fire] }), find(fire, "HEAT", true)).events).toEqual([
      "TemperatureBackToNormal M_03_23",
      "RapidTemperatureRise M_03_2B",
    ]);
  });
});

describe("an entry door", () => {
  const door = liveDevice("DOOR_PROTECT", { armingMode: "ENTRY_EXIT", armDelaySeconds: 30, alarmDelaySeconds: 20 });
  const hub = liveHub({ armedAt: before, devices: [door] });
  const opened = react(hub, find(door, "OPENING"), now);
  const due = now.add({ seconds: 20 });
  const disarm = { command: "DISARM", groupNumber: null, ignoreProblems: false } as const;

  it("waits for its delay, and raises the alarm once when it is over", () => {
    expect(opened).toEqual(expect.objectContaining({ answer: "DELAYED", events: [] }));
    expect(told(opened.hub, { to: "HUB", what: "TIME" }, due.subtract({ seconds: 1 })).events).toEqual([]);
    const alarm = react(opened.hub, { to: "HUB", what: "TIME" }, due);
    expect(alarm.events.map(({ eventCode }) => eventCode)).toEqual(["M_01_20"]);
    expect(told(alarm.hub, { to: "HUB", what: "TIME" }, due.add({ minutes: 1 })).events).toEqual([]);
    expect(told(alarm.hub, find(door, "OPENING", true), due).events).toEqual(["DoorClosed M_01_21"]);
  });

  it("is forgiven when somebody disarms in time", () => {
    const disarmed = react(
      opened.hub,
      { to: "ORDER", what: "ARMING", order: disarm, actor },
      due.subtract({ seconds: 1 }),
    );
    expect(disarmed.events.map(({ eventCode }) => eventCode)).toEqual(["M_22_00"]);
    expect(told(disarmed.hub, { to: "HUB", what: "TIME" }, due).events).toEqual([]);
  });

  it("may still be used while the hub has just been armed", () => {
    const justArmed = { ...hub, armedAt: now.subtract({ seconds: 29 }) };
    expect(told(justArmed, find(door, "OPENING")).answer).toBe("DISARMED");
  });
});

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

describe("connection", () => {
  const settle: Stimulus = { to: "HUB", what: "SETTLE" };
  const time: Stimulus = { to: "HUB", what: "TIME" };
  const on = liveSim();
  const off = liveSim({ cardStatus: "DISABLED" });
  const both = liveHub({ activeChannels: ["ETHERNET", "GSM"], sims: [on] });
  const cellular = liveHub({ hasCable: false, activeChannels: ["GSM"], sims: [on] });
  const gsmGone = [
    'HUB {"activeChannels":[]}',
    'HUB {"gsmNetworkStatus":"UNKNOWN"}',
    'HUB {"signalLevel":"NO_SIGNAL"}',
  ];

  it("a SIM that goes off takes its channel: one update a field, and an event over the other channel", () => {
    expect(told({ ...both, sims: [off] }, settle)).toEqual({
      answer: "DONE",
      events: ["GsmConnectionLoss M_21_22"],
      updates: [
        'HUB {"activeChannels":["ETHERNET"]}',
        'HUB {"gsmNetworkStatus":"UNKNOWN"}',
        'HUB {"signalLevel":"NO_SIGNAL"}',
      ],
    });
    const lost = react({ ...both, sims: [off] }, settle, now).hub;
    expect(told({ ...lost, sims: [on] }, settle).events).toEqual(["GsmConnectionRestored M_21_23"]);
  });

  it("the last channel gone, the hub is offline eight minutes later, with one event, and comes back with another", () => {
    const silent = react({ ...cellular, sims: [off] }, settle, now);
    expect(silent).toEqual(expect.objectContaining({ events: [] }));
    expect(silent.updates.map(({ updates }) => `HUB ${JSON.stringify(updates)}`)).toEqual(gsmGone);
    expect(silent.hub).toEqual(expect.objectContaining({ isOnline: true, lastSeenAt: now }));
    const dueAt = now.add({ minutes: 8 });
    expect(silent.hub.offlineDueAt).toEqual(dueAt);
    expect(told(silent.hub, time, dueAt.subtract({ milliseconds: 1 })).events).toEqual([]);
    expect(told(silent.hub, time, dueAt)).toEqual({
      answer: "DONE",
      events: ["HubOffline M_21_0A"],
      updates: ['HUB {"online":0}'],
    });
    const gone = react(silent.hub, time, dueAt).hub;
    expect(gone).toEqual(
      expect.objectContaining({ isOnline: false, onlineSince: null, offlineDueAt: null, lastSeenAt: now }),
    );
    const backAt = dueAt.add({ hours: 1 });
    const back = react({ ...gone, sims: [on] }, settle, backAt);
    expect(back.hub).toEqual(expect.objectContaining({ isOnline: true, onlineSince: backAt, lastSeenAt: backAt }));
    expect(told({ ...gone, sims: [on] }, settle, backAt)).toEqual({
      answer: "DONE",
      events: ["HubOnline M_21_0B"],
      updates: [
        'HUB {"online":1}',
        'HUB {"activeChannels":["GSM"]}',
        'HUB {"gsmNetworkStatus":"4G"}',
        'HUB {"signalLevel":"NORMAL"}',
        'HUB {"tampered":0}',
        'HUB {"hubPowered":1}',
        'HUB {"batteryCharge":100}',
      ],
    });
  });

  it("a channel that returns in time leaves it online, without any event", () => {
    const silent = react({ ...cellular, sims: [off] }, settle, now).hub;
    const back = react({ ...silent, sims: [on] }, settle, now.add({ minutes: 7 }));
    expect(back.events).toEqual([]);
    expect(back.hub).toEqual(expect.objectContaining({ isOnline: true, offlineDueAt: null }));
  });

  it("a second channel lost on the way does not put the hour off", () => {
    const first = react({ ...both, hasCable: false, sims: [off] }, settle, now).hub;
    const again = react(first, settle, now.add({ minutes: 3 })).hub;
    expect(again.offlineDueAt).toEqual(now.add({ minutes: 8 }));
  });

  it("a hub that is silenced keeps its channels in the cloud's eyes until it counts as offline", () => {
    const silenced = react({ ...both, isSilenced: true }, settle, now);
    expect(silenced).toEqual(expect.objectContaining({ events: [], updates: [] }));
    const gone = told(silenced.hub, time, now.add({ minutes: 8 }));
    expect(gone.events).toEqual(["HubOffline M_21_0A"]);
    expect(gone.updates).toContain('HUB {"activeChannels":[]}');
  });

  it("a hub that nobody hears feels nothing, obeys nobody, and says at its return how it is", () => {
    const motion = liveDevice("MOTION_PROTECT", { alwaysActive: true });
    const gone = liveHub({
      isOnline: false,
      onlineSince: null,
      activeChannels: [],
      hasMains: false,
      batteryPercent: 0,
      devices: [motion],
    });
    expect(told(gone, find(motion, "MOTION"))).toEqual({ answer: "OFFLINE", events: [], updates: [] });
    const panic: Stimulus = { to: "ORDER", what: "PANIC", actor };
    expect(told(gone, panic).answer).toBe("OFFLINE");
    const opened = react(gone, { to: "HUB", what: "LID", isOpen: true }, now);
    expect(opened).toEqual(expect.objectContaining({ events: [], updates: [] }));
    const powered = told({ ...opened.hub, malfunctions: ["NO_MAINS"] }, { to: "HUB", what: "MAINS", isLost: false });
    expect(powered.events).toEqual(["HubOnline M_21_0B", "ExternalPowerRestored M_21_01"]);
    expect(powered.updates).toContain('HUB {"tampered":1}');
  });

  it("an entry delay that runs out while nobody hears the hub is over all the same", () => {
    const door = liveDevice("DOOR_PROTECT", { alarmDue: { at: now, condition: "OPENING" } });
    const gone = liveHub({ armedAt: before, isSilenced: true, offlineDueAt: now.add({ minutes: 5 }), devices: [door] });
    const over = react(gone, time, now);
    expect(over.events).toEqual([]);
    expect(over.hub.devices[0]?.alarmDue).toBeNull();
  });
});

it("gives the same hub back when nothing has changed", () => {
  const hub = liveHub({ activeChannels: ["ETHERNET"] });
  expect(react(hub, { to: "HUB", what: "SETTLE" }, now).hub).toBe(hub);
});
