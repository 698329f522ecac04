import { describe, expect, it } from "vitest";
import type { BillingMonth } from "./billing-month";
import { refuse, succeed } from "./outcome";
import {
  type ConnectionFacts,
  type ConnectionState,
  dueWarning,
  effectiveConnection,
  endConnection,
  endMonthsFrom,
  endNow,
  keepConnection,
  mayKeep,
  proposeEnd,
  warningAt,
} from "./reseller-connection";
import { at } from "./testing/packages";

const zone = "Europe/Kyiv";
const now = at("2026-11-22T13:00:00Z");
const endOfDecember = at("2026-12-31T22:00:00Z");
const dealer = "dealer";
const facts = (liveHubs: number): ConnectionFacts => ({ zone, liveHubs, counterpart: "Harbor Watch" });

const open: ConnectionState = { status: "OPEN" };
const ending: ConnectionState = { status: "ENDING", endMonth: "2026-12", endingCompanyId: dealer };
const closed: ConnectionState = { status: "CLOSED", closedAt: at("2026-09-30T21:00:00Z") };

const alreadyEnding = refuse("ALREADY_ENDING", { date: endOfDecember.toString(), zone });
const notConnected = refuse("NOT_CONNECTED", { company: "Harbor Watch", date: "2026-09-30T21:00:00Z", zone });
const inUse = refuse("CONNECTION_IN_USE", { n: 3, date: endOfDecember.toString(), zone });
const wrongMonth = refuse("END_MONTH_INVALID", { first: "2026-12-31", last: "2027-11-30" });
const end = { endMonth: "2026-12", companyId: dealer } as const;

/** PRODUCT 4.4, row by row: what each event makes of each stored state while hubs run on the connection. */
const table = [
  { event: "proposeEnd", open: succeed("2026-12"), ending: alreadyEnding, closed: notConnected },
  { event: "end", open: succeed(ending), ending: alreadyEnding, closed: notConnected },
  { event: "end too early", open: wrongMonth, ending: alreadyEnding, closed: notConnected },
  { event: "endNow", open: inUse, ending: inUse, closed: notConnected },
  { event: "keep", open: succeed(open), ending: succeed(open), closed: notConnected },
  { event: "boundary passed", open, ending, closed },
] as const;

const events: Record<string, (state: ConnectionState) => unknown> = {
  proposeEnd: (state) => proposeEnd(state, "2026-12", facts(3), now),
  end: (state) => endConnection(state, end, facts(3), now),
  "end too early": (state) => endConnection(state, { ...end, endMonth: "2026-11" }, facts(3), now),
  endNow: (state) => endNow(state, facts(3), now),
  keep: (state) => keepConnection(state, facts(3)),
  "boundary passed": (state) => effectiveConnection(state, facts(3), endOfDecember),
};

describe("the table of a connection's moves", () => {
  it.each(table)("$event", ({ event, ...expected }) => {
    const happen = events[event];
    expect(happen?.(open)).toEqual(expected.open);
    expect(happen?.(ending)).toEqual(expected.ending);
    expect(happen?.(closed)).toEqual(expected.closed);
  });

  it("closes at once where nothing runs, be it open or ending", () => {
    const over = succeed({ status: "CLOSED", closedAt: now });
    expect(endNow(open, facts(0), now)).toEqual(over);
    expect(endNow(ending, facts(0), now)).toEqual(over);
  });

  it("closes an ending connection at its boundary once nothing runs on it", () => {
    const before = endOfDecember.subtract({ milliseconds: 1 });
    expect(effectiveConnection(ending, facts(0), before)).toBe(ending);
    expect(effectiveConnection(ending, facts(0), endOfDecember)).toEqual({ status: "CLOSED", closedAt: endOfDecember });
    expect(effectiveConnection(open, facts(0), endOfDecember)).toBe(open);
  });

  it("is closed when the last hub went off in a zone that comes later", () => {
    const lisbon = at("2027-01-01T00:00:00Z");
    expect(effectiveConnection(ending, facts(1), endOfDecember.add({ hours: 1 }))).toBe(ending);
    expect(effectiveConnection(ending, facts(0), lisbon, lisbon)).toEqual({ status: "CLOSED", closedAt: lisbon });
  });

  it("lets only the side that asked keep it", () => {
    expect(mayKeep(ending, dealer)).toBe(true);
    expect(mayKeep(ending, "reseller")).toBe(false);
    expect(mayKeep(open, dealer)).toBe(false);
  });
});

describe("the months a connection may end with", () => {
  it.each<{ when: string; in: string; live: number; first: BillingMonth; last: BillingMonth }>([
    { when: "2026-11-22T13:00:00Z", in: zone, live: 1, first: "2026-12", last: "2027-11" },
    { when: "2026-11-22T13:00:00Z", in: zone, live: 0, first: "2026-11", last: "2027-11" },
    { when: "2026-11-30T22:00:00Z", in: zone, live: 1, first: "2027-01", last: "2027-12" },
    { when: "2026-11-30T22:00:00Z", in: "Europe/Lisbon", live: 1, first: "2026-12", last: "2027-11" },
    { when: "2027-01-31T12:00:00Z", in: zone, live: 1, first: "2027-02", last: "2028-01" },
  ])("with $live hubs at $when in $in: $first to $last", ({ when, in: inZone, live, first, last }) => {
    expect(endMonthsFrom(at(when), { zone: inZone, liveHubs: live })).toEqual({ first, last });
  });

  it.each<{ month: BillingMonth; live: number; isOpen: boolean }>([
    { month: "2026-10", live: 0, isOpen: false },
    { month: "2026-11", live: 0, isOpen: true },
    { month: "2026-11", live: 1, isOpen: false },
    { month: "2026-12", live: 1, isOpen: true },
    { month: "2027-11", live: 1, isOpen: true },
    { month: "2027-12", live: 1, isOpen: false },
  ])("$month with $live hubs: $isOpen", ({ month, live, isOpen }) => {
    expect(endConnection(open, { ...end, endMonth: month }, facts(live), now).ok).toBe(isOpen);
    expect(proposeEnd(open, month, facts(live), now).ok).toBe(isOpen);
  });
});

describe("warnings", () => {
  it.each([
    { left: "15 days", now: endOfDecember.subtract({ hours: 24 * 15 }), warned: null, due: null },
    { left: "14 days", now: warningAt(endOfDecember, 14), warned: null, due: 14 },
    { left: "10 days, told", now: endOfDecember.subtract({ hours: 240 }), warned: 14, due: null },
    { left: "3 days", now: warningAt(endOfDecember, 3), warned: 14, due: 3 },
    { left: "2 days, both jumped over", now: endOfDecember.subtract({ hours: 48 }), warned: null, due: 3 },
    { left: "2 days, told", now: endOfDecember.subtract({ hours: 48 }), warned: 3, due: null },
    { left: "nothing", now: endOfDecember, warned: null, due: null },
  ])("$left left: $due", ({ now: when, warned, due }) => {
    expect(dueWarning(endOfDecember, warned, when)).toBe(due);
  });
});
