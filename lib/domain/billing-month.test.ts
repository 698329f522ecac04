import { beforeAll, describe, expect, it } from "vitest";
import {
  type BillingMonth,
  billingMonthOf,
  daysInMonth,
  lastMinuteOfMonth,
  nextMonth,
  parseBillingMonth,
  previousMonth,
  startOfMonth,
  startOfNextMonth,
} from "./billing-month";
import { irregularMonthStarts } from "./testing/irregular-month-starts";
import { firstInstantShowing, openOracle } from "./testing/month-oracle";

const at = (text: string) => Temporal.Instant.from(text);
const zones = Intl.supportedValuesOf("timeZone");
const months = Array.from({ length: 672 }, (_, i) => monthName(1990 + Math.floor(i / 12), (i % 12) + 1));

function monthName(year: number, month: number): BillingMonth {
  return `${year}-${String(month).padStart(2, "0")}` as BillingMonth;
}

describe("the first instant of the next month", () => {
  it.each([
    { now: "2026-11-22T13:00:00Z", zone: "Europe/Kyiv", starts: "2026-11-30T22:00:00Z" },
    { now: "2026-11-30T21:59:59.999Z", zone: "Europe/Kyiv", starts: "2026-11-30T22:00:00Z" },
    { now: "2026-11-30T22:00:00Z", zone: "Europe/Kyiv", starts: "2026-12-31T22:00:00Z" },
    { now: "2026-10-25T00:30:00Z", zone: "Europe/Rome", starts: "2026-10-31T23:00:00Z" },
    { now: "2026-10-25T01:30:00Z", zone: "Europe/Rome", starts: "2026-10-31T23:00:00Z" },
    { now: "2026-09-26T14:00:00Z", zone: "Pacific/Auckland", starts: "2026-09-30T11:00:00Z" },
    { now: "2027-01-31T21:59:59Z", zone: "Europe/Kyiv", starts: "2027-01-31T22:00:00Z" },
    { now: "2027-01-31T22:00:00Z", zone: "Europe/Kyiv", starts: "2027-02-28T22:00:00Z" },
    { now: "2028-02-20T12:00:00Z", zone: "Europe/Rome", starts: "2028-02-29T23:00:00Z" },
    { now: "2026-12-31T12:00:00Z", zone: "UTC", starts: "2027-01-01T00:00:00Z" },
    { now: "2026-10-10T12:00:00Z", zone: "America/Havana", starts: "2026-11-01T04:00:00Z" },
    { now: "2026-11-01T04:30:00Z", zone: "America/Havana", starts: "2026-12-01T05:00:00Z" },
    { now: "2026-11-01T05:30:00Z", zone: "America/Havana", starts: "2026-12-01T05:00:00Z" },
    { now: "2017-09-15T12:00:00Z", zone: "America/Asuncion", starts: "2017-10-01T04:00:00Z" },
    { now: "1994-12-30T12:00:00Z", zone: "Pacific/Kiritimati", starts: "1994-12-31T10:00:00Z" },
  ])("after $now in $zone is $starts", ({ now, zone, starts }) => {
    expect(startOfNextMonth(at(now), zone)).toEqual(at(starts));
  });

  it("refuses a zone it does not know", () => {
    expect(() => startOfNextMonth(at("2026-11-22T13:00:00Z"), "Europe/Atlantis")).toThrow(RangeError);
  });
});

describe("every zone × 672 months, against an oracle that bisects what Intl shows", () => {
  const irregular: { kind: string; zone: string; month: string; startsAt: string }[] = [];
  const wrong: string[] = [];
  let looked = 0;

  beforeAll(() => {
    for (const zone of zones) lookAt(zone);
  });

  function lookAt(zone: string) {
    const oracle = openOracle(zone);
    for (const month of months) {
      const { firstMs, kind } = firstInstantShowing(oracle, month);
      const starts = startOfMonth(month, zone);
      const endBefore = startOfNextMonth(starts.subtract({ milliseconds: 1 }), zone);
      if (starts.epochMilliseconds !== firstMs || endBefore.epochMilliseconds !== firstMs)
        wrong.push(`${zone} ${month}`);
      if (kind !== "PLAIN") irregular.push({ kind, zone, month, startsAt: starts.toString() });
      looked += 1;
    }
  }

  it("agrees on the first instant, asked by name and from the millisecond before", () => {
    expect(wrong).toEqual([]);
    expect(looked).toBe(zones.length * 672);
    expect(looked).toBeGreaterThanOrEqual(280_896);
  });

  it("finds exactly the gaps and folds on record", () => {
    expect(irregular).toEqual(irregularMonthStarts);
    expect(irregular.filter(({ kind }) => kind === "GAP")).toHaveLength(56);
    expect(irregular.filter(({ kind }) => kind === "FOLD")).toHaveLength(10);
  });

  it.each(irregularMonthStarts)("$kind: $month begins in $zone at $startsAt, not a millisecond earlier", (row) => {
    const startsAt = at(row.startsAt);
    expect(startOfMonth(row.month, row.zone)).toEqual(startsAt);
    expect(billingMonthOf(startsAt, row.zone)).toBe(row.month);
    expect(billingMonthOf(startsAt.subtract({ milliseconds: 1 }), row.zone)).toBe(previousMonth(row.month));
  });
});

describe("months by name", () => {
  it.each([
    { instant: "2026-11-30T21:59:59.999Z", zone: "Europe/Kyiv", month: "2026-11" },
    { instant: "2026-11-30T22:00:00Z", zone: "Europe/Kyiv", month: "2026-12" },
    { instant: "2026-11-30T12:00:00Z", zone: "Pacific/Auckland", month: "2026-12" },
  ])("$instant lies in $month in $zone", ({ instant, zone, month }) => {
    expect(billingMonthOf(at(instant), zone)).toBe(month);
  });

  it("steps over the turn of the year, both ways", () => {
    expect(nextMonth("2026-12")).toBe("2027-01");
    expect(previousMonth("2027-01")).toBe("2026-12");
  });

  it.each([
    ["2026-02", 28],
    ["2028-02", 29],
    ["2026-10", 31],
    ["2026-11", 30],
  ] as const)("%s has %i dates", (month, days) => {
    expect(daysInMonth(month)).toBe(days);
  });

  it("takes only a real month as text", () => {
    expect(parseBillingMonth("2026-08")).toBe("2026-08");
    expect(["2026-13", "2026-00", "2026-8", "26-08", "2026-08-01", ""].map(parseBillingMonth)).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });

  it("names the last minute before the boundary, also in a month that ends in a fold", () => {
    expect(lastMinuteOfMonth(at("2026-11-22T13:00:00Z"), "Europe/Kyiv")).toEqual(at("2026-11-30T21:59:00Z"));
    expect(lastMinuteOfMonth(at("2026-10-22T13:00:00Z"), "America/Havana")).toEqual(at("2026-11-01T03:59:00Z"));
  });
});
