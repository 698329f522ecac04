import type { Condition } from "@/lib/domain/devices/device-spec";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { react } from "@/lib/sim/hub/react";
import type { DeviceStimulus, Stimulus } from "@/lib/sim/hub/stimulus";

export const now = Temporal.Instant.from("2026-11-24T10:00:00Z");
export const before = now.subtract({ hours: 1 });
export const actor = { id: "user", name: "Olena Koval" };

/** What a hub tells of a stimulus: events by tag and code, updates by type and field. */
export function told(hub: LiveHub, stimulus: Stimulus, at = now) {
  const { answer, events, updates } = react(hub, stimulus, at);
  return {
    answer,
    events: events.map(({ eventTag, eventCode }) => `${eventTag} ${eventCode}`),
    updates: updates.map(({ type, updates: fields }) => `${type} ${JSON.stringify(fields)}`),
  };
}

/** A device finds something, or that it is over. */
export const find = (device: LiveDevice, condition: Condition, isOver = false): DeviceStimulus => ({
  to: "DEVICE",
  deviceKey: device.key,
  what: "CONDITION",
  condition,
  isOver,
});
