import { describe, expect, it } from "vitest";
import { readPackage, settledWithConnection } from "./package-reading";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const now = at("2026-11-12T09:00:00Z");
const boundary = at("2026-11-30T22:00:00Z");
const december = at("2026-12-31T22:00:00Z");
const endsWithDecember = { endMonth: "2026-12", resellerName: "Black Sea Monitoring" } as const;
const endsWithNovember = { endMonth: "2026-11", resellerName: "Black Sea Monitoring" } as const;
const approvedMove = { at: boundary, resellerId: "harbor" };
const alone = { connectionEnd: null, approvedMove: null };
const byConnection = expiringPackage({ endCause: "CONNECTION", expiresAt: december });

describe("a package amid an ending connection", () => {
  it("reads as ending with it, before anybody has written that down", () => {
    expect(readPackage(activePackage(), { ...alone, connectionEnd: endsWithDecember }, now)).toEqual(byConnection);
    expect(readPackage(activePackage(), { ...alone, connectionEnd: endsWithDecember }, december)).toEqual(
      endedPackage("EXPIRED", december.toString()),
    );
  });

  it("reads as running on once the connection was kept, also past what would have been its end", () => {
    for (const when of [now, december, december.add({ hours: 1 })]) {
      expect(readPackage(byConnection, alone, when)).toEqual(activePackage());
    }
  });

  it("keeps an earlier end of its own, and owes nothing else", () => {
    const own = expiringPackage();
    expect(settledWithConnection(own, endsWithDecember, now)).toBe(own);
    expect(settledWithConnection(own, null, now)).toBe(own);
    expect(settledWithConnection(byConnection, endsWithDecember, now)).toBe(byConnection);
    expect(settledWithConnection(activePackage(), null, now)).toEqual(activePackage());
  });
});

describe("a package whose move was approved", () => {
  const taken = activePackage({ resellerId: "harbor", confirmedAt: boundary });

  it("reads as it is stored before the boundary and as moved from then on", () => {
    const around = { ...alone, approvedMove };
    expect(readPackage(activePackage(), around, boundary.subtract({ milliseconds: 1 }))).toEqual(activePackage());
    expect(readPackage(activePackage(), around, boundary)).toEqual(taken);
  });

  it("never reads as ended where it would have gone off with its connection at that instant", () => {
    const around = { connectionEnd: endsWithNovember, approvedMove };
    expect(readPackage(expiringPackage({ endCause: "CONNECTION" }), around, boundary)).toEqual(taken);
    expect(readPackage(activePackage(), around, boundary)).toEqual(taken);
  });

  it("ends as decided where its own end was set", () => {
    expect(readPackage(expiringPackage(), { ...alone, approvedMove }, boundary)).toEqual(
      endedPackage("EXPIRED", boundary.toString()),
    );
  });

  it("reads as failed where its SIM still owes the report after the move", () => {
    const late = activePackage({ confirmedAt: null, confirmBy: boundary.add({ hours: 3 }) });
    expect(readPackage(late, { ...alone, approvedMove }, boundary.add({ hours: 3 }))).toEqual(
      endedPackage("ACTIVATION_FAILED", boundary.add({ hours: 3 }).toString()),
    );
  });
});
