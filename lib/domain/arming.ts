import { isTrouble } from "./devices/detector-conditions";
import type { EventName } from "./event-codes";
import type { HubState, LiveDevice, LiveGroup, LiveHub } from "./live-hub";

/** What a hub, or with `groupNumber` one of its groups, is told. Source: INTEGRATION 4.3. */
export type ArmingOrder = {
  command: "ARM" | "DISARM" | "NIGHT_MODE_ON" | "NIGHT_MODE_OFF";
  groupNumber: number | null;
  ignoreProblems: boolean;
};

/**
 * What comes of an order. PREVENTED changes nothing but is recorded; UNCHANGED is a repeat of a state already reached;
 * the last two are orders that make no sense to this hub.
 */
export type ArmingDecision =
  | { kind: "CHANGED"; hub: LiveHub; event: EventName }
  | { kind: "UNCHANGED" }
  | { kind: "PREVENTED"; event: EventName; problems: readonly LiveDevice[] }
  | { kind: "GROUPS_OFF" }
  | { kind: "NO_SUCH_GROUP" };

type Arming = Pick<LiveHub, "groupsEnabled" | "armedAt" | "nightModeAt" | "groups">;

/** Says what a hub calls its arming. With groups on, the state follows from the groups, or without any from the hub. */
export function hubStateOf({ groupsEnabled, armedAt, nightModeAt, groups }: Arming): HubState {
  if (!groupsEnabled) return nightModeAt ? "NIGHT_MODE" : armedAt ? "ARMED" : "DISARMED";

  const armed = groups.filter((group) => group.armedAt).length;
  const isWhole = groups.length > 0 ? armed === groups.length : armedAt !== null;
  const word = isWhole ? "ARMED" : armed > 0 ? "PARTIALLY_ARMED" : "DISARMED";
  return `${word}_NIGHT_MODE_${nightModeAt ? "ON" : "OFF"}`;
}

/** What of a hub and of a device in it decides whether the device is armed. */
export type HubArming = Omit<Arming, "groups"> & { groups: readonly Pick<LiveGroup, "key" | "armedAt">[] };
type DeviceArming = Pick<LiveDevice, "groupKey" | "nightModeArm" | "armingMode" | "armDelaySeconds">;

/**
 * Since when a device is armed, or null. It follows its group where groups are on, else the hub; night mode arms those
 * marked for it. An entry device joins only after its delay.
 */
export function armedSince(device: DeviceArming, hub: HubArming): Temporal.Instant | null {
  const group = hub.groupsEnabled ? hub.groups.find(({ key }) => key === device.groupKey) : undefined;
  const byState = group ? group.armedAt : hub.armedAt;
  const byNight = device.nightModeArm ? hub.nightModeAt : null;
  const since = earlier(byState, byNight);
  if (!since || device.armingMode !== "ENTRY_EXIT") return since;
  return since.add({ seconds: device.armDelaySeconds });
}

/** Tells whether a device guards at `now`: armed by itself, its group or its hub, and past any exit delay. */
export function isArmed(device: DeviceArming, hub: HubArming, now: Temporal.Instant): boolean {
  const since = armedSince(device, hub);
  return since !== null && Temporal.Instant.compare(since, now) <= 0;
}

/**
 * Decides an order at `now`. A detector about to be armed that is open, offline or tampered prevents it, unless the hub
 * ignores warnings or the order does. Disarming cancels entry delays that run.
 */
export function decideArming(hub: LiveHub, order: ArmingOrder, now: Temporal.Instant): ArmingDecision {
  const isOfGroup = order.groupNumber !== null && (hub.groupsEnabled || isPlain(order));
  if (isOfGroup && !hub.groupsEnabled) return { kind: "GROUPS_OFF" };
  if (isOfGroup && !hub.groups.some(({ number }) => number === order.groupNumber)) return { kind: "NO_SUCH_GROUP" };

  const changed = armingAfter(hub, order, now);
  if (isSameArming(hub, changed)) return { kind: "UNCHANGED" };

  const names = eventNames[isOfGroup && isPlain(order) ? "GROUP" : "HUB"][order.command];
  const problems = armingProblems(hub, changed);
  const isWarned = problems.length > 0 && hub.armPreventionMode !== "IGNORE_WARNINGS";
  if (isWarned && !order.ignoreProblems) return { kind: "PREVENTED", event: names.failed, problems };
  return { kind: "CHANGED", hub: withoutIdleDelays(changed), event: isWarned ? names.despite : names.done };
}

