import { expect, it } from "vitest";
import { trendOf } from "./trend";

it.each([
  [[], "SINGLE"],
  [[5], "SINGLE"],
  [[1, 2, 3], "RISES"],
  [[1, 3, 2], "GREW"],
  [[1, 1, 2], "GREW"],
  [[3, 2, 1], "FALLS"],
  [[3, 1, 2], "SHRANK"],
  [[2, 3, 2], "LEVEL"],
  [[0, 0], "LEVEL"],
])("%j: %s", (figures, trend) => {
  expect(trendOf(figures)).toBe(trend);
});
