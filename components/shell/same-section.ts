import { can, type Permission } from "@/lib/domain/permissions";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import { isBelow } from "./current-section";

/** A company somebody can switch to, on one of its sides; `href` is where that side begins. */
export type Target = { href: string; role: EmployeeRole; side: CompanySide; isDealer: boolean };

/** A section below a side's own address, and who has it. */
type Shared = { path: string; permission: Permission; forDealers?: true };

/** What any two companies may both have, narrower sections before those they are part of. */
const shared: Record<CompanySide, readonly Shared[]> = {
  dealer: [
    { path: "company/employees", permission: "employee:view" },
    { path: "company/history", permission: "history:view" },
    { path: "company/services", permission: "company:view" },
    { path: "company", permission: "company:view" },
    { path: "services/upcoming", permission: "dashboard:view", forDealers: true },
    { path: "services/resellers", permission: "connection:view", forDealers: true },
    { path: "services", permission: "dashboard:view", forDealers: true },
    { path: "sims", permission: "object:view" },
  ],
  reseller: [
    { path: "requests", permission: "connection:view" },
    { path: "dealers", permission: "connection:view" },
    { path: "accounts", permission: "billed-account:view" },
  ],
};

/**
 * Returns the address of a company in the section that `pathname` stands in, where that company and the role there have
 * it; otherwise where its side begins. What a page shows of its own company is left behind. Source: PRODUCT J2, SGN-3.
 */
export function addressInSection(target: Target, pathname: string): string {
  const [, prefix, slug] = target.href.split("/");
  const [, from, current, ...rest] = pathname.split("/");
  if (from !== prefix || !current) return target.href;

  const inside = `/${rest.join("/")}`;
  const section = shared[target.side].find(
    ({ path, permission, forDealers }) =>
      isBelow(inside, `/${path}`) && can(target, permission) && (target.isDealer || !forDealers),
  );
  return section ? `/${prefix}/${slug}/${section.path}` : target.href;
}
