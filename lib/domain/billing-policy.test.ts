import { describe, expect, it } from "vitest";
import type { BillingMonth } from "./billing-month";
import { type BilledRun, chargeFor, markDays, type Trial, trialFrom } from "./billing-policy";
import { activate, confirmByReport, deactivate, effectiveState } from "./package-lifecycle";
import { activePackage, at } from "./testing/packages";

const FEE = 200;

function run(zone: string, from: string | null, to: string | null): BilledRun {
  return { zone, confirmedAt: from === null ? null : at(from), endedAt: to === null ? null : at(to) };
}

function fees(month: BillingMonth, runs: BilledRun[], trial: Trial | null = null) {
  const [full, daily] = (["FULL_MONTH", "DAILY"] as const).map((policy) =>
    chargeFor(month, runs, { policy, feeMinor: FEE, trial }),
  );
  return { full: full?.feeMinor, daily: daily?.feeMinor, days: daily?.billedDays };
}

/** Deactivates at a wall-clock or UTC time and returns the run with the end the lifecycle stored. */
function deactivated(zone: string, from: string, pressed: string): BilledRun {
  const decision = deactivate(activePackage({ billingZone: zone, confirmedAt: at(from) }), at(pressed));
  if (!decision.ok) throw new Error(decision.refusal);
  return { zone, confirmedAt: at(from), endedAt: decision.value.expiresAt };
}

describe("the golden examples of PRODUCT 6, fee 2.00 a month", () => {
  const kyiv = "Europe/Kyiv";
  const rome = "Europe/Rome";

  it.each([
    {
      n: "1",
      run: deactivated(kyiv, "2026-09-10T08:00:00Z", "2026-11-22T13:00:00Z"),
      ends: "2026-11-30T22:00:00Z",
      month: "2026-11",
      next: "2026-12",
      days: 30,
    },
    {
      n: "2, first 02:30",
      run: deactivated(rome, "2026-09-10T08:00:00Z", "2026-10-25T00:30:00Z"),
      ends: "2026-10-31T23:00:00Z",
      month: "2026-10",
      next: "2026-11",
      days: 31,
    },
    {
      n: "2, second 02:30",
      run: deactivated(rome, "2026-09-10T08:00:00Z", "2026-10-25T01:30:00Z"),
      ends: "2026-10-31T23:00:00Z",
      month: "2026-10",
      next: "2026-11",
      days: 31,
    },
    {
      n: "3",
      run: deactivated("Pacific/Auckland", "2026-08-10T08:00:00Z", "2026-09-26T14:00:00Z"),
      ends: "2026-09-30T11:00:00Z",
      month: "2026-09",
      next: "2026-10",
      days: 30,
    },
    {
      n: "4, last second",
      run: deactivated(kyiv, "2026-09-10T08:00:00Z", "2027-01-31T21:59:59Z"),
      ends: "2027-01-31T22:00:00Z",
      month: "2027-01",
      next: "2027-02",
      days: 31,
    },
    {
      n: "4, one second later",
      run: deactivated(kyiv, "2026-09-10T08:00:00Z", "2027-01-31T22:00:00Z"),
      ends: "2027-02-28T22:00:00Z",
      month: "2027-02",
      next: "2027-03",
      days: 28,
    },
    {
      n: "13, Havana",
      run: deactivated("America/Havana", "2026-09-10T08:00:00Z", "2026-10-10T12:00:00Z"),
      ends: "2026-11-01T04:00:00Z",
      month: "2026-10",
      next: "2026-11",
      days: 31,
    },
    {
      n: "13, Asunción",
      run: deactivated("America/Asuncion", "2017-08-10T08:00:00Z", "2017-09-10T12:00:00Z"),
      ends: "2017-10-01T04:00:00Z",
      month: "2017-09",
      next: "2017-10",
      days: 30,
    },
  ] as const)("$n: ends at $ends, $month is the last charged month", ({ run: billed, ends, month, next, days }) => {
    expect(billed.endedAt).toEqual(at(ends));
    expect(fees(month, [billed])).toEqual({ full: 200, daily: 200, days });
    expect(fees(next, [billed])).toEqual({ full: 0, daily: 0, days: 0 });
  });

  it.each([
    { year: 2027, ends: "2027-02-28T23:00:00Z", days: 19, daily: 136 },
    { year: 2028, ends: "2028-02-29T23:00:00Z", days: 20, daily: 138 },
  ])("5: Rome, 10 February $year, is $days days", ({ year, ends, days, daily }) => {
    const billed = deactivated(rome, `${year}-02-10T09:00:00Z`, `${year}-02-20T09:00:00Z`);
    expect(billed.endedAt).toEqual(at(ends));
    expect(fees(`${year}-02` as BillingMonth, [billed])).toEqual({ full: 200, daily, days });
  });

  it("6: stopped and activated again with the same reseller, the month is charged once", () => {
    const runs = [run(kyiv, "2027-01-05T08:00:00Z", "2027-03-10T10:00:00Z"), run(kyiv, "2027-03-20T10:00:00Z", null)];
    expect(fees("2027-03", runs)).toEqual({ full: 200, daily: 142, days: 22 });
    expect(fees("2027-03", [...runs].reverse())).toEqual({ full: 200, daily: 142, days: 22 });
  });

  it("7: with another reseller on the same day, both are charged", () => {
    expect(fees("2027-03", [run(kyiv, "2027-01-05T08:00:00Z", "2027-03-10T10:00:00Z")])).toEqual({
      full: 200,
      daily: 65,
      days: 10,
    });
    expect(fees("2027-03", [run(kyiv, "2027-03-10T11:00:00Z", null)])).toEqual({ full: 200, daily: 142, days: 22 });
  });

  it("8: a move at the boundary shares no month", () => {
    const boundary = "2027-03-31T21:00:00Z";
    const [a, b] = [[run(kyiv, "2027-01-05T08:00:00Z", boundary)], [run(kyiv, boundary, null)]];
    expect([fees("2027-03", a).full, fees("2027-04", a).full]).toEqual([200, 0]);
    expect([fees("2027-03", b).full, fees("2027-04", b)]).toEqual([0, { full: 200, daily: 200, days: 30 }]);
  });

  it("9: stopped at one instant, two zones are in two months", () => {
    const stop = "2026-11-30T12:00:00Z";
    const auckland = [run("Pacific/Auckland", "2026-10-05T08:00:00Z", stop)];
    const inKyiv = [run(kyiv, "2026-10-05T08:00:00Z", stop)];
    expect(fees("2026-12", auckland)).toEqual({ full: 200, daily: 6, days: 1 });
    expect(fees("2026-11", auckland)).toEqual({ full: 200, daily: 200, days: 30 });
    expect(fees("2026-12", inKyiv)).toEqual({ full: 0, daily: 0, days: 0 });
    expect(fees("2026-11", inKyiv)).toEqual({ full: 200, daily: 200, days: 30 });
  });

  it("11: 14 trial days are free, by date", () => {
    const confirmed = at("2027-02-20T09:00:00Z");
    const trial = trialFrom(confirmed, rome, 14);
    const runs = [run(rome, confirmed.toString(), null)];
    expect(fees("2027-02", runs, trial)).toEqual({ full: 0, daily: 0, days: 0 });
    expect(fees("2027-03", runs, trial)).toEqual({ full: 200, daily: 168, days: 26 });
    const march = chargeFor("2027-03", runs, { policy: "DAILY", feeMinor: FEE, trial });
    expect(march).toEqual({ liveDays: 31, trialDays: 5, billedDays: 26, feeMinor: 168 });
    expect(trialFrom(confirmed, rome, 0)).toBeNull();
  });

  it("12: activated offline at a month's end, the fee follows the SIM's first report", () => {
    const activated = activate(
      { status: "INACTIVE", ended: null },
      { resellerId: "a", billingZone: kyiv },
      at("2026-11-30T21:50:00Z"),
    );
    if (!activated.ok) throw new Error(activated.refusal);
    const reported = confirmByReport(activated.value, at("2026-11-30T22:20:00Z"));
    const confirmedAt = reported.status === "INACTIVE" ? null : reported.confirmedAt;
    const runs = [{ zone: kyiv, confirmedAt, endedAt: null }];
    expect(fees("2026-11", runs)).toEqual({ full: 0, daily: 0, days: 0 });
    expect(fees("2026-12", runs)).toEqual({ full: 200, daily: 200, days: 31 });

    const silent = effectiveState(activated.value, at("2026-12-01T21:50:00Z"));
    const endedAt = silent.status === "INACTIVE" ? (silent.ended?.at ?? null) : null;
    expect(fees("2026-12", [{ zone: kyiv, confirmedAt: null, endedAt }])).toEqual({ full: 0, daily: 0, days: 0 });
  });
});

