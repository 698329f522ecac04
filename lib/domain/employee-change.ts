import type { InvitedRole } from "./invitation";
import { type Outcome, refuse, succeed } from "./outcome";
import { type EmployeeRole, isManager } from "./roles";

/** Answers whether a role can be given in a company at all: an installer works only where there is a dealer. */
export function mayGiveRole(role: InvitedRole, isDealer: boolean): Outcome<null, "ROLE_NOT_HERE"> {
  return role === "INSTALLER" && !isDealer ? refuse("ROLE_NOT_HERE") : succeed(null);
}

/** Answers whether an employee can get another role. The owner is set when a company is created and never changes. */
export function mayChangeRole(
  from: EmployeeRole,
  to: InvitedRole,
  isDealer: boolean,
): Outcome<null, "OWNER_FIXED" | "ROLE_NOT_HERE"> {
  return from === "OWNER" ? refuse("OWNER_FIXED") : mayGiveRole(to, isDealer);
}

/** Answers whether the owner can give or take somebody's sight of money: managers alone can have it (PRODUCT, section 5). */
export function mayGrantFinance(role: EmployeeRole): Outcome<null, "OWNER_FIXED" | "FINANCE_OF_MANAGERS"> {
  if (role === "OWNER") return refuse("OWNER_FIXED");
  return isManager(role) ? succeed(null) : refuse("FINANCE_OF_MANAGERS");
}

/** Answers whether an employment can end, by removal or by the person's own choice. */
export function mayEnd(role: EmployeeRole): Outcome<null, "OWNER_FIXED"> {
  return role === "OWNER" ? refuse("OWNER_FIXED") : succeed(null);
}
