import { findDeviceType } from "@/lib/domain/devices/registry";
import { channelsOf, channelsOn, type SwitchChannel, withChannels } from "@/lib/domain/devices/switch-channels";
import type { EventName } from "@/lib/domain/event-codes";
import { eventOfDevice } from "@/lib/domain/hub-events";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { type Step, toggled, unchanged, withDevice } from "./stimulus";

/** Below this a battery counts as low, in percent. */
export const lowBatteryPercent = 20;

function told(hub: LiveHub, device: LiveDevice, event: EventName | null): Step {
  return {
    hub: withDevice(hub, device),
    events: event ? [eventOfDevice(hub, device, event)] : [],
    answer: "DONE",
  };
}

export function openDeviceLid(hub: LiveHub, device: LiveDevice, isOpen: boolean): Step {
  if (!device.isOnline) return unchanged(hub, "DEVICE_OFFLINE");
  if (device.isTampered === isOpen) return unchanged(hub);
  return told(hub, { ...device, isTampered: isOpen }, isOpen ? "LID_OPENED" : "LID_CLOSED");
}

export function loseDevice(hub: LiveHub, device: LiveDevice, isLost: boolean): Step {
  if (device.isOnline !== isLost) return unchanged(hub);
  return told(hub, { ...device, isOnline: !isLost }, isLost ? "DEVICE_LOST" : "DEVICE_BACK");
}

/** Sets the charge. Only crossing the threshold is an event. */
export function chargeDevice(hub: LiveHub, device: LiveDevice, percent: number): Step {
  if (device.batteryPercent === null) return unchanged(hub, "WRONG_DEVICE");
  if (!device.isOnline) return unchanged(hub, "DEVICE_OFFLINE");
  if (device.batteryPercent === percent) return unchanged(hub);
  const isLow = percent < lowBatteryPercent;
  const malfunctions = toggled(device.malfunctions, "BATTERY_LOW", isLow);
  const hasCrossed = device.malfunctions.includes("BATTERY_LOW") !== isLow;
  const event = hasCrossed ? (isLow ? "BATTERY_LOW" : "BATTERY_CHARGED") : null;
  return told(hub, { ...device, batteryPercent: percent, malfunctions }, event);
}

export function warmDevice(hub: LiveHub, device: LiveDevice, degrees: number): Step {
  if (!findDeviceType(device.type)?.hasThermometer) return unchanged(hub, "WRONG_DEVICE");
  if (!device.isOnline) return unchanged(hub, "DEVICE_OFFLINE");
  if (device.temperature === degrees) return unchanged(hub);
  return told(hub, { ...device, temperature: degrees }, null);
}

/** Switches the channels named, all of them where none is; what is there already is no event. */
export function switchDevice(
  hub: LiveHub,
  device: LiveDevice,
  { isOn, channels = [] }: { isOn: boolean; channels?: readonly SwitchChannel[] },
): Step {
  const spec = findDeviceType(device.type);
  if (!spec?.commands.includes("SWITCH_ON")) return unchanged(hub, "WRONG_DEVICE");
  if (!device.isOnline) return unchanged(hub, "DEVICE_OFFLINE");
  const meant = channels.length > 0 ? channels : channelsOf(device.fields);
  const before = channelsOn(device.fields);
  if (meant.every((channel) => before.includes(channel) === isOn)) return unchanged(hub);
  const on = isOn ? [...before, ...meant] : before.filter((channel) => !meant.includes(channel));
  return told(hub, { ...device, fields: withChannels(device.fields, on) }, isOn ? "SWITCHED_ON" : "SWITCHED_OFF");
}
