import { describe, expect, it } from "vitest";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { liveDevice, liveGroup, liveHub } from "@/lib/domain/testing/live-hubs";
import { actor, before, find, now, told } from "@/tests/support/hub-reactions";
import { react } from "./react";
import type { DeviceStimulus } from "./stimulus";

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
