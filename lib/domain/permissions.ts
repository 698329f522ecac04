import { type CompanySide, type EmployeeRole, roles } from "./roles";

/**
 * A cell of the table. FINANCE: only with the finance flag the owner may give. ASSIGNED: only assigned objects where
 * the company says so. OWN_LINES: only the company's own lines of a reseller's statement.
 */
export type Grant = "YES" | "ASSIGNED" | "OWN_LINES" | "FINANCE" | "NO";

/** Both manager roles share the column `managers`, so they cannot differ until a decision splits it. */
type Row = Record<CompanySide, { owner: Grant; managers: Grant; installer: Grant }>;

const everybody = row(["YES", "YES", "YES"], ["YES", "YES"]);
const bothOwners = row(["YES", "NO", "NO"], ["YES", "NO"]);
const bothOffices = row(["YES", "YES", "NO"], ["YES", "YES"]);
const dealerOwner = row(["YES", "NO", "NO"], ["NO", "NO"]);
const dealerOffice = row(["YES", "YES", "NO"], ["NO", "NO"]);
const dealerPeople = row(["YES", "YES", "ASSIGNED"], ["NO", "NO"]);
const resellerOffice = row(["NO", "NO", "NO"], ["YES", "YES"]);
const resellerOwner = row(["NO", "NO", "NO"], ["YES", "NO"]);
const money = row(["YES", "FINANCE", "NO"], ["YES", "YES"]);
const statements = row(["OWN_LINES", "FINANCE", "NO"], ["YES", "YES"]);

/** Who may do what inside a company: the one table that pages, actions, services and the matrix test read. */
export const permissionTable = {
  "company:view": everybody,
  "notification:choose": everybody,
  "company:update": bothOwners,
  "company:delete": bothOwners,
  "settings:manage": bothOwners,
  "integration:manage": bothOwners,
  "employee:manage": bothOwners,
  "connection:end": bothOwners,
  "company:enroll": dealerOwner,
  "employee:view": bothOffices,
  "connection:view": bothOffices,
  "connection:propose-end": bothOffices,
  "dashboard:view": bothOffices,
  "history:view": bothOffices,
  "reseller:connect": dealerOffice,
  "object:view": dealerPeople,
  "object:manage": dealerPeople,
  "hub:manage": dealerPeople,
  "hub-history:view": dealerPeople,
  "package:view": dealerPeople,
  "package:manage": dealerPeople,
  "package:bulk": dealerOffice,
  "package:move": dealerOffice,
  "change:cancel": dealerOffice,
  "approval:give": bothOffices,
  "finance:view": money,
  "request:decide": resellerOffice,
  "dealer:manage": resellerOffice,
  "move:decide": resellerOffice,
  "billed-account:view": statements,
  "statement:view": statements,
  "statement:export": statements,
  "reseller:update": resellerOwner,
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof permissionTable;

export const permissions = Object.keys(permissionTable) as Permission[];

export type CompanyActor = { role: EmployeeRole; side: CompanySide; isFinanceGranted?: boolean };

/** Answers whether an employee may do a thing at all. An unknown role, side or permission means no. */
export function can(actor: CompanyActor, permission: Permission): boolean {
  const grant = grantOf(actor, permission);
  return grant === "FINANCE" ? actor.isFinanceGranted === true : grant !== "NO";
}

/**
 * Reads the cell behind {@link can}, for callers that must narrow what is shown (assigned objects, own lines).
 * A manager's FINANCE cell counts as the owner's where the flag is given.
 */
export function grantOf(actor: CompanyActor, permission: Permission): Grant {
  if (!Object.hasOwn(permissionTable, permission)) return "NO";

  const side: Row[CompanySide] | undefined = (permissionTable[permission] as Row)[actor.side];
  const column = columnOf(actor.role);
  const grant = side && column ? side[column] : "NO";
  return grant === "FINANCE" && actor.isFinanceGranted ? side.owner : grant;
}

/** Answers whether an employee reaches assigned objects only, in a company that has switched that on or not. */
export function isNarrowed(actor: CompanyActor, { isAssignedOnly }: { isAssignedOnly: boolean }): boolean {
  return isAssignedOnly && grantOf(actor, "object:view") === "ASSIGNED";
}

/** Lists the roles that may do a thing on one side without any flag; for "who can fix this". */
export function whoCan(permission: Permission, side: CompanySide): EmployeeRole[] {
  return roles.filter((role) => can({ role, side }, permission));
}

function columnOf(role: EmployeeRole): "owner" | "managers" | "installer" | null {
  switch (role) {
    case "OWNER":
      return "owner";
    case "SENIOR_SERVICE_MANAGER":
    case "SERVICE_MANAGER":
      return "managers";
    case "INSTALLER":
      return "installer";
    default:
      return null;
  }
}

function row(dealer: [Grant, Grant, Grant], reseller: [Grant, Grant]): Row {
  const [owner, managers, installer] = dealer;
  return {
    dealer: { owner, managers, installer },
    reseller: { owner: reseller[0], managers: reseller[1], installer: "NO" },
  };
}
