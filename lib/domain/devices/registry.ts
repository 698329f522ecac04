import { companionTypes } from "./companion";
import type { DeviceSpec } from "./device-spec";
import { fireTypes } from "./fire";
import { glassTypes } from "./glass";
import { controlTypes } from "./keypad";
import { movementTypes } from "./movement";
import { openingTypes } from "./opening";
import { sirenTypes } from "./siren";
import { switchTypes } from "./switch";
import { waterTypes } from "./water";

/**
 * Every device type the portal knows, by the name that events and updates give it. What it is called in the cloud API is
 * its `apiName`; that word is shown to people too, as it is printed on the device.
 */
export const deviceTypes = {
  ...openingTypes,
  ...movementTypes,
  ...fireTypes,
  ...waterTypes,
  ...glassTypes,
  ...switchTypes,
  ...sirenTypes,
  ...controlTypes,
  ...companionTypes,
} as const satisfies Record<string, DeviceSpec>;

export type DeviceType = keyof typeof deviceTypes;

/** Finds a stored type; null for one this version does not know, which a page shows as an unnamed device. */
export function findDeviceType(type: string): DeviceSpec | null {
  return Object.hasOwn(deviceTypes, type) ? deviceTypes[type as DeviceType] : null;
}
