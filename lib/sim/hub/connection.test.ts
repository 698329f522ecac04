import { describe, expect, it } from "vitest";
import { liveDevice, liveHub, liveSim } from "@/lib/domain/testing/live-hubs";
import { actor, before, find, now, told } from "@/tests/support/hub-reactions";
import { react } from "./react";
import type { Stimulus } from "./stimulus";

describe("connection", () => {
  const settle: Stimulus = { to: "HUB", what: "SETTLE" };
  const time: Stimulus = { to: "HUB", what: "TIME" };
  const on = liveSim();
  const off = liveSim({ cardStatus: "DISABLED" });
  const both = liveHub({ activeChannels: ["ETHERNET", "GSM"], sims: [on] });
  const cellular = liveHub({ hasCable: false, activeChannels: ["GSM"], sims: [on] });
  const gsmGone = [
    'HUB {"activeChannels":[]}',
    'HUB {"gsmNetworkStatus":"UNKNOWN"}',
    'HUB {"signalLevel":"NO_SIGNAL"}',
  ];

  it("a SIM that goes off takes its channel: one update a field, and an event over the other channel", () => {
    expect(told({ ...both, sims: [off] }, settle)).toEqual({
      answer: "DONE",
      events: ["GsmConnectionLoss M_21_22"],
      updates: [
        'HUB {"activeChannels":["ETHERNET"]}',
        'HUB {"gsmNetworkStatus":"UNKNOWN"}',
        'HUB {"signalLevel":"NO_SIGNAL"}',
      ],
    });
    const lost = react({ ...both, sims: [off] }, settle, now).hub;
    expect(told({ ...lost, sims: [on] }, settle).events).toEqual(["GsmConnectionRestored M_21_23"]);
  });

  it("the last channel gone, the hub is offline eight minutes later, with one event, and comes back with another", () => {
    const silent = react({ ...cellular, sims: [off] }, settle, now);
    expect(silent).toEqual(expect.objectContaining({ events: [] }));
    expect(silent.updates.map(({ updates }) => `HUB ${JSON.stringify(updates)}`)).toEqual(gsmGone);
    expect(silent.hub).toEqual(expect.objectContaining({ isOnline: true, lastSeenAt: now }));
    const dueAt = now.add({ minutes: 8 });
    expect(silent.hub.offlineDueAt).toEqual(dueAt);
    expect(told(silent.hub, time, dueAt.subtract({ milliseconds: 1 })).events).toEqual([]);
    expect(told(silent.hub, time, dueAt)).toEqual({
      answer: "DONE",
      events: ["HubOffline M_21_0A"],
      updates: ['HUB {"online":0}'],
    });
    const gone = react(silent.hub, time, dueAt).hub;
    expect(gone).toEqual(
      expect.objectContaining({ isOnline: false, onlineSince: null, offlineDueAt: null, lastSeenAt: now }),
    );
    const backAt = dueAt.add({ hours: 1 });
    const back = react({ ...gone, sims: [on] }, settle, backAt);
    expect(back.hub).toEqual(expect.objectContaining({ isOnline: true, onlineSince: backAt, lastSeenAt: backAt }));
    expect(told({ ...gone, sims: [on] }, settle, backAt)).toEqual({
      answer: "DONE",
      events: ["HubOnline M_21_0B"],
      updates: [
        'HUB {"online":1}',
        'HUB {"activeChannels":["GSM"]}',
        'HUB {"gsmNetworkStatus":"4G"}',
        'HUB {"signalLevel":"NORMAL"}',
        'HUB {"tampered":0}',
        'HUB {"hubPowered":1}',
        'HUB {"batteryCharge":100}',
      ],
    });
  });

  it("a channel that returns in time leaves it online, without any event", () => {
    const silent = react({ ...cellular, sims: [off] }, settle, now).hub;
    const back = react({ ...silent, sims: [on] }, settle, now.add({ minutes: 7 }));
    expect(back.events).toEqual([]);
    expect(back.hub).toEqual(expect.objectContaining({ isOnline: true, offlineDueAt: null }));
  });

  it("a second channel lost on the way does not put the hour off", () => {
    const first = react({ ...both, hasCable: false, sims: [off] }, settle, now).hub;
    const again = react(first, settle, now.add({ minutes: 3 })).hub;
    expect(again.offlineDueAt).toEqual(now.add({ minutes: 8 }));
  });

  it("a hub that is silenced keeps its channels in the cloud's eyes until it counts as offline", () => {
    const silenced = react({ ...both, isSilenced: true }, settle, now);
    expect(silenced).toEqual(expect.objectContaining({ events: [], updates: [] }));
    const gone = told(silenced.hub, time, now.add({ minutes: 8 }));
    expect(gone.events).toEqual(["HubOffline M_21_0A"]);
    expect(gone.updates).toContain('HUB {"activeChannels":[]}');
  });

  it("a hub that nobody hears feels nothing, obeys nobody, and says at its return how it is", () => {
    const motion = liveDevice("MOTION_PROTECT", { alwaysActive: true });
    const gone = liveHub({
      isOnline: false,
      onlineSince: null,
      activeChannels: [],
      hasMains: false,
      batteryPercent: 0,
      devices: [motion],
    });
    expect(told(gone, find(motion, "MOTION"))).toEqual({ answer: "OFFLINE", events: [], updates: [] });
    const panic: Stimulus = { to: "ORDER", what: "PANIC", actor };
    expect(told(gone, panic).answer).toBe("OFFLINE");
    const opened = react(gone, { to: "HUB", what: "LID", isOpen: true }, now);
    expect(opened).toEqual(expect.objectContaining({ events: [], updates: [] }));
    const powered = told({ ...opened.hub, malfunctions: ["NO_MAINS"] }, { to: "HUB", what: "MAINS", isLost: false });
    expect(powered.events).toEqual(["HubOnline M_21_0B", "ExternalPowerRestored M_21_01"]);
    expect(powered.updates).toContain('HUB {"tampered":1}');
  });

  it("an entry delay that runs out while nobody hears the hub is over all the same", () => {
    const door = liveDevice("DOOR_PROTECT", { alarmDue: { at: now, condition: "OPENING" } });
    const gone = liveHub({ armedAt: before, isSilenced: true, offlineDueAt: now.add({ minutes: 5 }), devices: [door] });
    const over = react(gone, time, now);
    expect(over.events).toEqual([]);
    expect(over.hub.devices[0]?.alarmDue).toBeNull();
  });
});
