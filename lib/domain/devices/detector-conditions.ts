import type { EventName } from "../event-codes";
import type { LiveDevice } from "../live-hub";
import type { Condition, FieldValue } from "./device-spec";
import { findDeviceType } from "./registry";

/**
 * How a condition shows. `field` says so for as long as it lasts; null for a moment that leaves no trace. ARMED ones raise
 * an alarm only on an armed detector, ALWAYS ones whatever the arming state. Source: INTEGRATION 7 and 10.13 to 10.14.
 */
export type ConditionSpec = {
  field: { name: string; atRest: FieldValue; raised: FieldValue } | null;
  when: "ARMED" | "ALWAYS";
  raised: EventName;
  cleared: EventName | null;
};

export const conditionSpecs: Record<Condition, ConditionSpec> = {
  MOTION: { field: null, when: "ARMED", raised: "MOTION", cleared: null },
  GLASS_BREAK: { field: null, when: "ARMED", raised: "GLASS_BREAK", cleared: null },
  OPENING: { field: contact("reedClosed"), when: "ARMED", raised: "OPENED", cleared: "CLOSED" },
  OUTER_CONTACT: {
    field: contact("extraContactClosed"),
    when: "ARMED",
    raised: "OUTER_OPENED",
    cleared: "OUTER_CLOSED",
  },
  SMOKE: { field: found("smokeAlarmDetected"), when: "ALWAYS", raised: "SMOKE", cleared: "SMOKE_CLEARED" },
  HEAT: { field: found("temperatureAlarmDetected"), when: "ALWAYS", raised: "HEAT", cleared: "HEAT_CLEARED" },
  RAPID_HEAT: {
    field: found("temperatureAlarmDetected"),
    when: "ALWAYS",
    raised: "RAPID_HEAT",
    cleared: "RAPID_HEAT_CLEARED",
  },
  CO: { field: found("coAlarmDetected"), when: "ALWAYS", raised: "CO", cleared: "CO_CLEARED" },
  LEAK: { field: found("leakDetected"), when: "ALWAYS", raised: "LEAK", cleared: "LEAK_CLEARED" },
};

function contact(name: string): ConditionSpec["field"] {
  return { name, atRest: true, raised: false };
}

function found(name: string): ConditionSpec["field"] {
  return { name, atRest: false, raised: true };
}

/** Tells whether a device's type can sense a condition; false for a type the registry does not know. */
export function knowsCondition(device: LiveDevice, condition: Condition): boolean {
  return findDeviceType(device.type)?.conditions.includes(condition) ?? false;
}

/** Tells whether a detector is in no state to be armed: open, out of reach, or its lid off. */
export function isTrouble(device: LiveDevice): boolean {
  const isDetector = (findDeviceType(device.type)?.conditions.length ?? 0) > 0;
  return isDetector && (!device.isOnline || device.isTampered || isOpen(device));
}

function isOpen(device: LiveDevice): boolean {
  return (["OPENING", "OUTER_CONTACT"] as const).some((condition) => {
    const { field } = conditionSpecs[condition];
    const isAware = condition === "OPENING" || device.fields.extraContactAware === true;
    return field !== null && isAware && device.fields[field.name] === field.raised;
  });
}
