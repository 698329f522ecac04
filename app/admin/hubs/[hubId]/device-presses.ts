import type { Press } from "@/components/simulator/press-form";
import type { Condition } from "@/lib/domain/devices/device-spec";
import { findDeviceType } from "@/lib/domain/devices/registry";
import type { HubPanel } from "@/lib/server/queries/simulator";
import { maker } from "./presses";

type Device = HubPanel["devices"][number];
type Make = Awaited<ReturnType<typeof maker>>;

const back = { clear: true } as const;

/** What a device of a type can feel or have done to it, and its way back where it is so now. */
export async function devicePresses(device: Device): Promise<Press[]> {
  const make = await maker();
  const spec = findDeviceType(device.type);
  const isOn = device.fields.realState === 1;
  return [
    ...(spec?.conditions ?? []).flatMap((condition) => conditionPress(make, device.fields, condition) ?? []),
    ...(spec?.commands.includes("SWITCH_ON") ? [switchPress(make, isOn)] : []),
    device.isTampered ? make("lid", "tamperOver", "tamper", back) : make("lid", "tamper", "tamper"),
    device.isOnline ? make("link", "lose", "lost") : make("link", "find", "lost", back),
    ...(spec?.hasBattery ? batteryPresses(make) : []),
    ...(spec?.hasThermometer ? temperaturePresses(make) : []),
  ];
}

function switchPress(make: Make, isOn: boolean): Press {
  return isOn
    ? make("switch", "switchOff", "switch", { off: true })
    : make("switch", "switchOn", "switch", { on: true });
}

function batteryPresses(make: Make): Press[] {
  return [make("drain", "drain", "battery", { level: "10" }), make("charge", "charge", "battery", { level: "100" })];
}

function temperaturePresses(make: Make): Press[] {
  return [make("warm", "warm", "temperature", { value: "45" }), make("mild", "mild", "temperature", { value: "21" })];
}

/** Fields that say that a condition lasts, by the verb that begins and ends it. */
const lastingFields = {
  SMOKE: ["smoke", "smokeAlarmDetected"],
  HEAT: ["heat", "temperatureAlarmDetected"],
  CO: ["co", "coAlarmDetected"],
  LEAK: ["leak", "leakDetected"],
} as const;

/** Null for a condition that has no button here, as an outer contact that nobody watches. */
function conditionPress(make: Make, fields: Device["fields"], condition: Condition): Press | null {
  switch (condition) {
    case "MOTION":
      return make("motion", "motion", "motion");
    case "GLASS_BREAK":
      return make("glass", "glass", "glass");
    case "OPENING":
      return fields.reedClosed === false ? make("reed", "close", "close") : make("reed", "open", "open");
    case "OUTER_CONTACT":
      return outerPress(make, fields);
    case "RAPID_HEAT":
      return null;
    default: {
      const [verb, field] = lastingFields[condition];
      return fields[field] === true ? make(verb, `${verb}Over`, verb, back) : make(verb, verb, verb);
    }
  }
}

function outerPress(make: Make, fields: Device["fields"]): Press | null {
  if (fields.extraContactAware !== true) return null;
  return fields.extraContactClosed === false
    ? make("outer", "outerClose", "outer-close")
    : make("outer", "outerOpen", "outer-open");
}
