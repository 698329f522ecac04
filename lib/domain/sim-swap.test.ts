import { describe, expect, it } from "vitest";
import type { SlotSim } from "./sim-status";
import { decideSwap } from "./sim-swap";
import { activePackage, expiringPackage } from "./testing/packages";

const now = Temporal.Instant.from("2026-11-22T13:00:00Z");
const usable: Omit<SlotSim, "simId"> = {
  slot: 2,
  kind: "AJAX",
  condition: "OK",
  isServingOtherHub: false,
  isRetired: false,
  isNumberKnown: true,
};
const expiring = expiringPackage({ expiresAt: Temporal.Instant.from("2026-11-30T22:00:00Z") });

describe("a running package goes over to another SIM", () => {
  it.each([["active", activePackage()] as const, ["expiring", expiring] as const])(
    "while %s, unchanged",
    (_word, stored) => {
      expect(decideSwap(stored, usable, now)).toEqual({ ok: true, value: stored });
    },
  );

  it.each([
    { sim: { kind: "OTHER_OPERATOR" }, refusal: "SIM_FOREIGN" },
    { sim: { isRetired: true }, refusal: "SIM_RETIRED" },
    { sim: { isServingOtherHub: true }, refusal: "SIM_IN_OTHER_HUB" },
    { sim: { condition: "DEFECTIVE" }, refusal: "SIM_DEFECTIVE" },
    { sim: { condition: "PIN_LOCKED" }, refusal: "SIM_LOCKED" },
  ] as const)("never to one that is $refusal", ({ sim, refusal }) => {
    expect(decideSwap(activePackage(), { ...usable, ...sim }, now)).toMatchObject({ ok: false, refusal });
  });

  it.each([
    ["never ran", { status: "INACTIVE", ended: null } as const, now],
    ["was stopped", { status: "INACTIVE", ended: { at: now, reason: "STOPPED" } } as const, now],
    ["is over, however late the job is", expiring, expiring.expiresAt],
  ])("not one that %s", (_word, stored, at) => {
    expect(decideSwap(stored, usable, at)).toMatchObject({ ok: false, refusal: "PACKAGE_NOT_ACTIVE" });
  });
});
