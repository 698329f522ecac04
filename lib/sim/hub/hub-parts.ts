import type { EventName } from "@/lib/domain/event-codes";
import { eventOfHub } from "@/lib/domain/hub-events";
import type { LiveHub } from "@/lib/domain/live-hub";
import { lowBatteryPercent } from "./device-parts";
import { type Step, toggled, unchanged } from "./stimulus";

function told(hub: LiveHub, event: EventName | null): Step {
  return { hub, events: event ? [eventOfHub(hub, event)] : [], answer: "DONE" };
}

export function openHubLid(hub: LiveHub, isOpen: boolean): Step {
  if (hub.isLidClosed !== isOpen) return unchanged(hub);
  return told({ ...hub, isLidClosed: !isOpen }, isOpen ? "HUB_LID_OPENED" : "HUB_LID_CLOSED");
}

export function cutMains(hub: LiveHub, isLost: boolean): Step {
  if (hub.hasMains !== isLost) return unchanged(hub);
  const malfunctions = toggled(hub.malfunctions, "NO_MAINS", isLost);
  return told({ ...hub, hasMains: !isLost, malfunctions }, isLost ? "MAINS_LOST" : "MAINS_BACK");
}

/** Sets the charge. Only crossing the threshold is an event; with none left and no mains the hub goes dark. */
export function chargeHub(hub: LiveHub, percent: number): Step {
  if (hub.batteryPercent === percent) return unchanged(hub);
  const isLow = percent < lowBatteryPercent;
  const malfunctions = toggled(hub.malfunctions, "BATTERY_LOW", isLow);
  const hasCrossed = hub.malfunctions.includes("BATTERY_LOW") !== isLow;
  const event = hasCrossed ? (isLow ? "HUB_BATTERY_LOW" : "HUB_BATTERY_CHARGED") : null;
  return told({ ...hub, batteryPercent: percent, malfunctions }, event);
}
