import type { DeviceSpec, KindTraits } from "./device-spec";

/** Arms and disarms by a person's hand. */
const control: KindTraits = {
  kind: "CONTROL",
  icon: "keypad",
  fields: {},
  conditions: [],
  commands: [],
  hasBattery: true,
  hasThermometer: false,
};

export const controlTypes = {
  KEYPAD: { ...control, apiName: "Keypad", code: "0A" },
  KEYPAD_PLUS: { ...control, apiName: "KeypadPlus", code: "0A" },
  SPACE_CONTROL: { ...control, icon: "key", apiName: "SpaceControl", code: "0B" },
} as const satisfies Record<string, DeviceSpec>;
