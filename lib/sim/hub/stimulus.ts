import type { ArmingOrder } from "@/lib/domain/arming";
import type { Condition } from "@/lib/domain/devices/device-spec";
import type { SwitchChannel } from "@/lib/domain/devices/switch-channels";
import type { HubEvent } from "@/lib/domain/hub-events";
import type { HubActor, LiveDevice, LiveHub } from "@/lib/domain/live-hub";

/** Something a device feels or is told. `deviceKey` is its key inside. */
export type DeviceStimulus =
  | { to: "DEVICE"; deviceKey: string; what: "CONDITION"; condition: Condition; isOver: boolean }
  | { to: "DEVICE"; deviceKey: string; what: "LID"; isOpen: boolean }
  | { to: "DEVICE"; deviceKey: string; what: "LINK"; isLost: boolean }
  | { to: "DEVICE"; deviceKey: string; what: "BATTERY"; percent: number }
  | { to: "DEVICE"; deviceKey: string; what: "TEMPERATURE"; degrees: number }
  | { to: "DEVICE"; deviceKey: string; what: "SWITCH"; isOn: boolean; channels?: readonly SwitchChannel[] };

/** Something a person orders. */
export type OrderStimulus =
  | { to: "ORDER"; what: "ARMING"; order: ArmingOrder; actor: HubActor }
  | { to: "ORDER"; what: "PANIC" | "DURESS"; actor: HubActor };

/**
 * Something that happens to the hub itself. SETTLE lets it look anew at what carries it, after its SIM cards or the faults
 * around it have changed; TIME lets it do what is due.
 */
export type HubStimulus =
  | { to: "HUB"; what: "LID"; isOpen: boolean }
  | { to: "HUB"; what: "MAINS"; isLost: boolean }
  | { to: "HUB"; what: "BATTERY"; percent: number }
  | { to: "HUB"; what: "SETTLE" }
  | { to: "HUB"; what: "TIME" };

export type Stimulus = DeviceStimulus | OrderStimulus | HubStimulus;

/**
 * What came of a stimulus. UNCHANGED: it was so already. The next line keeps something silent; the last one is a no, of
 * which PREVENTED alone leaves an event.
 */
export type Answer =
  | "DONE"
  | "UNCHANGED"
  | ("DISARMED" | "BYPASSED" | "OFFLINE" | "DEVICE_OFFLINE" | "NOT_WATCHED" | "DELAYED")
  | ("PREVENTED" | "GROUPS_OFF" | "NO_SUCH_GROUP" | "NO_SUCH_DEVICE" | "WRONG_DEVICE");

/** The hub after a stimulus, and what it has to tell of it. */
export type Step = { hub: LiveHub; events: readonly HubEvent[]; answer: Answer };

export function unchanged(hub: LiveHub, answer: Answer = "UNCHANGED"): Step {
  return { hub, events: [], answer };
}

/** Puts a changed device in the place of the one with its key. */
export function withDevice(hub: LiveHub, device: LiveDevice): LiveHub {
  return { ...hub, devices: hub.devices.map((each) => (each.key === device.key ? device : each)) };
}

/** Adds to a list, or takes from it, what it shall hold once or not at all. */
export function toggled<T>(list: readonly T[], item: T, isIn: boolean): readonly T[] {
  const rest = list.filter((each) => each !== item);
  return isIn ? [...rest, item] : rest;
}
