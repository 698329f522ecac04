import { isArmed } from "./arming";
import { conditionSpecs } from "./devices/detector-conditions";
import type { Condition } from "./devices/device-spec";
import type { LiveDevice, LiveHub } from "./live-hub";

/** Why nothing is told of a condition. */
export type Silence = "DISARMED" | "BYPASSED" | "OFFLINE" | "DEVICE_OFFLINE";

/** What a detector does about a condition: raises the alarm now or after an entry delay, or keeps silent. */
export type Reporting =
  | { kind: "ALARM" }
  | { kind: "DELAYED"; until: Temporal.Instant }
  | { kind: "SILENT"; reason: Silence };

/**
 * Says who reports when. A movement detector reports only while armed: disarmed hub, nothing; armed group, its members
 * only; night mode, members marked for it. A detector that is always active is the exception. Fire, gas and water are
 * told whatever the arming state. Source: INTEGRATION 10.13.
 */
export function reportingOf(device: LiveDevice, condition: Condition, hub: LiveHub, now: Temporal.Instant): Reporting {
  if (conditionSpecs[condition].when === "ALWAYS") return { kind: "ALARM" };
  if (device.bypassState.length > 0) return { kind: "SILENT", reason: "BYPASSED" };
  if (!device.alwaysActive && !isArmed(device, hub, now)) return { kind: "SILENT", reason: "DISARMED" };

  const isDelayed = device.armingMode === "ENTRY_EXIT" && device.alarmDelaySeconds > 0 && !device.alwaysActive;
  return isDelayed ? { kind: "DELAYED", until: now.add({ seconds: device.alarmDelaySeconds }) } : { kind: "ALARM" };
}
