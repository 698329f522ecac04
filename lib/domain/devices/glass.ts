import type { DeviceSpec } from "./device-spec";

/** Hears glass break, and says so only while armed. */
export const glassTypes = {
  GLASS_PROTECT: {
    apiName: "GlassProtect",
    kind: "GLASS",
    icon: "glass",
    code: "04",
    fields: {},
    conditions: ["GLASS_BREAK"],
    commands: [],
    hasBattery: true,
    hasThermometer: true,
  },
} as const satisfies Record<string, DeviceSpec>;
