import { describe, expect, it } from "vitest";
import { type ArmingDecision, type ArmingOrder, armedSince, decideArming, hubStateOf, isArmed } from "./arming";
import type { LiveHub } from "./live-hub";
import { liveDevice, liveGroup, liveHub } from "./testing/live-hubs";

const now = Temporal.Instant.from("2026-11-24T10:00:00Z");
const before = now.subtract({ hours: 1 });

function order(command: ArmingOrder["command"], change: Partial<ArmingOrder> = {}): ArmingOrder {
  return { command, groupNumber: null, ignoreProblems: false, ...change };
}

const decide = (hub: LiveHub, ...given: Parameters<typeof order>) => decideArming(hub, order(...given), now);

function changed(decision: ArmingDecision): { state: string; event: string; hub: LiveHub } {
  if (decision.kind !== "CHANGED") throw new Error(`Expected a change, got ${decision.kind}.`);
  return { state: hubStateOf(decision.hub), event: decision.event, hub: decision.hub };
}

describe("without groups", () => {
  it.each([
    { from: {}, command: "ARM", state: "ARMED", event: "ARMED" },
    { from: { nightModeAt: before }, command: "ARM", state: "ARMED", event: "ARMED" },
    { from: { armedAt: before }, command: "DISARM", state: "DISARMED", event: "DISARMED" },
    { from: { nightModeAt: before }, command: "DISARM", state: "DISARMED", event: "DISARMED" },
    { from: {}, command: "NIGHT_MODE_ON", state: "NIGHT_MODE", event: "NIGHT_ON" },
    { from: { armedAt: before }, command: "NIGHT_MODE_ON", state: "NIGHT_MODE", event: "NIGHT_ON" },
    { from: { nightModeAt: before }, command: "NIGHT_MODE_OFF", state: "DISARMED", event: "NIGHT_OFF" },
  ] as const)("$command from $from gives $state with one event, $event", ({ from, command, state, event }) => {
    expect(changed(decide(liveHub(from), command))).toEqual(expect.objectContaining({ state, event }));
  });

  it.each([
    { from: {}, command: "DISARM" },
    { from: {}, command: "NIGHT_MODE_OFF" },
    { from: { armedAt: before }, command: "ARM" },
    { from: { armedAt: before }, command: "NIGHT_MODE_OFF" },
    { from: { nightModeAt: before }, command: "NIGHT_MODE_ON" },
  ] as const)("$command from $from, already so, changes nothing", ({ from, command }) => {
    expect(decide(liveHub(from), command)).toEqual({ kind: "UNCHANGED" });
  });

  it.each(["ARM", "DISARM"] as const)("knows no %s of a group", (command) => {
    expect(decide(liveHub(), command, { groupNumber: 1 })).toEqual({ kind: "GROUPS_OFF" });
  });

  it("takes a group's order of night mode for the hub's, to which it belongs", () => {
    for (const [hub, command] of [
      [liveHub(), "NIGHT_MODE_ON"],
      [liveHub({ nightModeAt: now }), "NIGHT_MODE_OFF"],
    ] as const) {
      const decision = decide(hub, command, { groupNumber: 1 });
      expect(decision).toEqual(decide(hub, command));
      expect(decision.kind).toBe("CHANGED");
    }
  });
});

