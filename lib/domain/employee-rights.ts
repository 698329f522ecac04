import { can, type Permission, permissions } from "./permissions";
import type { CompanySide, EmployeeRole } from "./roles";

/** What a role allows in a company, and what another one would take and give. In the table's order. */
export type RightsChange = { lost: Permission[]; won: Permission[]; kept: Permission[] };

/** Lists what a role may do in a company on any of its sides, without any flag. */
export function rightsOf(role: EmployeeRole, sides: readonly CompanySide[]): Permission[] {
  return permissions.filter((permission) => sides.some((side) => can({ role, side }, permission)));
}

/** Compares two roles: the rights lost, won and kept by a change from one to the other. */
export function compareRights(from: EmployeeRole, to: EmployeeRole, sides: readonly CompanySide[]): RightsChange {
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
