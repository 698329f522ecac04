import { expect, it } from "vitest";
import { barsIcon, batteryIcon } from "./level-icons";

it.each([
  [100, "batt"],
  [60, "batt"],
  [59, "batt2"],
  [20, "batt2"],
  [19, "batt1"],
  [1, "batt1"],
  [0, "batt0"],
] as const)("draws a charge of %i percent as %s", (percent, icon) => {
  expect(batteryIcon(percent)).toBe(icon);
});

it("draws each count of bars", () => {
  expect([0, 1, 2, 3].map(barsIcon)).toEqual(["bars0", "bars1", "bars2", "bars"]);
});
