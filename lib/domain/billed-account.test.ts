import { expect, it } from "vitest";
import { accountState } from "./billed-account";
import { activePackage, at, expiringPackage } from "./testing/packages";

const now = at("2026-11-22T13:00:00Z");
const later = at("2026-11-30T22:00:00Z");

it.each([
  ["LIVE", activePackage({})],
  ["ENDS", expiringPackage({ expiresAt: later })],
  ["ENDED", expiringPackage({ expiresAt: now })],
  ["ACTIVATING", activePackage({ confirmedAt: null, confirmBy: later })],
  ["ACTIVATING", expiringPackage({ confirmedAt: null, confirmBy: later, expiresAt: later })],
  ["ENDED", activePackage({ confirmedAt: null, confirmBy: now })],
  ["ENDED", { status: "INACTIVE" as const, ended: { at: now, reason: "STOPPED" as const } }],
] as const)("reads as %s", (state, stored) => {
  expect(accountState(stored, now)).toBe(state);
});