describe("days", () => {
  it("count once over all runs of one date", () => {
    const runs = [
      run("Europe/Kyiv", "2027-03-10T08:00:00Z", "2027-03-10T09:00:00Z"),
      run("Europe/Kyiv", "2027-03-10T10:00:00Z", "2027-03-10T11:00:00Z"),
    ];
    expect(fees("2027-03", runs)).toEqual({ full: 200, daily: 6, days: 1 });
  });

  it("do not include the date that begins at the end", () => {
    const runs = [run("Europe/Kyiv", "2027-03-10T08:00:00Z", "2027-03-10T22:00:00Z")];
    expect(fees("2027-03", runs).days).toBe(1);
  });

  it("are none where the end is the confirmation", () => {
    expect(fees("2027-03", [run("Europe/Kyiv", "2027-03-10T08:00:00Z", "2027-03-10T08:00:00Z")]).days).toBe(0);
  });

  it("round half up, per line", () => {
    const oneDay = [run("UTC", "2027-04-10T08:00:00Z", "2027-04-10T09:00:00Z")];
    const daily = (feeMinor: number) =>
      chargeFor("2027-04", oneDay, { policy: "DAILY", feeMinor, trial: null }).feeMinor;
    expect([daily(14), daily(15), daily(44), daily(45)]).toEqual([0, 1, 1, 2]);
  });
});

describe("the marks of a month's dates", () => {
  it("are none before and between runs, the trial's first and then the billed ones", () => {
    const runs = [
      run("Europe/Kyiv", "2027-02-03T08:00:00Z", "2027-02-04T09:00:00Z"),
      run("Europe/Kyiv", "2027-02-07T08:00:00Z", null),
    ];
    const marks = markDays("2027-02", runs, 3);
    expect(marks.slice(0, 8)).toEqual(["NONE", "NONE", "FREE", "FREE", "NONE", "NONE", "FREE", "BILLED"]);
    expect(marks).toHaveLength(28);
    expect(marks.filter((mark) => mark === "BILLED")).toHaveLength(21);
  });
});
