import { can, type Permission, permissions } from "./permissions";
import { type CompanySide, type EmployeeRole, isManager } from "./roles";

/** What a role allows in a company, and what another one would take and give. In the table's order. */
export type RightsChange = { lost: Permission[]; won: Permission[]; kept: Permission[] };

/** As what somebody works: a role, and the finance flag that the owner may give a manager. */
export type Standing = { role: EmployeeRole; isFinanceGranted: boolean };

/** Lists what a standing allows in a company on any of its sides. */
export function rightsOf(standing: Standing, sides: readonly CompanySide[]): Permission[] {
  return permissions.filter((permission) => sides.some((side) => can({ ...standing, side }, permission)));
}

/** Tells what becomes of a standing with another role: the finance flag stays with a manager and drops with anybody else. */
export function withRole({ isFinanceGranted }: Standing, role: EmployeeRole): Standing {
  return { role, isFinanceGranted: isFinanceGranted && isManager(role) };
}

/** Compares two standings: the rights lost, won and kept by a change from one to the other. */
export function compareRights(from: Standing, to: Standing, sides: readonly CompanySide[]): RightsChange {
  const before = new Set(rightsOf(from, sides));
  const after = new Set(rightsOf(to, sides));
  return {
    lost: [...before].filter((permission) => !after.has(permission)),
    won: [...after].filter((permission) => !before.has(permission)),
    kept: [...after].filter((permission) => before.has(permission)),
  };
}

/** Names the sides a company has: whoever is no reseller is, or may become, a dealer. */
export function sidesOf({ isDealer, isReseller }: { isDealer: boolean; isReseller: boolean }): CompanySide[] {
  if (!isReseller) return ["dealer"];
  return isDealer ? ["dealer", "reseller"] : ["reseller"];
}
