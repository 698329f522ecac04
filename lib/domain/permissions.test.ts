import { describe, expect, it } from "vitest";
import { can, type Grant, grantOf, type Permission, permissions, whoCan } from "./permissions";
import { assignableRoles, type CompanySide, type EmployeeRole, isManager, roles } from "./roles";

/** The specification's table, section 5: dealer O M I, reseller O M. "f" only with the finance flag, "l" own lines, "a" maybe assigned only. */
const table: Record<string, string> = {
  "yyy yy": "company:view notification:choose",
  "y-- y-": "company:update company:delete settings:manage integration:manage employee:manage connection:end",
  "y-- --": "company:enroll",
  "yy- yy": "employee:view connection:view connection:propose-end dashboard:view history:view approval:give",
  "yy- --": "reseller:connect package:bulk package:move change:cancel",
  "yya --": "object:view object:manage hub:manage hub-history:view package:view package:manage",
  "yf- yy": "finance:view",
  "--- yy": "request:decide dealer:manage move:decide",
  "lf- yy": "billed-account:view statement:view statement:export",
  "--- y-": "reseller:update",
};
const grants: Record<string, Grant> = { y: "YES", "-": "NO", f: "FINANCE", l: "OWN_LINES", a: "ASSIGNED" };
const columns: { side: CompanySide; role: EmployeeRole; at: number }[] = [
  { side: "dealer", role: "OWNER", at: 0 },
  { side: "dealer", role: "SENIOR_SERVICE_MANAGER", at: 1 },
  { side: "dealer", role: "SERVICE_MANAGER", at: 1 },
  { side: "dealer", role: "INSTALLER", at: 2 },
  { side: "reseller", role: "OWNER", at: 4 },
  { side: "reseller", role: "SENIOR_SERVICE_MANAGER", at: 5 },
  { side: "reseller", role: "SERVICE_MANAGER", at: 5 },
];
const rows = Object.entries(table).flatMap(([cells, names]) => names.split(" ").map((name) => ({ name, cells })));

describe("the table of rights", () => {
  it("holds the specification's permissions and no others", () => {
    expect([...permissions].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it.each(rows)("$name: $cells", ({ name, cells }) => {
    for (const { side, role, at } of columns) {
      const grant = grants[cells.charAt(at)];
      expect(grantOf({ side, role }, name as Permission), `${role} at a ${side}`).toBe(grant);
      expect(can({ side, role }, name as Permission)).toBe(grant !== "NO" && grant !== "FINANCE");
      expect(can({ side, role, isFinanceGranted: true }, name as Permission)).toBe(grant !== "NO");
    }
  });

  it.each([...permissions])("gives both manager roles the same: %s", (permission) => {
    for (const side of ["dealer", "reseller"] as const) {
      for (const isFinanceGranted of [undefined, false, true]) {
        const senior = grantOf({ role: "SENIOR_SERVICE_MANAGER", side, isFinanceGranted }, permission);
        expect(senior).toBe(grantOf({ role: "SERVICE_MANAGER", side, isFinanceGranted }, permission));
      }
    }
  });

  it.each([...permissions])("gives an installer nothing at a reseller: %s", (permission) => {
    expect(can({ role: "INSTALLER", side: "reseller", isFinanceGranted: true }, permission)).toBe(false);
  });

  it("narrows statements to own lines for a dealer, flag or not", () => {
    const manager = { role: "SERVICE_MANAGER", side: "dealer", isFinanceGranted: true } as const;
    expect(grantOf(manager, "statement:view")).toBe("OWN_LINES");
    expect(grantOf(manager, "finance:view")).toBe("YES");
  });

  it.each([
    { role: "ADMIN", side: "dealer", permission: "company:view" },
    { role: "constructor", side: "dealer", permission: "company:view" },
    { role: "OWNER", side: "platform", permission: "company:view" },
    { role: "OWNER", side: "dealer", permission: "company:rename" },
    { role: "OWNER", side: "dealer", permission: "toString" },
  ])("says no to what it does not know: $role, $side, $permission", ({ role, side, permission }) => {
    const actor = { role: role as EmployeeRole, side: side as CompanySide, isFinanceGranted: true };
    expect(can(actor, permission as Permission)).toBe(false);
  });

  it("names who can", () => {
    expect(whoCan("package:manage", "dealer")).toEqual([...roles]);
    expect(whoCan("reseller:connect", "dealer")).toEqual(["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"]);
    expect(whoCan("company:enroll", "dealer")).toEqual(["OWNER"]);
    expect(whoCan("finance:view", "dealer")).toEqual(["OWNER"]);
    expect(whoCan("company:enroll", "reseller")).toEqual([]);
  });
});

describe("roles", () => {
  it("offers an installer's place only at a dealer, and the owner's nowhere", () => {
    expect(assignableRoles(true)).toEqual(["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER", "INSTALLER"]);
    expect(assignableRoles(false)).toEqual(["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"]);
    expect(roles.filter(isManager)).toEqual(["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"]);
  });
});
