import { reportingOf } from "@/lib/domain/detector-reporting";
import { conditionSpecs, knowsCondition } from "@/lib/domain/devices/detector-conditions";
import type { Condition } from "@/lib/domain/devices/device-spec";
import { eventOfDevice } from "@/lib/domain/hub-events";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { type Step, toggled, unchanged, withDevice } from "./stimulus";

/** Contacts say by a field of theirs whether anybody looks at them. */
const awareness: Partial<Record<Condition, string>> = {
  OPENING: "reedContactAware",
  OUTER_CONTACT: "extraContactAware",
};

type Sensing = { condition: Condition; isOver: boolean; now: Temporal.Instant };

/**
 * Lets a detector find a condition, or its end. What it finds shows in its field whatever the arming state; whether it is
 * told as an alarm is decided by who reports when. An end is told only of an alarm that was raised.
 */
export function sense(hub: LiveHub, device: LiveDevice, { condition, isOver, now }: Sensing): Step {
  if (!knowsCondition(device, condition)) return unchanged(hub, "WRONG_DEVICE");
  if (!device.isOnline) return unchanged(hub, "DEVICE_OFFLINE");
  const aware = awareness[condition];
  if (aware && device.fields[aware] === false) return unchanged(hub, "NOT_WATCHED");
  const { field } = conditionSpecs[condition];
  if (!field) return isOver ? unchanged(hub) : raise(hub, device, { condition, now });

  const value = isOver ? field.atRest : field.raised;
  if (device.fields[field.name] === value) return unchanged(hub);
  const changed = { ...device, fields: { ...device.fields, [field.name]: value } };
  return isOver ? recover(hub, changed, field.name) : raise(hub, changed, { condition, now });
}

function raise(hub: LiveHub, device: LiveDevice, { condition, now }: Omit<Sensing, "isOver">): Step {
  const reporting = reportingOf(device, condition, hub, now);
  switch (reporting.kind) {
    case "SILENT":
      return { hub: withDevice(hub, device), events: [], answer: reporting.reason };
    case "DELAYED": {
      const alarmDue = device.alarmDue ?? { at: reporting.until, condition };
      return { hub: withDevice(hub, { ...device, alarmDue }), events: [], answer: "DELAYED" };
    }
    case "ALARM":
      return { ...alarmed(hub, device, condition), answer: "DONE" };
  }
}

/** Raises the alarm of a condition: one event, and for one that lasts, a note that its end is to be told. */
function alarmed(hub: LiveHub, device: LiveDevice, condition: Condition): Omit<Step, "answer"> {
  const { raised, cleared } = conditionSpecs[condition];
  const openAlarms = cleared ? toggled(device.openAlarms, condition, true) : device.openAlarms;
  return { hub: withDevice(hub, { ...device, openAlarms }), events: [eventOfDevice(hub, device, raised)] };
}

/** Ends every raised alarm that shows in a field: heat and its rapid rise share one. */
function recover(hub: LiveHub, device: LiveDevice, fieldName: string): Step {
  const isOver = (condition: Condition) => conditionSpecs[condition].field?.name === fieldName;
  const events = device.openAlarms.filter(isOver).flatMap((condition) => {
    const { cleared } = conditionSpecs[condition];
    return cleared ? [eventOfDevice(hub, device, cleared)] : [];
  });
  const openAlarms = device.openAlarms.filter((condition) => !isOver(condition));
  return { hub: withDevice(hub, { ...device, openAlarms }), events, answer: "DONE" };
}

/** Raises the alarms whose entry delay is over at `now`. Who disarmed in time has canceled them. */
export function raiseDelayed(hub: LiveHub, now: Temporal.Instant): Step {
  let step: Step = unchanged(hub, "DONE");
  for (const device of hub.devices) {
    const due = device.alarmDue;
    if (!due || Temporal.Instant.compare(due.at, now) > 0) continue;
    const next = alarmed(step.hub, { ...device, alarmDue: null }, due.condition);
    step = { hub: next.hub, events: [...step.events, ...next.events], answer: "DONE" };
  }
  return step;
}
