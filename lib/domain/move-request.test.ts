import { describe, expect, it } from "vitest";
import {
  askToMove,
  carryOut,
  effectiveMove,
  type MoveTarget,
  moveWaits,
  type StoredMove,
  targetUsable,
} from "./move-request";
import { refuse, succeed } from "./outcome";
import type { PackageState } from "./package-lifecycle";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const now = at("2026-11-12T09:00:00Z");
const boundary = at("2026-11-30T22:00:00Z");
const december = at("2026-12-31T22:00:00Z");
const zone = "Europe/Kyiv";
const harbor: MoveTarget = { resellerId: "harbor", resellerName: "Harbor Watch", state: "OPEN" };
const byConnection = expiringPackage({ endCause: "CONNECTION", expiresAt: december });
const goesWithConnection = expiringPackage({ endCause: "CONNECTION" });
const moved = { ended: { status: "INACTIVE", ended: { at: boundary, reason: "MOVED" } } };
const taken = { ...moved, next: activePackage({ resellerId: "harbor", confirmedAt: boundary }) };
const alreadyExpiring = refuse("PACKAGE_ALREADY_EXPIRING", { instant: boundary.toString(), zone });

describe("asking for a move", () => {
  const ask = (stored: PackageState) => askToMove(stored, { target: harbor, planned: null }, now);

  it.each([
    { what: "an active run", stored: activePackage(), outcome: succeed(boundary) },
    { what: "a run that ends with its connection later", stored: byConnection, outcome: succeed(boundary) },
    { what: "a run that ends with its connection then", stored: goesWithConnection, outcome: succeed(boundary) },
    { what: "a deactivated run", stored: expiringPackage(), outcome: alreadyExpiring },
    {
      what: "a stopped run",
      stored: endedPackage("STOPPED", "2026-11-01T00:00:00Z"),
      outcome: refuse("PACKAGE_NOT_ACTIVE"),
    },
    {
      what: "a hub that never ran",
      stored: { status: "INACTIVE", ended: null } as const,
      outcome: refuse("PACKAGE_NOT_ACTIVE"),
    },
    {
      what: "a run of that reseller",
      stored: activePackage({ resellerId: "harbor" }),
      outcome: refuse("RESELLER_REQUIRED"),
    },
  ])("$what", ({ stored, outcome }) => {
    expect(ask(stored)).toEqual(outcome);
  });

  it("takes the first of the month in the run's own zone", () => {
    const auckland = activePackage({ billingZone: "Pacific/Auckland" });
    expect(askToMove(auckland, { target: harbor, planned: null }, at("2026-11-30T11:00:00Z"))).toEqual(
      succeed(at("2026-12-31T11:00:00Z")),
    );
  });

  it("leaves one wish at a time, naming it", () => {
    const planned = { resellerName: "Meridian Group", askedAt: now };
    expect(askToMove(activePackage(), { target: harbor, planned }, now)).toEqual(
      refuse("REQUEST_OPEN", { reseller: "Meridian Group", date: now.toString() }),
    );
  });

  it.each(["ENDING", "CLOSED"] as const)("asks nobody whose connection is %s", (state) => {
    expect(targetUsable({ ...harbor, state })).toEqual(
      refuse("RESELLER_NOT_USABLE", { reseller: "Harbor Watch", state }),
    );
  });
});

describe("a request to take hubs over", () => {
  const waiting: StoredMove = { status: "PENDING", expiresAt: boundary, decidedAt: null, decidedBy: null };
  const decided = { decidedAt: now, decidedBy: "Mira Kos" };

  it("waits until its first boundary, and reads as over from then on", () => {
    expect(moveWaits(waiting, boundary.subtract({ milliseconds: 1 }))).toEqual(succeed(null));
    expect(effectiveMove(waiting, boundary)).toBe("EXPIRED");
    expect(moveWaits(waiting, boundary)).toEqual(
      refuse("REQUEST_DECIDED", { outcome: "EXPIRED", time: boundary.toString(), name: "–" }),
    );
  });

  it.each(["APPROVED", "DECLINED", "WITHDRAWN"] as const)("names who came first: %s", (status) => {
    expect(effectiveMove({ ...waiting, status }, december)).toBe(status);
    expect(moveWaits({ ...waiting, status, ...decided }, now)).toEqual(
      refuse("REQUEST_DECIDED", { outcome: status, time: now.toString(), name: "Mira Kos" }),
    );
  });
});

describe("carrying a move out at its boundary", () => {
  const unconfirmed = { confirmedAt: null };
  it.each([
    { what: "active", stored: activePackage(), outcome: succeed(taken) },
    { what: "ends with its connection then", stored: goesWithConnection, outcome: succeed(taken) },
    { what: "ends with its connection later", stored: byConnection, outcome: succeed(taken) },
    {
      what: "still waits for its SIM",
      stored: activePackage({ ...unconfirmed, confirmBy: boundary.add({ hours: 3 }) }),
      outcome: succeed({
        ...moved,
        next: activePackage({ resellerId: "harbor", ...unconfirmed, confirmBy: boundary.add({ hours: 3 }) }),
      }),
    },
    {
      what: "its SIM never reported in time",
      stored: activePackage({ ...unconfirmed, confirmBy: boundary }),
      outcome: refuse("PACKAGE_NOT_ACTIVE"),
    },
    { what: "deactivated", stored: expiringPackage(), outcome: alreadyExpiring },
    { what: "stopped", stored: endedPackage("STOPPED", "2026-11-20T00:00:00Z"), outcome: refuse("PACKAGE_NOT_ACTIVE") },
    { what: "expired", stored: endedPackage("EXPIRED", "2026-11-30T22:00:00Z"), outcome: refuse("PACKAGE_NOT_ACTIVE") },
  ])("$what", ({ stored, outcome }) => {
    expect(carryOut(stored, harbor, boundary)).toEqual(outcome);
  });

  it("changes nothing where the new reseller has stopped taking anything", () => {
    expect(carryOut(activePackage(), { ...harbor, state: "ENDING" }, boundary)).toEqual(
      refuse("RESELLER_NOT_USABLE", { reseller: "Harbor Watch", state: "ENDING" }),
    );
  });
});
