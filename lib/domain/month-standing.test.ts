import { expect, it } from "vitest";
import { monthStandingOf } from "./month-standing";
import { at } from "./testing/packages";

it.each([
  { now: "2026-11-22T13:04:00Z", zone: "Europe/Kyiv", month: "2026-11", left: [8, 8, 56] },
  { now: "2026-11-22T13:04:00Z", zone: "Pacific/Auckland", month: "2026-11", left: [7, 21, 56] },
  { now: "2026-11-30T21:59:59Z", zone: "Europe/Kyiv", month: "2026-11", left: [0, 0, 0] },
  { now: "2026-11-30T22:00:00Z", zone: "Europe/Kyiv", month: "2026-12", left: [31, 0, 0] },
  { now: "2026-10-24T22:00:00Z", zone: "Europe/Rome", month: "2026-10", left: [7, 1, 0] }, // One hour comes twice.
])("at $now the month $month of $zone still lasts $left", ({ now, zone, month, left }) => {
  const standing = monthStandingOf(at(now), zone);
  expect(standing.month).toBe(month);
  expect(Object.values(standing.left)).toEqual(left);
});

it("is over by as much as the wall clock shows", () => {
  expect(monthStandingOf(at("2026-11-30T22:00:00Z"), "Europe/Kyiv")).toMatchObject({ share: 0, days: 31 });
  expect(monthStandingOf(at("2026-11-15T22:00:00Z"), "Europe/Kyiv")).toMatchObject({ share: 0.5, days: 30 });
});
