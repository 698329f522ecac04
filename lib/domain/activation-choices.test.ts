import { describe, expect, it } from "vitest";
import { type ConnectionFact, chooseReseller, chooseSim, slotProblems } from "./activation-choices";
import { refuse, succeed } from "./outcome";
import type { SlotSim } from "./sim-status";

function connection(resellerId: string, state: ConnectionFact["state"] = "OPEN"): ConnectionFact {
  return { connectionId: `c-${resellerId}`, resellerId, resellerName: resellerId.toUpperCase(), state };
}

function sim(changes: Partial<SlotSim> = {}): SlotSim {
  const sound = { isServingOtherHub: false, isRetired: false, isNumberKnown: true };
  return { simId: `sim-${changes.slot ?? 1}`, slot: 1, kind: "AJAX", condition: "OK", ...sound, ...changes };
}

describe("who is billed", () => {
  const [a, b] = [connection("a"), connection("b")];
  const [ending, closed, waiting] = [connection("e", "ENDING"), connection("c", "CLOSED"), connection("w", "WAITING")];
  const notUsable = (name: string, state: string) => refuse("RESELLER_NOT_USABLE", { reseller: name, state });

  it.each([
    { case: "one usable", from: [a], asked: null, last: null, answer: succeed(a) },
    {
      case: "one usable beside others",
      from: [ending, a, closed, waiting],
      asked: null,
      last: null,
      answer: succeed(a),
    },
    { case: "several", from: [a, b], asked: null, last: null, answer: refuse("RESELLER_REQUIRED") },
    { case: "several, one asked for", from: [a, b], asked: "b", last: "a", answer: succeed(b) },
    { case: "several, page presets the last", from: [a, b], asked: null, last: "b", answer: succeed(b) },
    { case: "several, the last is gone", from: [a, b], asked: null, last: "c", answer: refuse("RESELLER_REQUIRED") },
    { case: "the ending one asked for", from: [a, ending], asked: "e", last: null, answer: notUsable("E", "ENDING") },
    {
      case: "the waiting one asked for",
      from: [a, waiting],
      asked: "w",
      last: null,
      answer: notUsable("W", "WAITING"),
    },
    { case: "the ended one asked for", from: [a, closed], asked: "c", last: null, answer: notUsable("C", "CLOSED") },
    {
      case: "asked again after an end",
      from: [closed, connection("c")],
      asked: "c",
      last: null,
      answer: succeed(connection("c")),
    },
    {
      case: "a stranger asked for",
      from: [a],
      asked: "x",
      last: null,
      answer: refuse("RESELLER_NOT_USABLE", { state: "CLOSED" }),
    },
    { case: "only an ending one", from: [waiting, ending], asked: null, last: "e", answer: notUsable("E", "ENDING") },
    { case: "only waiting and ended", from: [waiting, closed], asked: null, last: null, answer: refuse("NO_RESELLER") },
    { case: "none", from: [], asked: null, last: null, answer: refuse("NO_RESELLER") },
  ])("$case", ({ from, asked, last, answer }) => {
    expect(chooseReseller(from, asked, last)).toEqual(answer);
  });
});

describe("which SIM carries the package", () => {
  const second = sim({ slot: 2 });
  const foreign = sim({ kind: "OTHER_OPERATOR" });
  const locked = sim({ slot: 2, condition: "PIN_LOCKED" });
  const base = { activeSlot: 1, isHubOnline: true } as const;

  it.each([
    { case: "the only one", facts: { ...base, sims: [sim()] }, slot: null, answer: succeed(sim()) },
    { case: "the active of two", facts: { ...base, sims: [second, sim()] }, slot: null, answer: succeed(sim()) },
    {
      case: "the active second",
      facts: { ...base, activeSlot: 2 as const, sims: [sim(), second] },
      slot: null,
      answer: succeed(second),
    },
    {
      case: "no active slot: the first",
      facts: { ...base, activeSlot: null, sims: [second, sim()] },
      slot: null,
      answer: succeed(sim()),
    },
    {
      case: "the requested slot",
      facts: { ...base, sims: [sim(), second] },
      slot: 2 as const,
      answer: succeed(second),
    },
    {
      case: "the usable one beside a foreign",
      facts: { ...base, sims: [foreign, second] },
      slot: null,
      answer: succeed(second),
    },
    {
      case: "requested slot holds a foreign SIM",
      facts: { ...base, sims: [foreign, second] },
      slot: 1 as const,
      answer: refuse("SIM_FOREIGN", { slot: 1 }),
    },
    {
      case: "requested slot is empty",
      facts: { ...base, sims: [sim()] },
      slot: 2 as const,
      answer: refuse("SIM_MISSING"),
    },
    {
      case: "neither usable: the active one's reason",
      facts: { ...base, sims: [locked, foreign] },
      slot: null,
      answer: refuse("SIM_FOREIGN", { slot: 1 }),
    },
    { case: "empty, online", facts: { ...base, sims: [] }, slot: null, answer: refuse("SIM_MISSING") },
    {
      case: "empty, offline",
      facts: { ...base, isHubOnline: false, sims: [] },
      slot: null,
      answer: refuse("SIM_NUMBER_NEEDED"),
    },
    {
      case: "offline, number known",
      facts: { ...base, isHubOnline: false, sims: [sim()] },
      slot: null,
      answer: succeed(sim()),
    },
  ])("$case", ({ facts, slot, answer }) => {
    expect(chooseSim(facts, slot)).toEqual(answer);
  });

  it.each([
    { code: "SIM_FOREIGN", changes: { kind: "OTHER_OPERATOR" } },
    { code: "SIM_RETIRED", changes: { isRetired: true } },
    { code: "SIM_IN_OTHER_HUB", changes: { isServingOtherHub: true } },
    { code: "SIM_DEFECTIVE", changes: { condition: "DEFECTIVE" } },
    { code: "SIM_LOCKED", changes: { condition: "PIN_LOCKED" } },
  ] as const)("$code stops it", ({ code, changes }) => {
    const facts = { ...base, sims: [sim(changes)] };
    expect(chooseSim(facts)).toEqual(refuse(code, { slot: 1 }));
    expect(slotProblems(facts)).toEqual([{ code, params: { slot: 1 } }]);
  });

  it("wants the number of an unknown SIM only while the hub is offline", () => {
    const sims = [sim({ isNumberKnown: false })];
    expect(chooseSim({ ...base, sims })).toEqual(succeed(sims[0]));
    expect(chooseSim({ ...base, isHubOnline: false, sims })).toEqual(refuse("SIM_NUMBER_NEEDED", { slot: 1 }));
  });

  it("lists all problems of all SIMs at once, active slot first, and none where one SIM will do", () => {
    const worn = sim({ slot: 2, isRetired: true, condition: "DEFECTIVE" });
    expect(slotProblems({ ...base, activeSlot: 2, sims: [foreign, worn] }).map(({ code }) => code)).toEqual([
      "SIM_RETIRED",
      "SIM_DEFECTIVE",
      "SIM_FOREIGN",
    ]);
    expect(slotProblems({ ...base, sims: [foreign, second] })).toEqual([]);
  });
});
