import type { DeviceSpec, KindTraits } from "./device-spec";

/** Watches for smoke and heat, the "Plus" types for carbon monoxide too, whatever the arming state. */
const fire: KindTraits = {
  kind: "FIRE",
  icon: "fire",
  fields: { smokeAlarmDetected: false, temperatureAlarmDetected: false, coAlarmDetected: false },
  conditions: ["SMOKE", "HEAT", "RAPID_HEAT"],
  commands: ["MUTE"],
  hasBattery: true,
  hasThermometer: true,
};

const withCo = { ...fire, conditions: ["SMOKE", "HEAT", "RAPID_HEAT", "CO"] } as const;

export const fireTypes = {
  FIRE_PROTECT: { ...fire, apiName: "FireProtect", code: "03" },
  FIRE_PROTECT_PLUS: { ...withCo, apiName: "FireProtectPlus", code: "09" },
  FIRE_PROTECT_2: { ...fire, apiName: "FireProtect2", code: "03" },
  FIRE_PROTECT_2_PLUS: { ...withCo, apiName: "FireProtect2Plus", code: "09" },
} as const satisfies Record<string, DeviceSpec>;
