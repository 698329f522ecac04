import type { DeviceSpec, KindTraits } from "./device-spec";

/** Watches a door or window by a reed contact, and a second one by an outer contact. Live whatever the arming state. */
const opening: KindTraits = {
  kind: "OPENING",
  icon: "door",
  fields: { reedClosed: true, extraContactClosed: true, reedContactAware: true, extraContactAware: false },
  conditions: ["OPENING", "OUTER_CONTACT"],
  commands: [],
  hasBattery: true,
  hasThermometer: true,
};

export const openingTypes = {
  DOOR_PROTECT: { ...opening, apiName: "DoorProtect", code: "01" },
  DOOR_PROTECT_PLUS: { ...opening, apiName: "DoorProtectPlus", code: "0F" },
} as const satisfies Record<string, DeviceSpec>;
