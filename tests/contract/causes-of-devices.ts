import type { Condition } from "@/lib/domain/devices/device-spec";
import type { DeviceType } from "@/lib/domain/devices/registry";
import { actuator, alarm, type Cause, impulse, malfunction, type Pair, pair, recovered, repaired } from "./cause";

function condition(
  name: Condition,
  device: DeviceType,
  rest: Pick<Pair, "tags" | "codes" | "stations" | "alarm" | "when"> & { field: string; raised: 0 | 1 },
): Cause[] {
  const { field, raised, ...row } = rest;
  const says = (value: number) => [`${device} ${field} ${value}`];
  return pair({
    ...row,
    cause: `${name} of ${device}`,
    device,
    told: [alarm, recovered],
    acts: [
      { device: "CONDITION", condition: name },
      { device: "CONDITION", condition: name, isOver: true },
    ],
    updates: [says(raised), says(1 - raised)],
  });
}

const opening = { alarm: "BURGLARY_ALARM", when: "ARMED", raised: 0 } as const;
const burglary = [
  ["BA", "1130"],
  ["BR", "3130"],
] as const;
const heat = [
  ["KA", "1158"],
  ["KH", "3158"],
] as const;

const conditions: readonly Cause[] = [
  ...condition("OPENING", "DOOR_PROTECT", {
    ...{ ...opening, field: "reedClosed", stations: burglary },
    ...{ tags: ["DoorOpened", "DoorClosed"], codes: ["M_01_20", "M_01_21"] },
  }),
  ...condition("OUTER_CONTACT", "DOOR_PROTECT_PLUS", {
    ...{ ...opening, field: "extraContactClosed", stations: burglary },
    ...{ tags: ["ExtContactOpened", "ExtContactClosed"], codes: ["M_0F_22", "M_0F_23"] },
  }),
  ...condition("SMOKE", "FIRE_PROTECT", {
    ...{ alarm: "FIRE_ALARM", field: "smokeAlarmDetected", raised: 1 },
    ...{ tags: ["SmokeDetected", "NoSmokeDetected"], codes: ["M_03_20", "M_03_21"] },
    stations: [
      ["FA", "1110"],
      ["FH", "3110"],
    ],
  }),
  ...condition("HEAT", "FIRE_PROTECT", {
    ...{ alarm: "HIGH_TEMPERATURE_ALARM", field: "temperatureAlarmDetected", raised: 1, stations: heat },
    ...{ tags: ["TemperatureAboveThreshold", "TemperatureBackToNormal"], codes: ["M_03_22", "M_03_23"] },
  }),
  ...condition("RAPID_HEAT", "FIRE_PROTECT", {
    ...{ alarm: "HIGH_TEMPERATURE_ALARM", field: "temperatureAlarmDetected", raised: 1, stations: heat },
    ...{ tags: ["RapidTemperatureRise", "RapidTemperatureRise"], codes: ["M_03_2A", "M_03_2B"] },
  }),
  ...condition("CO", "FIRE_PROTECT_PLUS", {
    ...{ alarm: "CO_ALARM", field: "coAlarmDetected", raised: 1 },
    ...{ tags: ["CODetected", "COLevelOk"], codes: ["M_09_30", "M_09_31"] },
    stations: [
      ["GA", "1162"],
      ["GH", "3162"],
    ],
  }),
  ...condition("LEAK", "LEAKS_PROTECT", {
    ...{ alarm: "LEAK", field: "leakDetected", raised: 1 },
    ...{ tags: ["LeakageDetected", "NoLeakageDetected"], codes: ["M_05_20", "M_05_21"] },
    stations: [
      ["WA", "1154"],
      ["WH", "3154"],
    ],
  }),
];

const moments: readonly Cause[] = [
  {
    ...{ cause: "movement", ...impulse, tag: "MotionDetected", code: "M_02_20", alarm: "BURGLARY_ALARM" },
    ...{ station: ["BA", "1130"], device: "MOTION_PROTECT", when: "ARMED", updates: [] },
    act: { device: "CONDITION", condition: "MOTION" },
  },
  {
    ...{ cause: "broken glass", ...impulse, tag: "GlassBreakDetected", code: "M_04_20", alarm: "GLASS_BREAK_ALARM" },
    ...{ station: ["BA", "1130"], device: "GLASS_PROTECT", when: "ARMED", updates: [] },
    act: { device: "CONDITION", condition: "GLASS_BREAK" },
  },
];

const parts: readonly Cause[] = [
  ...pair({
    ...{ cause: "a device's lid", device: "GLASS_PROTECT", alarm: "TAMPER", told: [alarm, recovered] },
    ...{ tags: ["LidOpen", "LidClosed"], codes: ["M_04_00", "M_04_01"] },
    stations: [
      ["TA", "1145"],
      ["TR", "3145"],
    ],
    acts: [
      { device: "LID", isOpen: true },
      { device: "LID", isOpen: false },
    ],
    updates: [["GLASS_PROTECT tampered 1"], ["GLASS_PROTECT tampered 0"]],
  }),
  ...pair({
    ...{ cause: "a device's battery", device: "GLASS_PROTECT", told: [malfunction, repaired] },
    ...{ tags: ["LowBattery", "BatteryCharged"], codes: ["M_04_03", "M_04_02"] },
    stations: [
      ["XT", "1384"],
      ["XR", "3384"],
    ],
    acts: [
      { device: "BATTERY", percent: 5 },
      { device: "BATTERY", percent: 90 },
    ],
    updates: [["GLASS_PROTECT batteryChargeLevelPercentage 5"], ["GLASS_PROTECT batteryChargeLevelPercentage 90"]],
  }),
  ...pair({
    ...{ cause: "a device's radio link", device: "SOCKET", told: [malfunction, repaired] },
    ...{ tags: ["Offline", "Online"], codes: ["M_1E_04", "M_1E_05"] },
    stations: [
      ["XL", "1381"],
      ["XC", "3381"],
    ],
    acts: [
      { device: "LINK", isLost: true },
      { device: "LINK", isLost: false },
    ],
    updates: [["SOCKET online 0"], ["SOCKET online 1"]],
  }),
  ...pair({
    ...{ cause: "a switch", device: "SOCKET", told: [actuator, actuator], stations: null },
    ...{ tags: ["RelayOnByUser", "RelayOffByUser"], codes: ["M_1E_22", "M_1E_23"] },
    acts: [
      { device: "SWITCH", isOn: true },
      { device: "SWITCH", isOn: false },
    ],
    // Inverted where a field is told of: 0 means on.
    updates: [["SOCKET realState 0"], ["SOCKET realState 1"]],
  }),
];

/** What devices tell, by the table of INTEGRATION 7. */
export const causesOfDevices: readonly Cause[] = [...conditions, ...moments, ...parts];
