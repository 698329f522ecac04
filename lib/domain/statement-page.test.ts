import { expect, it } from "vitest";
import { dealersOfPage } from "./statement-page";

const parts = [
  { companyId: "a", lines: 30 },
  { companyId: "b", lines: 0 },
  { companyId: "c", lines: 25 },
  { companyId: "d", lines: 100 },
];

it.each([
  { from: null, limit: 10, dealers: ["a"] },
  { from: null, limit: 51, dealers: ["a", "c"] },
  { from: null, limit: 56, dealers: ["a", "c", "d"] },
  { from: "a", limit: 25, dealers: ["a", "c"] },
  { from: "c", limit: 51, dealers: ["c", "d"] },
  { from: "d", limit: 51, dealers: ["d"] },
  { from: "gone", limit: 10, dealers: ["a"] },
])("from $from, $limit lines are read from $dealers", ({ from, limit, dealers }) => {
  expect(dealersOfPage(parts, from, limit)).toEqual(dealers);
});

it("of nobody there is nothing to read", () => {
  expect(dealersOfPage([], null, 51)).toEqual([]);
});
