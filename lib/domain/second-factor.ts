import { can } from "./permissions";
import type { CompanySide, EmployeeRole } from "./roles";

/** Answers whether an employment demands an authenticator app: owners, and whoever decides requests for a reseller. */
export function needsSecondFactor(employment: { role: EmployeeRole; side: CompanySide }): boolean {
  return employment.role === "OWNER" || can(employment, "request:decide");
}