describe("with groups", () => {
  const hub = (change: Partial<LiveHub> = {}) =>
    liveHub({ groupsEnabled: true, groups: [liveGroup(1), liveGroup(2, { bulkArmInvolved: false })], ...change });
  const armed = (number: number) => liveGroup(number, { armedAt: before });

  it("arms the hub's involved groups and those devices that have none; one left out makes it partly armed", () => {
    const { state, event, hub: after } = changed(decide(hub(), "ARM"));
    expect({ state, event }).toEqual({ state: "PARTIALLY_ARMED_NIGHT_MODE_OFF", event: "ARMED" });
    expect(after.groups.map(({ armedAt }) => armedAt)).toEqual([now, null]);
    expect(after.armedAt).toEqual(now);
    expect(changed(decide(hub({ groups: [liveGroup(1), liveGroup(2)] }), "ARM")).state).toBe("ARMED_NIGHT_MODE_OFF");
  });

  it("disarms those involved and ends night mode", () => {
    const groups = [armed(1), liveGroup(2, { armedAt: before, bulkDisarmInvolved: false })];
    const { state, event } = changed(decide(hub({ groups, armedAt: before, nightModeAt: before }), "DISARM"));
    expect({ state, event }).toEqual({ state: "PARTIALLY_ARMED_NIGHT_MODE_OFF", event: "DISARMED" });
    const all = hub({ groups: [armed(1), armed(2)], armedAt: before });
    expect(changed(decide(all, "DISARM")).state).toBe("DISARMED_NIGHT_MODE_OFF");
  });

  it.each([
    { groups: [liveGroup(1), liveGroup(2)], on: "DISARMED_NIGHT_MODE_ON" },
    { groups: [armed(1), armed(2)], on: "ARMED_NIGHT_MODE_ON" },
    { groups: [armed(1), liveGroup(2)], on: "PARTIALLY_ARMED_NIGHT_MODE_ON" },
  ])("night mode leaves groups as they are: $on, and back", ({ groups, on }) => {
    const night = changed(decide(hub({ groups }), "NIGHT_MODE_ON"));
    expect(night.state).toBe(on);
    const day = changed(decide(night.hub, "NIGHT_MODE_OFF"));
    expect(day.hub.groups).toEqual(groups);
    expect(day.state).toBe(on.replace("_ON", "_OFF"));
  });

  it("changes only the group that is told, and the hub's state follows", () => {
    const one = changed(decide(hub(), "ARM", { groupNumber: 2 }));
    expect(one).toEqual(expect.objectContaining({ state: "PARTIALLY_ARMED_NIGHT_MODE_OFF", event: "GROUP_ARMED" }));
    const both = changed(decide(one.hub, "ARM", { groupNumber: 1 }));
    expect(both.state).toBe("ARMED_NIGHT_MODE_OFF");
    expect(changed(decide(both.hub, "DISARM", { groupNumber: 1 })).event).toBe("GROUP_DISARMED");
    expect(decide(both.hub, "ARM", { groupNumber: 1 })).toEqual({ kind: "UNCHANGED" });
    expect(decide(both.hub, "ARM", { groupNumber: 7 })).toEqual({ kind: "NO_SUCH_GROUP" });
  });

  it("takes a group's order for night mode as the hub's", () => {
    const night = changed(decide(hub(), "NIGHT_MODE_ON", { groupNumber: 1 }));
    expect(night).toEqual(expect.objectContaining({ state: "DISARMED_NIGHT_MODE_ON", event: "NIGHT_ON" }));
  });
});

