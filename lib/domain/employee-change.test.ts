import { describe, expect, it } from "vitest";
import { mayChangeRole, mayEnd, mayGiveRole, mayGrantFinance } from "./employee-change";
import { compareRights, rightsOf, sidesOf, withRole } from "./employee-rights";
import { permissions } from "./permissions";
import { type EmployeeRole, roles } from "./roles";

const plain = (role: EmployeeRole) => ({ role, isFinanceGranted: false });

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

describe("the sight of money", () => {
  const money = ["finance:view", "billed-account:view", "statement:view", "statement:export"];

  it("is given to managers alone", () => {
    expect(roles.map((role) => mayGrantFinance(role).ok)).toEqual([false, true, true, false]);
    expect(mayGrantFinance("OWNER")).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(mayGrantFinance("INSTALLER")).toEqual({ ok: false, refusal: "FINANCE_OF_MANAGERS" });
  });

  it("moves amounts, billed hubs and statements, and a reseller's manager has them anyway", () => {
    const from = plain("SERVICE_MANAGER");
    const to = { ...from, isFinanceGranted: true };
    expect(compareRights(from, to, ["dealer"])).toMatchObject({ lost: [], won: money });
    expect(compareRights(to, from, ["dealer"])).toMatchObject({ lost: money, won: [] });
    expect(compareRights(from, to, ["reseller"])).toMatchObject({ lost: [], won: [] });
  });

  it("stays with a manager of the other kind and goes with the role of one", () => {
    const granted = { role: "SERVICE_MANAGER", isFinanceGranted: true } as const;
    expect(withRole(granted, "SENIOR_SERVICE_MANAGER").isFinanceGranted).toBe(true);
    expect(withRole(granted, "INSTALLER").isFinanceGranted).toBe(false);
    expect(compareRights(granted, withRole(granted, "INSTALLER"), ["dealer"]).lost).toContain("finance:view");
  });
});

describe("rights lost and won", () => {
  it("are none between the two manager roles", () => {
    const change = compareRights(plain("SERVICE_MANAGER"), plain("SENIOR_SERVICE_MANAGER"), ["dealer", "reseller"]);
    expect(change).toMatchObject({ lost: [], won: [] });
    expect(change.kept).toContain("dashboard:view");
  });

  it("mirror each other, and leave nothing out", () => {
    for (const from of roles) {
      for (const to of roles) {
        const there = compareRights(plain(from), plain(to), ["dealer"]);
        const back = compareRights(plain(to), plain(from), ["dealer"]);
        expect(there.lost).toEqual(back.won);
        expect([...there.lost, ...there.kept].toSorted()).toEqual(rightsOf(plain(from), ["dealer"]).toSorted());
      }
    }
  });

  it("tell a manager who becomes an installer of requests, dashboard and bulk", () => {
    const { lost, won } = compareRights(plain("SERVICE_MANAGER"), plain("INSTALLER"), ["dealer"]);
    expect(lost).toEqual(expect.arrayContaining(["reseller:connect", "dashboard:view", "package:bulk"]));
    expect(won).toEqual([]);
  });

  it("count on every side a company has", () => {
    expect(sidesOf({ isDealer: false, isReseller: false })).toEqual(["dealer"]);
    expect(sidesOf({ isDealer: true, isReseller: true })).toEqual(["dealer", "reseller"]);
    expect(sidesOf({ isDealer: false, isReseller: true })).toEqual(["reseller"]);
    expect(rightsOf(plain("OWNER"), ["dealer", "reseller"]).toSorted()).toEqual([...permissions].toSorted());
    expect(rightsOf(plain("INSTALLER"), ["reseller"])).toEqual([]);
  });
});
