import type { DeviceSpec } from "./device-spec";

/** LeaksProtect finds water whatever the arming state; WaterStop turns the tap. */
export const waterTypes = {
  LEAKS_PROTECT: {
    apiName: "LeaksProtect",
    kind: "WATER",
    icon: "leak",
    code: "05",
    fields: { leakDetected: false },
    conditions: ["LEAK"],
    commands: [],
    hasBattery: true,
    hasThermometer: true,
  },
  WATER_STOP: {
    apiName: "WaterStop",
    kind: "SWITCH",
    icon: "leak",
    code: "12",
    fields: { realState: 1, switchState: ["SWITCHED_ON"] },
    conditions: [],
    commands: ["SWITCH_ON", "SWITCH_OFF"],
    hasBattery: true,
    hasThermometer: false,
  },
} as const satisfies Record<string, DeviceSpec>;
