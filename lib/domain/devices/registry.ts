/** What a device watches or does. It settles which fields a page shows. */
export type DeviceKind = "OPENING" | "MOVEMENT" | "FIRE" | "WATER" | "GLASS" | "SWITCH" | "SIREN" | "CONTROL";

/** Fields a device has of its own, by the names of the cloud API. */
export type DeviceField =
  | "reedClosed"
  | "extraContactClosed"
  | "smokeAlarmDetected"
  | "temperatureAlarmDetected"
  | "coAlarmDetected"
  | "leakDetected"
  | "realState"
  | "buzzerState";

/** `apiName` is what home-automation clients know the type by; `icon` is a name of the sprite. */
export type DeviceSpec = {
  apiName: string;
  kind: DeviceKind;
  icon: "door" | "motion" | "fire" | "leak" | "glass" | "socket" | "siren" | "keypad" | "key";
  fields: readonly DeviceField[];
  hasBattery: boolean;
};

/** Every device type the portal knows. Its name in a reader's language lives in the message files. */
export const deviceTypes = {
  DOOR_PROTECT: spec("DoorProtect", "OPENING", "door", ["reedClosed", "extraContactClosed"]),
  MOTION_PROTECT: spec("MotionProtect", "MOVEMENT", "motion"),
  FIRE_PROTECT: spec("FireProtect", "FIRE", "fire", [
    "smokeAlarmDetected",
    "temperatureAlarmDetected",
    "coAlarmDetected",
  ]),
  LEAKS_PROTECT: spec("LeaksProtect", "WATER", "leak", ["leakDetected"]),
  GLASS_PROTECT: spec("GlassProtect", "GLASS", "glass"),
  SOCKET: { ...spec("Socket", "SWITCH", "socket", ["realState"]), hasBattery: false },
  STREET_SIREN: spec("StreetSiren", "SIREN", "siren", ["buzzerState"]),
  KEYPAD: spec("Keypad", "CONTROL", "keypad"),
  SPACE_CONTROL: spec("SpaceControl", "CONTROL", "key"),
} as const satisfies Record<string, DeviceSpec>;

export type DeviceType = keyof typeof deviceTypes;

/** Finds a stored type; null for one this version does not know, which a page shows as an unnamed device. */
export function findDeviceType(type: string): DeviceSpec | null {
  return Object.hasOwn(deviceTypes, type) ? deviceTypes[type as DeviceType] : null;
}

function spec(
  apiName: string,
  kind: DeviceKind,
  icon: DeviceSpec["icon"],
  fields: readonly DeviceField[] = [],
): DeviceSpec {
  return { apiName, kind, icon, fields, hasBattery: true };
}
