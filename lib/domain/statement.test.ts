import { describe, expect, it } from "vitest";
import { chooseMonth, closesAt, confirmationOf, currentMonth, firstStatementMonth, monthsDown } from "./statement";
import { at } from "./testing/packages";

const zones = ["Pacific/Auckland", "Europe/Kyiv", "Europe/Rome"];

describe("a statement's month", () => {
  it("is over with the last of its zones (golden example 10)", () => {
    expect(closesAt("2026-11", zones)).toEqual(at("2026-11-30T23:00:00Z"));
    expect(closesAt("2026-11", ["Pacific/Auckland"])).toEqual(at("2026-11-30T11:00:00Z"));
    expect(() => closesAt("2026-11", [])).toThrow(RangeError);
  });

  it("is current as soon as it has begun somewhere", () => {
    expect(currentMonth(at("2026-11-30T10:59:59Z"), zones)).toBe("2026-11");
    expect(currentMonth(at("2026-11-30T11:00:00Z"), zones)).toBe("2026-12");
    expect(() => currentMonth(at("2026-11-30T11:00:00Z"), [])).toThrow(RangeError);
  });

  it("begins with the first connection, by its dealer's clock", () => {
    const openedAt = at("2026-11-30T12:00:00Z");
    const [auckland, kyiv] = [
      { openedAt, zone: "Pacific/Auckland" },
      { openedAt, zone: "Europe/Kyiv" },
    ];
    expect(firstStatementMonth([auckland])).toBe("2026-12");
    expect(firstStatementMonth([auckland, kyiv])).toBe("2026-11");
    expect(firstStatementMonth([])).toBeNull();
  });

  it("is one between the first and the current", () => {
    const months = { first: "2026-09", current: "2026-11" } as const;
    expect(chooseMonth("2026-09", months)).toEqual({ ok: true, value: "2026-09" });
    expect(chooseMonth("2026-11", months)).toEqual({ ok: true, value: "2026-11" });
    for (const month of ["2026-08", "2026-12", null] as const) {
      expect(chooseMonth(month, months)).toEqual({ ok: false, refusal: "MONTH_INVALID", params: months });
    }
  });

  it("stands in a list from the newest to the oldest", () => {
    expect(monthsDown("2027-01", "2026-11")).toEqual(["2027-01", "2026-12", "2026-11"]);
    expect(monthsDown("2026-10", "2026-11")).toEqual([]);
  });
});

it("counts a report of a closed month from the first open one on", () => {
  const reported = at("2026-11-30T21:59:58Z");
  const first = at("2026-11-30T22:00:00Z");
  expect(confirmationOf(reported, "Europe/Kyiv", null)).toEqual(reported);
  expect(confirmationOf(reported, "Europe/Kyiv", "2026-10")).toEqual(reported);
  expect(confirmationOf(reported, "Europe/Kyiv", "2026-11")).toEqual(first);
  expect(confirmationOf(first, "Europe/Kyiv", "2026-11")).toEqual(first);
});
