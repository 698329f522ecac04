/** Roles of a company's employees, from the most to the least entitled. The owner is set once and never changes. */
export const roles = ["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER", "INSTALLER"] as const;

export type EmployeeRole = (typeof roles)[number];

/** A company that is dealer and reseller has two sides under one employment. */
export type CompanySide = "dealer" | "reseller";

/** Returns the roles a person can hold there: an installer works only in a company that is a dealer. */
export function assignableRoles(isDealer: boolean): readonly EmployeeRole[] {
  return roles.filter((role) => role !== "OWNER" && (isDealer || role !== "INSTALLER"));
}

/** Tells both kinds of service manager, whose rights are equal, from owner and installer. */
export function isManager(role: EmployeeRole): boolean {
  return role === "SENIOR_SERVICE_MANAGER" || role === "SERVICE_MANAGER";
}
