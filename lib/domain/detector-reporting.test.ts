import { describe, expect, it } from "vitest";
import { reportingOf } from "./detector-reporting";
import type { LiveDevice, LiveHub } from "./live-hub";
import { liveDevice, liveGroup, liveHub } from "./testing/live-hubs";

const now = Temporal.Instant.from("2026-11-24T10:00:00Z");
const before = now.subtract({ hours: 1 });
const groups = [liveGroup(1, { armedAt: before }), liveGroup(2)];

const motion = (change: Partial<LiveDevice> = {}) => liveDevice("MOTION_PROTECT", change);
const ask = (device: LiveDevice, hub: LiveHub) => reportingOf(device, "MOTION", hub, now);

describe("a movement detector", () => {
  it.each([
    { when: "the hub is disarmed", device: motion(), hub: liveHub(), reports: false },
    { when: "the hub is armed", device: motion(), hub: liveHub({ armedAt: before }), reports: true },
    {
      when: "its group is armed",
      device: motion({ groupKey: "group 1" }),
      hub: liveHub({ groupsEnabled: true, groups }),
      reports: true,
    },
    {
      when: "another group is armed",
      device: motion({ groupKey: "group 2" }),
      hub: liveHub({ groupsEnabled: true, groups }),
      reports: false,
    },
    {
      when: "it is night and it is marked",
      device: motion({ nightModeArm: true }),
      hub: liveHub({ nightModeAt: before }),
      reports: true,
    },
    { when: "it is night and it is not", device: motion(), hub: liveHub({ nightModeAt: before }), reports: false },
    { when: "it is always active", device: motion({ alwaysActive: true }), hub: liveHub(), reports: true },
    {
      when: "it is bypassed",
      device: motion({ bypassState: ["ENGINEER_BYPASS_ON"] }),
      hub: liveHub({ armedAt: before }),
      reports: false,
    },
  ])("reports $reports when $when", ({ device, hub, reports }) => {
    expect(ask(device, hub).kind).toBe(reports ? "ALARM" : "SILENT");
  });

  it("says why it keeps silent", () => {
    expect(ask(motion(), liveHub())).toEqual({ kind: "SILENT", reason: "DISARMED" });
    const bypassed = motion({ bypassState: ["ENGINEER_BYPASS_ON"] });
    expect(ask(bypassed, liveHub({ armedAt: before }))).toEqual({ kind: "SILENT", reason: "BYPASSED" });
  });

  it("at the entry waits for its delay, and raises at once when it has none or is always active", () => {
    const entry = motion({ armingMode: "ENTRY_EXIT", alarmDelaySeconds: 20 });
    const armed = liveHub({ armedAt: before });
    expect(ask(entry, armed)).toEqual({ kind: "DELAYED", until: now.add({ seconds: 20 }) });
    expect(ask({ ...entry, alarmDelaySeconds: 0 }, armed)).toEqual({ kind: "ALARM" });
    expect(ask({ ...entry, armingMode: "NORMAL" }, armed)).toEqual({ kind: "ALARM" });
    expect(ask({ ...entry, alwaysActive: true }, armed)).toEqual({ kind: "ALARM" });
  });
});

it.each([
  { type: "FIRE_PROTECT_PLUS", condition: "SMOKE" },
  { type: "FIRE_PROTECT_PLUS", condition: "HEAT" },
  { type: "FIRE_PROTECT_PLUS", condition: "RAPID_HEAT" },
  { type: "FIRE_PROTECT_PLUS", condition: "CO" },
  { type: "LEAKS_PROTECT", condition: "LEAK" },
] as const)("$condition is told by a disarmed hub too", ({ type, condition }) => {
  expect(reportingOf(liveDevice(type), condition, liveHub(), now)).toEqual({ kind: "ALARM" });
});
