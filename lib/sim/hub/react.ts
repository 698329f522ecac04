import { isPinging } from "@/lib/domain/connection";
import { eventOfPerson, type HubEvent } from "@/lib/domain/hub-events";
import { connectionFields, type HubUpdate, hubUpdatesOf, updatesBetween } from "@/lib/domain/hub-updates";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { obey } from "./arming-effects";
import { connect } from "./connection";
import { raiseDelayed, sense } from "./detectors";
import { chargeDevice, loseDevice, openDeviceLid, switchDevice, warmDevice } from "./device-parts";
import { chargeHub, cutMains, openHubLid } from "./hub-parts";
import { type Answer, type DeviceStimulus, type Step, type Stimulus, unchanged } from "./stimulus";

/** What a stimulus made of a hub, and everything that is told of it, in order: events first, then updates. */
export type Reaction = {
  hub: LiveHub;
  answer: Answer;
  events: readonly HubEvent[];
  updates: readonly HubUpdate[];
};

/**
 * Lets a hub react at `now`. It never looks at anything else, so the same hub, stimulus and instant always give the same.
 *
 * A hub that the cloud does not hear neither feels its devices nor gets orders, and what happens to it itself is not told
 * but for its connection, which the cloud sees by itself. One that returns says how it is.
 */
export function react(before: LiveHub, stimulus: Stimulus, now: Temporal.Instant): Reaction {
  const isWithin = stimulus.to !== "HUB";
  if (isWithin && !isHeard(before)) return { hub: before, answer: "OFFLINE", events: [], updates: [] };

  const step = stepOf(before, stimulus, now);
  const connected = connect(step.hub, now);
  const hub = isSame(before, connected.hub) ? before : connected.hub;
  const isTold = isHeard(hub);
  return {
    hub,
    answer: step.answer,
    events: [...connected.events, ...(isTold ? step.events : [])],
    updates: updatesOf(before, hub, isTold),
  };
}

function isHeard(hub: LiveHub): boolean {
  return hub.isOnline && isPinging(hub);
}

function updatesOf(before: LiveHub, after: LiveHub, isTold: boolean): HubUpdate[] {
  const updates = updatesBetween(before, after);
  if (!isTold) return updates.filter(({ type, updates: fields }) => type === "HUB" && isOfConnection(fields));
  if (before.isOnline || !after.isOnline) return updates;
  const known = new Set(updates.flatMap((update) => Object.keys(update.updates)));
  const rest = (["tampered", "hubPowered", "batteryCharge"] as const).filter((field) => !known.has(field));
  return [...updates, ...hubUpdatesOf(after, rest)];
}

function isOfConnection(fields: HubUpdate["updates"]): boolean {
  return connectionFields.some((field) => Object.hasOwn(fields, field));
}

function stepOf(hub: LiveHub, stimulus: Stimulus, now: Temporal.Instant): Step {
  if (stimulus.to === "DEVICE") return deviceStep(hub, stimulus, now);
  switch (stimulus.what) {
    case "ARMING":
      return obey(hub, { order: stimulus.order, actor: stimulus.actor, now });
    case "PANIC":
    case "DURESS":
      return { hub, events: [eventOfPerson(hub, stimulus.what, { actor: stimulus.actor })], answer: "DONE" };
    case "LID":
      return openHubLid(hub, stimulus.isOpen);
    case "MAINS":
      return cutMains(hub, stimulus.isLost);
    case "BATTERY":
      return chargeHub(hub, stimulus.percent);
    case "SETTLE":
      return { hub, events: [], answer: "DONE" };
    case "TIME":
      return raiseDelayed(hub, now);
  }
}

function deviceStep(hub: LiveHub, stimulus: DeviceStimulus, now: Temporal.Instant): Step {
  const device = hub.devices.find(({ key }) => key === stimulus.deviceKey);
  return device ? changeDevice(hub, device, { stimulus, now }) : unchanged(hub, "NO_SUCH_DEVICE");
}

type DeviceChange = { stimulus: DeviceStimulus; now: Temporal.Instant };

function changeDevice(hub: LiveHub, device: LiveDevice, { stimulus, now }: DeviceChange): Step {
  switch (stimulus.what) {
    case "CONDITION":
      return sense(hub, device, { condition: stimulus.condition, isOver: stimulus.isOver, now });
    case "LID":
      return openDeviceLid(hub, device, stimulus.isOpen);
    case "LINK":
      return loseDevice(hub, device, stimulus.isLost);
    case "BATTERY":
      return chargeDevice(hub, device, stimulus.percent);
    case "TEMPERATURE":
      return warmDevice(hub, device, stimulus.degrees);
    case "SWITCH":
      return switchDevice(hub, device, stimulus);
  }
}

/** Tells whether a hub is as it was. Channels are compared by what they are, all else by identity. */
function isSame(before: LiveHub, after: LiveHub): boolean {
  const keys = Object.keys(after) as (keyof LiveHub)[];
  return keys.every((key) => {
    if (key === "activeChannels") return before.activeChannels.join() === after.activeChannels.join();
    return Object.is(before[key], after[key]);
  });
}