type Names = { done: EventName; despite: EventName; failed: EventName };

/** Night mode belongs to the hub, so a group's order for it is the hub's. Nothing prevents disarming. */
const eventNames: Record<"HUB" | "GROUP", Record<ArmingOrder["command"], Names>> = {
  HUB: {
    ARM: { done: "ARMED", despite: "ARMED_DESPITE", failed: "ARMING_FAILED" },
    DISARM: { done: "DISARMED", despite: "DISARMED", failed: "ARMING_FAILED" },
    NIGHT_MODE_ON: { done: "NIGHT_ON", despite: "NIGHT_ON_DESPITE", failed: "NIGHT_ON_FAILED" },
    NIGHT_MODE_OFF: { done: "NIGHT_OFF", despite: "NIGHT_OFF", failed: "NIGHT_ON_FAILED" },
  },
  GROUP: {
    ARM: { done: "GROUP_ARMED", despite: "GROUP_ARMED_DESPITE", failed: "GROUP_ARMING_FAILED" },
    DISARM: { done: "GROUP_DISARMED", despite: "GROUP_DISARMED", failed: "GROUP_ARMING_FAILED" },
    NIGHT_MODE_ON: { done: "NIGHT_ON", despite: "NIGHT_ON_DESPITE", failed: "NIGHT_ON_FAILED" },
    NIGHT_MODE_OFF: { done: "NIGHT_OFF", despite: "NIGHT_OFF", failed: "NIGHT_ON_FAILED" },
  },
};

function isPlain({ command }: ArmingOrder): boolean {
  return command === "ARM" || command === "DISARM";
}

function armingAfter(hub: LiveHub, { command, groupNumber }: ArmingOrder, now: Temporal.Instant): LiveHub {
  switch (command) {
    case "NIGHT_MODE_ON":
      return { ...hub, armedAt: hub.groupsEnabled ? hub.armedAt : null, nightModeAt: hub.nightModeAt ?? now };
    case "NIGHT_MODE_OFF":
      return { ...hub, nightModeAt: null };
    case "ARM":
    case "DISARM":
      return groupNumber === null
        ? wholeAfter(hub, command, now)
        : {
            ...hub,
            groups: hub.groups.map((group) => (group.number === groupNumber ? told(group, command, now) : group)),
          };
  }
}

/** With groups on, those involved in bulk orders are taken along; devices without a group follow the hub in any case. */
function wholeAfter(hub: LiveHub, command: "ARM" | "DISARM", now: Temporal.Instant): LiveHub {
  const isInvolved = (group: LiveGroup) => (command === "ARM" ? group.bulkArmInvolved : group.bulkDisarmInvolved);
  return {
    ...hub,
    armedAt: command === "ARM" ? (hub.armedAt ?? now) : null,
    nightModeAt: null,
    groups: hub.groupsEnabled
      ? hub.groups.map((group) => (isInvolved(group) ? told(group, command, now) : group))
      : hub.groups,
  };
}

function told(group: LiveGroup, command: "ARM" | "DISARM", now: Temporal.Instant): LiveGroup {
  return { ...group, armedAt: command === "ARM" ? (group.armedAt ?? now) : null };
}

function isSameArming(before: LiveHub, after: LiveHub): boolean {
  const flags = ({ armedAt, nightModeAt, groups }: LiveHub) =>
    [armedAt, nightModeAt, ...groups.map((group) => group.armedAt)].map((at) => at !== null).join();
  return flags(before) === flags(after);
}

/** Lists the detectors that `after` would arm and that are in no state to be armed. Bypassed ones are left out. */
function armingProblems(before: LiveHub, after: LiveHub): LiveDevice[] {
  return after.devices.filter(
    (device) =>
      !armedSince(device, before) && armedSince(device, after) && device.bypassState.length === 0 && isTrouble(device),
  );
}

function withoutIdleDelays(hub: LiveHub): LiveHub {
  const isIdle = (device: LiveDevice) => device.alarmDue !== null && !device.alwaysActive && !armedSince(device, hub);
  return { ...hub, devices: hub.devices.map((device) => (isIdle(device) ? { ...device, alarmDue: null } : device)) };
}

function earlier(one: Temporal.Instant | null, other: Temporal.Instant | null): Temporal.Instant | null {
  if (!one || !other) return one ?? other;
  return Temporal.Instant.compare(one, other) <= 0 ? one : other;
}
