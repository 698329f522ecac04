import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acceptReport,
  confirmsActivation,
  type DesiredSim,
  readSim,
  type SimPower,
  type SimReport,
  type SlotSim,
  slotWord,
} from "./sim-status";
import { at } from "./testing/packages";

const commanded = at("2026-11-22T13:00:00Z");
const longAgo = at("2026-11-01T00:00:00Z");
const desired = (status: SimPower): DesiredSim => ({ status, version: 4, at: commanded });
const report = (status: SimPower, version = 4): SimReport => ({ status, version, slot: 1, at: commanded });

describe("desired × reported", () => {
  it.each([
    { want: "ENABLED", has: "ENABLED", after: 0, reading: "SIM_ON" },
    { want: "ENABLED", has: "DISABLED", after: 299.999, reading: "SWITCHING_ON" },
    { want: "ENABLED", has: "DISABLED", after: 300, reading: "NOT_ON" },
    { want: "ENABLED", has: null, after: 900, reading: "WAITING_FOR_REPORT" },
    { want: "DISABLED", has: "ENABLED", after: 299.999, reading: "SWITCHING_OFF" },
    { want: "DISABLED", has: "ENABLED", after: 300, reading: "STILL_ON" },
    { want: "DISABLED", has: "DISABLED", after: 900, reading: "SIM_OFF" },
    { want: "DISABLED", has: null, after: 0, reading: "WAITING_FOR_REPORT" },
  ] as const)("$want, reported $has, $after s after the command: $reading", ({ want, has, after, reading }) => {
    const now = commanded.add({ milliseconds: after * 1000 });
    const facts = { desired: desired(want), reported: has ? report(has) : null };
    expect(readSim({ ...facts, reachableSince: longAgo }, now)).toBe(reading);
    expect(readSim({ ...facts, reachableSince: null }, now)).toBe("WAITING_FOR_REPORT");
  });

  it("counts drift only from when the hub could report", () => {
    const facts = {
      desired: desired("ENABLED"),
      reported: report("DISABLED"),
      reachableSince: commanded.add({ hours: 2 }),
    };
    expect(readSim(facts, commanded.add({ hours: 2, minutes: 4 }))).toBe("SWITCHING_ON");
    expect(readSim(facts, commanded.add({ hours: 2, minutes: 5 }))).toBe("NOT_ON");
  });
});

describe("reports", () => {
  const later = (seconds: number) => commanded.add({ seconds });

  it.each([
    { case: "the first", accepted: null, incoming: report("DISABLED", 0), wins: "incoming" },
    { case: "a newer version", accepted: report("DISABLED", 3), incoming: report("ENABLED", 4), wins: "incoming" },
    {
      case: "an older version, seen later",
      accepted: report("ENABLED"),
      incoming: { ...report("DISABLED", 3), at: later(9) },
      wins: "accepted",
    },
    { case: "a double", accepted: report("ENABLED"), incoming: report("ENABLED"), wins: "accepted" },
    {
      case: "same version, seen later",
      accepted: report("DISABLED"),
      incoming: { ...report("ENABLED"), at: later(1) },
      wins: "incoming",
    },
    {
      case: "same version, seen before",
      accepted: { ...report("ENABLED"), at: later(1) },
      incoming: report("DISABLED"),
      wins: "accepted",
    },
  ])("$case: $wins counts", ({ accepted, incoming, wins }) => {
    expect(acceptReport(accepted, incoming)).toBe(wins === "incoming" ? incoming : accepted);
  });

  it("end in the same place, however they are doubled and shuffled", () => {
    const reports = fc.array(
      fc.record({
        status: fc.constantFrom<SimPower>("ENABLED", "DISABLED"),
        version: fc.nat(20),
        seconds: fc.nat(1000),
      }),
      { minLength: 1, maxLength: 40, size: "max" },
    );
    const distinct = reports.map((all) => [
      ...new Map(all.map((one) => [`${one.version} ${one.seconds}`, one])).values(),
    ]);
    const shuffled = distinct.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    const settle = (all: { status: SimPower; version: number; seconds: number }[]) =>
      all
        .map(({ status, version, seconds }) => ({ ...report(status, version), at: later(seconds) }))
        .reduce<SimReport | null>(acceptReport, null);
    fc.assert(
      fc.property(shuffled, ([all, disturbed]) => {
        expect(settle(disturbed)).toEqual(settle(all));
      }),
    );
  });

  it.each([
    { want: desired("ENABLED"), has: report("ENABLED", 4), confirms: true },
    { want: desired("ENABLED"), has: report("ENABLED", 5), confirms: true },
    { want: desired("ENABLED"), has: report("ENABLED", 3), confirms: false },
    { want: desired("ENABLED"), has: report("DISABLED", 4), confirms: false },
    { want: desired("DISABLED"), has: report("ENABLED", 4), confirms: false },
  ])("confirm an activation only as an answer to its command: $confirms", ({ want, has, confirms }) => {
    expect(confirmsActivation(want, has)).toBe(confirms);
  });
});

describe("what a slot is labeled with", () => {
  const sim: SlotSim = {
    simId: "s",
    slot: 1,
    kind: "AJAX",
    condition: "OK",
    isServingOtherHub: false,
    isRetired: false,
    isNumberKnown: true,
  };

  it.each([
    { held: null, word: "NO_SIM" },
    { held: sim, word: "AJAX" },
    { held: { ...sim, kind: "OTHER_OPERATOR", condition: "PIN_LOCKED" }, word: "OTHER_OPERATOR" },
    { held: { ...sim, condition: "PIN_LOCKED" }, word: "PIN_LOCKED" },
    { held: { ...sim, condition: "DEFECTIVE" }, word: "DEFECTIVE" },
    { held: { ...sim, condition: "DEFECTIVE", isServingOtherHub: true }, word: "SERVES_OTHER_HUB" },
    { held: { ...sim, isServingOtherHub: true, isRetired: true }, word: "RETIRED" },
  ] satisfies { held: SlotSim | null; word: string }[])("$word", ({ held, word }) => {
    expect(slotWord(held)).toBe(word);
  });
});
