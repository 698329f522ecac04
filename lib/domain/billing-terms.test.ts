import { expect, it } from "vitest";
import { agreedFrom, firstUnbegunMonth, mayHoldFrom, monthsFrom, presentMonth, termsIn } from "./billing-terms";
import { refuse, succeed } from "./outcome";

const at = (text: string) => Temporal.Instant.from(text);

it.each([
  { now: "2026-11-15T12:00:00Z", present: "2026-11", unbegun: "2026-12" },
  { now: "2026-11-30T09:59:59Z", present: "2026-11", unbegun: "2026-12" },
  { now: "2026-11-30T10:00:00Z", present: "2026-11", unbegun: "2027-01" },
  { now: "2026-12-01T11:59:59Z", present: "2026-11", unbegun: "2027-01" },
  { now: "2026-12-01T12:00:00Z", present: "2026-12", unbegun: "2027-01" },
])("at $now terms hold from $present at once, and change from $unbegun on", ({ now, present, unbegun }) => {
  expect(presentMonth(at(now))).toBe(present);
  expect(firstUnbegunMonth(at(now))).toBe(unbegun);
});

it("terms agreed at once hold from now, but never reach into a closed month", () => {
  const now = at("2026-11-30T15:00:00Z");
  expect(agreedFrom(now, null)).toBe("2026-11");
  expect(agreedFrom(now, "2026-10")).toBe("2026-11");
  expect(agreedFrom(now, "2026-11")).toBe("2026-12");
});

it("the terms of the latest month that has begun are in force", () => {
  const all = [
    { fromMonth: "2026-09", feeMinor: 200 },
    { fromMonth: "2026-12", feeMinor: 250 },
    { fromMonth: "2026-11", feeMinor: 220 },
  ];
  expect(termsIn(all, "2026-11")?.feeMinor).toBe(220);
  expect(termsIn(all, "2026-10")?.feeMinor).toBe(200);
  expect(termsIn(all, "2027-05")?.feeMinor).toBe(250);
  expect(termsIn(all, "2026-08")).toBeNull();
});

it("terms can be set for a year ahead, never for a month before the first that is open", () => {
  expect(monthsFrom("2026-12")).toHaveLength(12);
  expect(mayHoldFrom("2026-12", "2026-12")).toEqual(succeed("2026-12"));
  expect(mayHoldFrom("2027-11", "2026-12")).toEqual(succeed("2027-11"));
  for (const month of ["2026-11", "2027-12"] as const) {
    expect(mayHoldFrom(month, "2026-12")).toEqual(refuse("MONTH_INVALID", { first: "2026-12", current: "2027-11" }));
  }
});
