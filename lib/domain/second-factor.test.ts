import { expect, it } from "vitest";
import { needsSecondFactor } from "./second-factor";

it.each([
  ["dealer", "OWNER", true],
  ["dealer", "SENIOR_SERVICE_MANAGER", false],
  ["dealer", "SERVICE_MANAGER", false],
  ["dealer", "INSTALLER", false],
  ["reseller", "OWNER", true],
  ["reseller", "SENIOR_SERVICE_MANAGER", true],
  ["reseller", "SERVICE_MANAGER", true],
] as const)("on the side of a %s, %s: %s", (side, role, expected) => {
  expect(needsSecondFactor({ side, role })).toBe(expected);
});
