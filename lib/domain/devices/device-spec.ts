/** What a device watches or does. It settles how a page shows it and which conditions it knows. */
export type DeviceKind =
  | "OPENING"
  | "MOVEMENT"
  | "FIRE"
  | "WATER"
  | "GLASS"
  | "SWITCH"
  | "SIREN"
  | "CONTROL"
  | "EXTENDER"
  | "TRANSMITTER"
  | "AIR";

/** A value of a device's own fields, as the cloud API reads it. */
export type FieldValue = boolean | number | string | readonly string[];

/** Fields a device has of its own, by the names of the cloud API, with what they say while nothing is the matter. */
export type DeviceFields = Readonly<Record<string, FieldValue>>;

/**
 * What a detector can find. Movement and broken glass are moments and leave no trace in a field; the others last until
 * they are over.
 */
export type Condition =
  | "MOTION"
  | "GLASS_BREAK"
  | "OPENING"
  | "OUTER_CONTACT"
  | "SMOKE"
  | "HEAT"
  | "RAPID_HEAT"
  | "CO"
  | "LEAK";

export type DeviceCommand = "SWITCH_ON" | "SWITCH_OFF" | "MUTE";

/**
 * One type of device. `apiName` is what home-automation clients know it by; `icon` is a name of the sprite; `code` is the
 * two hex digits its event codes begin with. Source: INTEGRATION 6.2.
 */
export type DeviceSpec = {
  apiName: string;
  kind: DeviceKind;
  icon: "door" | "motion" | "fire" | "leak" | "glass" | "socket" | "siren" | "keypad" | "key" | "box";
  code: string;
  fields: DeviceFields;
  conditions: readonly Condition[];
  commands: readonly DeviceCommand[];
  hasBattery: boolean;
  hasThermometer: boolean;
};

/** What the types of one kind have in common. */
export type KindTraits = Omit<DeviceSpec, "apiName" | "code">;
