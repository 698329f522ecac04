import { describe, expect, it } from "vitest";
import { mayChangeRole, mayEnd, mayGiveRole } from "./employee-change";
import { compareRights, rightsOf, sidesOf } from "./employee-rights";
import { permissions } from "./permissions";
import { roles } from "./roles";

describe("changes of an employment", () => {
  it("leave the owner alone", () => {
    expect(mayEnd("OWNER")).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(mayChangeRole("OWNER", "SERVICE_MANAGER", true)).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(mayChangeRole("OWNER", "INSTALLER", false)).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    for (const role of roles.slice(1)) expect(mayEnd(role).ok).toBe(true);
  });

  it("make installers where there is a dealer only", () => {
    expect(mayGiveRole("INSTALLER", true).ok).toBe(true);
    expect(mayGiveRole("INSTALLER", false)).toEqual({ ok: false, refusal: "ROLE_NOT_HERE" });
    expect(mayChangeRole("SERVICE_MANAGER", "INSTALLER", false)).toEqual({ ok: false, refusal: "ROLE_NOT_HERE" });
    expect(mayChangeRole("INSTALLER", "SERVICE_MANAGER", false).ok).toBe(true);
  });
});

describe("rights lost and won", () => {
  it("are none between the two manager roles", () => {
    const change = compareRights("SERVICE_MANAGER", "SENIOR_SERVICE_MANAGER", ["dealer", "reseller"]);
    expect(change).toMatchObject({ lost: [], won: [] });
    expect(change.kept).toContain("dashboard:view");
  });

  it("mirror each other, and leave nothing out", () => {
    for (const from of roles) {
      for (const to of roles) {
        const there = compareRights(from, to, ["dealer"]);
        const back = compareRights(to, from, ["dealer"]);
        expect(there.lost).toEqual(back.won);
        expect([...there.lost, ...there.kept].toSorted()).toEqual(rightsOf(from, ["dealer"]).toSorted());
      }
    }
  });

  it("tell a manager who becomes an installer of requests, dashboard and bulk", () => {
    const { lost, won } = compareRights("SERVICE_MANAGER", "INSTALLER", ["dealer"]);
    expect(lost).toEqual(expect.arrayContaining(["reseller:connect", "dashboard:view", "package:bulk"]));
    expect(won).toEqual([]);
  });

  it("count on every side a company has", () => {
    expect(sidesOf({ isDealer: false, isReseller: false })).toEqual(["dealer"]);
    expect(sidesOf({ isDealer: true, isReseller: true })).toEqual(["dealer", "reseller"]);
    expect(sidesOf({ isDealer: false, isReseller: true })).toEqual(["reseller"]);
    expect(rightsOf("OWNER", ["dealer", "reseller"]).toSorted()).toEqual([...permissions].toSorted());
    expect(rightsOf("INSTALLER", ["reseller"])).toEqual([]);
  });
});
