import { expect, it } from "vitest";
import { startOfNextMonth } from "./billing-month";
import {
  activate,
  confirmByReport,
  deactivate,
  endWithConnection,
  expire,
  failActivation,
  keepWithConnection,
  move,
  type PackageState,
  resume,
  stopNow,
} from "./package-lifecycle";
import { packageMoves } from "./package-moves";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const december = at("2026-12-31T22:00:00Z");
const unconfirmed = { confirmBy: at("2026-11-23T10:00:00Z"), confirmedAt: null };
const moments = ["2026-11-22T13:00:00Z", "2026-11-25T13:00:00Z", "2026-12-05T13:00:00Z", "2027-01-05T13:00:00Z"].map(
  at,
);
const stored: PackageState[] = [
  { status: "INACTIVE", ended: null },
  endedPackage("STOPPED", "2026-11-10T10:00:00Z"),
  activePackage(),
  activePackage(unconfirmed),
  expiringPackage(),
  expiringPackage(unconfirmed),
  expiringPackage({ expiresAt: december, endCause: "CONNECTION" }),
  expiringPackage({ ...unconfirmed, expiresAt: december, endCause: "CONNECTION" }),
];
const ending = { endMonth: "2026-12", resellerName: "Black Sea Monitoring" } as const;
const terms = { resellerId: "black-sea", billingZone: "Europe/Kyiv" };

function decided(outcome: { ok: true; value: PackageState } | { ok: false }): PackageState | null {
  return outcome.ok ? outcome.value : null;
}

/** Every lifecycle function, as what it writes over one row: null or the same object for "nothing". */
const writers: Record<string, (state: PackageState, now: Temporal.Instant) => PackageState | null> = {
  deactivate: (state, now) => decided(deactivate(state, now)),
  resume: (state, now) => decided(resume(state, now, null)),
  resumeToConnection: (state, now) => decided(resume(state, now, ending)),
  stopNow: (state, now) => decided(stopNow(state, now)),
  expire,
  failActivation,
  confirmByReport,
  endWithConnection: (state, now) => endWithConnection(state, now, "2026-11"),
  keepWithConnection,
  move: (state, now) => {
    const moved = move(state, "harbor", startOfNextMonth(now, "Europe/Kyiv"));
    return moved.ok ? moved.value.ended : null;
  },
};

function describeMove(from: string, action: string, next: PackageState): string {
  const reason = next.status === "INACTIVE" ? (next.ended?.reason ?? null) : null;
  return `${from} ${action} ${next.status} ${reason}`;
}

function movesFrom(state: PackageState, now: Temporal.Instant): string[] {
  return Object.entries(writers).flatMap(([name, write]) => {
    const next = write(state, now);
    return next && next !== state ? [describeMove(state.status, name.replace("ToConnection", ""), next)] : [];
  });
}

function movesOfTheDomain(): Set<string> {
  const seen = new Set<string>();
  for (const state of stored) {
    for (const now of moments) {
      const started = decided(activate(state, terms, now));
      if (started) seen.add(describeMove("NONE", "activate", started));
      const moved = move(state, "harbor", startOfNextMonth(now, "Europe/Kyiv"));
      if (moved.ok) seen.add(describeMove("NONE", "move", moved.value.next));
      for (const name of movesFrom(state, now)) seen.add(name);
    }
  }
  return seen;
}

it("holds exactly the moves the lifecycle makes", () => {
  const named = packageMoves.map(({ from, to, action, endReason }) => `${from} ${action} ${to} ${endReason}`);
  expect([...movesOfTheDomain()].sort()).toEqual([...named].sort());
});

it("never changes an ended row", () => {
  expect(packageMoves.filter(({ from }) => from === "INACTIVE")).toEqual([]);
});

it("gives each end exactly one reason, and no reason to anything else", () => {
  for (const { to, endReason } of packageMoves) expect(endReason !== null).toBe(to === "INACTIVE");
});
