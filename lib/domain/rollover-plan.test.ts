import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingMonthOf } from "./billing-month";
import { boundariesBetween, planRuns } from "./rollover-plan";
import { at } from "./testing/packages";

describe("runs to plan", () => {
  const group = (expiresAt: string, zone: string, clockId: string | null = null) => ({
    expiresAt: at(expiresAt),
    zone,
    clockId,
  });
  const run = (month: string, zone: string, dueAt: string, clockId: string | null = null) => ({
    month,
    zone,
    clockId,
    dueAt: at(dueAt),
  });

  it("are one per month, zone and clock, named after the month that is over, oldest first", () => {
    const due = [
      group("2026-12-31T22:00:00Z", "Europe/Kyiv"),
      group("2026-11-30T23:00:00Z", "Europe/Rome"),
      group("2026-11-30T22:00:00Z", "Europe/Kyiv", "demo"),
      group("2026-11-30T22:00:00Z", "Europe/Kyiv"),
      group("2026-11-30T11:00:00Z", "Pacific/Auckland"),
      group("2026-11-30T22:00:00Z", "Europe/Kyiv"),
    ];
    const expected = [
      run("2026-11", "Pacific/Auckland", "2026-11-30T11:00:00Z"),
      run("2026-11", "Europe/Kyiv", "2026-11-30T22:00:00Z"),
      run("2026-11", "Europe/Kyiv", "2026-11-30T22:00:00Z", "demo"),
      run("2026-11", "Europe/Rome", "2026-11-30T23:00:00Z"),
      run("2026-12", "Europe/Kyiv", "2026-12-31T22:00:00Z"),
    ];
    expect(planRuns(due)).toEqual(expected);
    expect(planRuns([...due].reverse())).toEqual(expected);
  });

  it("cover the latest end where zone data has moved one", () => {
    const due = [group("2026-11-30T22:00:00Z", "Europe/Kyiv"), group("2026-11-30T21:00:00Z", "Europe/Kyiv")];
    expect(planRuns(due)).toEqual([run("2026-11", "Europe/Kyiv", "2026-11-30T22:00:00Z")]);
  });

  it("are none where nothing is due", () => {
    expect(planRuns([])).toEqual([]);
  });
});

describe("boundaries on a clock's way", () => {
  const zones = ["Europe/Rome", "Pacific/Auckland", "Europe/Kyiv", "Europe/Kyiv"];

  it("come in order of time, each once, `from` excluded and `to` included", () => {
    const crossed = boundariesBetween(at("2026-10-31T22:00:00Z"), at("2026-11-30T22:00:00Z"), zones);
    expect(crossed.map(({ at, zone, month }) => `${at} ${zone} ${month}`)).toEqual([
      "2026-10-31T23:00:00Z Europe/Rome 2026-10",
      "2026-11-30T11:00:00Z Pacific/Auckland 2026-11",
      "2026-11-30T22:00:00Z Europe/Kyiv 2026-11",
    ]);
  });

  it("are none in a still clock and none backward", () => {
    const boundary = at("2026-11-30T22:00:00Z");
    expect(boundariesBetween(boundary, boundary, zones)).toEqual([]);
    expect(boundariesBetween(boundary.add({ hours: 1 }), boundary, zones)).toEqual([]);
  });

  it("are the same for many small steps as for a large one, and every month is ended once", () => {
    const from = at("2026-01-15T12:00:00Z");
    const steps = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 30, size: "max" });
    fc.assert(
      fc.property(steps, fc.shuffledSubarray(Intl.supportedValuesOf("timeZone"), { maxLength: 4 }), (minutes, some) => {
        let now = from;
        const stepwise = minutes.flatMap((step) => {
          const before = now;
          now = now.add({ minutes: step });
          return boundariesBetween(before, now, some);
        });
        expect(stepwise).toEqual(boundariesBetween(from, now, some));
        for (const zone of some) {
          const months = stepwise.filter((boundary) => boundary.zone === zone).map(({ month }) => month);
          expect(months).toEqual(monthsFrom(billingMonthOf(from, zone), billingMonthOf(now, zone)));
        }
      }),
    );
  });

  function monthsFrom(first: string, end: string): string[] {
    const months: string[] = [];
    for (let month = Temporal.PlainYearMonth.from(first); month.toString() < end; month = month.add({ months: 1 })) {
      months.push(month.toString());
    }
    return months;
  }
});
