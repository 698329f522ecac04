import { describe, expect, it } from "vitest";
import { carrierOf, channelsOf, hasPower, isPinging, offlineAt } from "./connection";
import { liveHub, liveSim } from "./testing/live-hubs";

describe("what carries a hub", () => {
  const full = liveHub({ knowsWifi: true, sims: [liveSim()] });

  it.each([
    { what: "everything it has", hub: full, channels: ["ETHERNET", "WIFI", "GSM"] },
    { what: "nothing without power", hub: { ...full, hasMains: false, batteryPercent: 0 }, channels: [] },
    { what: "everything on its battery", hub: { ...full, hasMains: false }, channels: ["ETHERNET", "WIFI", "GSM"] },
    { what: "what no fault keeps down", hub: { ...full, downChannels: ["GSM", "WIFI"] }, channels: ["ETHERNET"] },
    {
      what: "no GSM where it is switched off",
      hub: { ...full, isCellularEnabled: false },
      channels: ["ETHERNET", "WIFI"],
    },
    { what: "no GSM without a SIM", hub: { ...full, sims: [] }, channels: ["ETHERNET", "WIFI"] },
  ] as const)("is $what", ({ hub, channels }) => {
    expect(channelsOf(liveHub(hub))).toEqual(channels);
  });

  it.each([
    { sim: "an Ajax SIM that is on", change: {}, works: true },
    { sim: "one that is off", change: { cardStatus: "DISABLED" }, works: false },
    { sim: "one that serves another hub", change: { isServingOtherHub: true }, works: false },
    { sim: "one that asks for its PIN", change: { condition: "PIN_LOCKED" }, works: false },
    { sim: "a defective one", change: { condition: "DEFECTIVE" }, works: false },
    { sim: "another operator's", change: { kind: "OTHER_OPERATOR", cardStatus: "DISABLED" }, works: true },
  ] as const)("$sim: $works", ({ change, works }) => {
    expect(channelsOf(liveHub({ sims: [liveSim(change)] })).includes("GSM")).toBe(works);
  });

  it("needs one SIM of two", () => {
    const sims = [liveSim({ cardStatus: "DISABLED" }), liveSim({ simId: "second", slot: 2 })];
    expect(channelsOf(liveHub({ sims }))).toContain("GSM");
  });
});

it("is dark without mains and battery", () => {
  expect([hasPower({ hasMains: false, batteryPercent: 5 }), hasPower({ hasMains: false, batteryPercent: 0 })]).toEqual([
    true,
    false,
  ]);
});

it("pings while it has a channel and nothing silences it", () => {
  expect(isPinging(liveHub())).toBe(true);
  expect(isPinging(liveHub({ activeChannels: [] }))).toBe(false);
  expect(isPinging(liveHub({ isSilenced: true }))).toBe(false);
});

describe("the SIM that carries what a hub tells", () => {
  const sims = [liveSim({ cardStatus: "DISABLED" }), liveSim({ simId: "second", slot: 2 })];
  const cellular = liveHub({ activeChannels: ["ETHERNET", "GSM"], sims });
  const cable = liveHub({ sims });

  it("is the first one that works, while the cellular channel is there", () => {
    expect(carrierOf({ before: cellular, after: { ...cellular, isLidClosed: false } })).toBe("second");
  });

  it.each([
    { when: "the channel has gone", before: cellular, after: cable },
    { when: "the channel has only come", before: cable, after: cellular },
    { when: "there is none", before: cable, after: cable },
    { when: "the hub is silenced", before: cellular, after: { ...cellular, isSilenced: true } },
    { when: "the hub was dark", before: { ...cellular, hasMains: false, batteryPercent: 0 }, after: cellular },
    { when: "every SIM is off", before: cellular, after: { ...cellular, sims: sims.slice(0, 1) } },
  ])("is none where $when", ({ before, after }) => {
    expect(carrierOf({ before, after })).toBeNull();
  });
});

it("counts as offline after three missed pings and the delay, eight minutes by default", () => {
  const since = Temporal.Instant.from("2026-11-24T10:00:00Z");
  expect(offlineAt(liveHub(), since)).toEqual(since.add({ minutes: 8 }));
  expect(offlineAt({ pingPeriodSeconds: 10, offlineAlarmSeconds: 30 }, since)).toEqual(since.add({ seconds: 60 }));
});