describe("a detector that cannot be armed", () => {
  const door = (change = {}) => liveDevice("DOOR_PROTECT", { groupKey: "group 1", nightModeArm: true, ...change });
  const open = door({ fields: { reedClosed: false, extraContactClosed: true, extraContactAware: false } });
  const withDoor = (device = open, change: Partial<LiveHub> = {}) => liveHub({ devices: [device], ...change });
  const grouped = { groupsEnabled: true, groups: [liveGroup(1), liveGroup(2)] };

  it.each([
    { what: "open", device: open },
    { what: "offline", device: door({ isOnline: false }) },
    { what: "tampered", device: door({ isTampered: true }) },
    {
      what: "open at its outer contact",
      device: door({ fields: { reedClosed: true, extraContactClosed: false, extraContactAware: true } }),
    },
  ])("prevents arming while $what, and is named", ({ device }) => {
    expect(decide(withDoor(device), "ARM")).toEqual({ kind: "PREVENTED", event: "ARMING_FAILED", problems: [device] });
  });

  it.each([
    {
      what: "an outer contact nobody looks at",
      device: door({ fields: { reedClosed: true, extraContactClosed: false } }),
    },
    { what: "a bypassed one", device: { ...open, bypassState: ["ENGINEER_BYPASS_ON"] } },
    { what: "a keypad out of reach", device: liveDevice("KEYPAD", { isOnline: false }) },
  ])("is not $what", ({ device }) => {
    expect(decide(withDoor(device), "ARM").kind).toBe("CHANGED");
  });

  it.each([
    { command: "ARM", groupNumber: null, change: {}, failed: "ARMING_FAILED", despite: "ARMED_DESPITE" },
    { command: "NIGHT_MODE_ON", groupNumber: null, change: {}, failed: "NIGHT_ON_FAILED", despite: "NIGHT_ON_DESPITE" },
    { command: "ARM", groupNumber: 1, change: grouped, failed: "GROUP_ARMING_FAILED", despite: "GROUP_ARMED_DESPITE" },
  ] as const)("$command of $groupNumber is recorded as $failed, or forced as $despite", (given) => {
    const { command, groupNumber, change, failed, despite } = given;
    const hub = withDoor(open, change);
    expect(decide(hub, command, { groupNumber })).toEqual(
      expect.objectContaining({ kind: "PREVENTED", event: failed }),
    );
    expect(changed(decide(hub, command, { groupNumber, ignoreProblems: true })).event).toBe(despite);
    const alerts = { ...hub, armPreventionMode: "ALERT_USER" as const };
    expect(decide(alerts, command, { groupNumber }).kind).toBe("PREVENTED");
  });

  it("does not matter where warnings are ignored, to other groups, to disarming, or once it is armed", () => {
    expect(changed(decide(withDoor(open, { armPreventionMode: "IGNORE_WARNINGS" }), "ARM")).event).toBe("ARMED");
    expect(changed(decide(withDoor(open, grouped), "ARM", { groupNumber: 2 })).event).toBe("GROUP_ARMED");
    expect(changed(decide(withDoor(open, { armedAt: before }), "DISARM")).event).toBe("DISARMED");
    const isArmedAlready = { groupsEnabled: true, groups: [liveGroup(1, { armedAt: before }), liveGroup(2)] };
    expect(changed(decide(withDoor(open, isArmedAlready), "ARM")).event).toBe("ARMED");
  });
});

describe("a device", () => {
  const hub = liveHub({ groupsEnabled: true, groups: [liveGroup(1, { armedAt: before })] });
  const motion = liveDevice("MOTION_PROTECT", { groupKey: "group 1" });

  it("follows its group where groups are on, else the hub", () => {
    expect(armedSince(motion, hub)).toEqual(before);
    expect(armedSince({ ...motion, groupKey: null }, hub)).toBeNull();
    expect(armedSince({ ...motion, groupKey: null }, { ...hub, armedAt: now })).toEqual(now);
    expect(armedSince(motion, { ...hub, groupsEnabled: false })).toBeNull();
  });

  it("is armed by night mode if it is marked for it", () => {
    const night = liveHub({ nightModeAt: before });
    expect(armedSince(motion, night)).toBeNull();
    expect(armedSince({ ...motion, nightModeArm: true }, night)).toEqual(before);
  });

  it("joins after its delay if it is an entry device, and only then", () => {
    const entry = { ...motion, armingMode: "ENTRY_EXIT" as const, armDelaySeconds: 30 };
    const armed = liveHub({ armedAt: now });
    expect(isArmed(entry, armed, now.add({ seconds: 29 }))).toBe(false);
    expect(isArmed(entry, armed, now.add({ seconds: 30 }))).toBe(true);
    expect(isArmed({ ...entry, armingMode: "FOLLOWER" }, armed, now)).toBe(true);
  });

  it("forgets an entry delay that runs when it is disarmed, unless it is always active", () => {
    const alarmDue = { at: now.add({ seconds: 5 }), condition: "OPENING" as const };
    const door = liveDevice("DOOR_PROTECT", { alarmDue });
    const always = liveDevice("DOOR_PROTECT", { alarmDue, alwaysActive: true, deviceId: "00000002" });
    const { hub: after } = changed(decide(liveHub({ armedAt: before, devices: [door, always] }), "DISARM"));
    expect(after.devices.map((device) => device.alarmDue)).toEqual([null, alarmDue]);
  });
});
