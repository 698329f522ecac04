import { toDate } from "@/lib/clock";
import type { Standing } from "@/lib/domain/employee-rights";
import type { EmployeeRole } from "@/lib/domain/roles";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { holdCompany } from "./companies";

/** An account as a company sees it when it employs that person. */
export type PersonRow = { id: string; name: string; email: string; locale: string | null };

const person = { id: true, name: true, email: true, locale: true } as const;

/** Finds an account by id. Null for an unknown or deleted one. */
export async function findPerson(tx: Transaction, accountId: string): Promise<PersonRow | null> {
  return tx.proAccount.findFirst({ where: { id: accountId, deletedAt: null }, select: person });
}

/** Finds the PRO account of an address. Null where there is none, or where nobody has confirmed the address yet. */
export async function findPersonByEmail(tx: Transaction, email: string): Promise<PersonRow | null> {
  return tx.proAccount.findFirst({
    where: { email, deletedAt: null, emailConfirmedAt: { not: null } },
    select: person,
  });
}

export type EmployeeRow = {
  id: string;
  role: EmployeeRole;
  isFinanceGranted: boolean;
  version: number;
  joinedAt: Date;
  account: PersonRow;
};

const employee = {
  id: true,
  role: true,
  isFinanceGranted: true,
  version: true,
  joinedAt: true,
  account: { select: person },
} as const;

/** Finds somebody who works in the company now. Null for strangers, former employees and other companies' people. */
export async function findEmployee(
  tx: Transaction,
  companyId: CompanyId,
  employeeId: string,
): Promise<EmployeeRow | null> {
  return tx.employee.findFirst({ where: { id: employeeId, companyId, state: "ACTIVE" }, select: employee });
}

/** Finds the present employment of an account in a company. */
export async function findEmployeeByAccount(
  tx: Transaction,
  companyId: string,
  accountId: string,
): Promise<EmployeeRow | null> {
  return tx.employee.findFirst({ where: { accountId, companyId, state: "ACTIVE" }, select: employee });
}

/** Lists who works in a company, for somebody to be chosen among them: installers first, then by name. */
export async function listAssignable(
  tx: Transaction,
  companyId: CompanyId,
  limit: number,
): Promise<{ employeeId: string; name: string; role: EmployeeRole }[]> {
  return tx.$queryRaw<{ employeeId: string; name: string; role: EmployeeRole }[]>`
    select e.id as "employeeId", a.name, e.role::text as role
    from employee e join pro_account a on a.id = e.account_id
    where e.company_id = ${companyId}::uuid and e.state = 'ACTIVE'
    order by e.role <> 'INSTALLER', lower(a.name), e.id limit ${limit}`;
}

/** Reads the one owner of a company. */
export async function findOwner(tx: Transaction, companyId: string): Promise<EmployeeRow> {
  return tx.employee.findFirstOrThrow({ where: { companyId, role: "OWNER" }, select: employee });
}

/**
 * Locks employments of one company in one order, so that two acts on the same two people follow each other; the company
 * is held first. Throws NOT_FOUND for one that was deleted meanwhile.
 */
export async function holdEmployees(tx: Transaction, companyId: CompanyId, ids: readonly string[]): Promise<void> {
  await holdCompany(tx, companyId);
  await tx.$queryRaw`
    select id from employee where id = any(${[...ids]}::uuid[]) and company_id = ${companyId}::uuid
    order by id for update`;
}

/**
 * Locks an employment and reads it as it is under the lock. The company is held first: its deletion comes before or after.
 * Throws NOT_FOUND for whoever does not work in the company now, and for a company that is gone, CONFLICT with who did
 * what when if it is not the `version` that a form was drawn with.
 */
export async function lockEmployee(
  tx: Transaction,
  companyId: CompanyId,
  { employeeId, version }: { employeeId: string; version: number },
): Promise<EmployeeRow> {
  await holdCompany(tx, companyId);
  await tx.$queryRaw`
    select id from employee where id = ${employeeId}::uuid and company_id = ${companyId}::uuid for update`;
  const row = await findEmployee(tx, companyId, employeeId);
  if (!row) throw new AppError("NOT_FOUND");
  if (row.version !== version) throw await conflictAbout(tx, row.id);
  return row;
}

/** Says who changed a thing last: the later of two people reads it. */
export async function conflictAbout(tx: Transaction, subjectId: string): Promise<AppError> {
  const entry = await tx.auditEntry.findFirst({
    where: { subjectId },
    orderBy: [{ subjectVersion: "desc" }, { at: "desc" }],
    select: { actorName: true, action: true, at: true },
  });
  if (!entry) return new AppError("CONFLICT");
  return new AppError("CONFLICT", { name: entry.actorName, did: entry.action, time: entry.at.toISOString() });
}

/** Writes a change over an employment read under its lock, and returns its new version. */
export async function saveEmployee(
  tx: Transaction,
  { id, version }: Pick<EmployeeRow, "id" | "version">,
  change: Standing | { endedAt: Temporal.Instant },
): Promise<number> {
  const data = "role" in change ? change : { state: "REMOVED" as const, endedAt: toDate(change.endedAt) };
  const { count } = await tx.employee.updateMany({ where: { id, version }, data: { ...data, version: version + 1 } });
  if (count === 0) throw new AppError("CONFLICT");
  return version + 1;
}

/** Writes a new employment and returns its id. */
export async function insertEmployee(
  tx: Transaction,
  made: { companyId: string; accountId: string; role: EmployeeRole; joinedAt: Temporal.Instant },
): Promise<string> {
  const { id } = await tx.employee.create({
    data: { ...made, joinedAt: toDate(made.joinedAt) },
    select: { id: true },
  });
  return id;
}

export type CompanySides = { isDealer: boolean; isReseller: boolean };

/** Reads whether a company is a dealer, and whether it is a reseller. */
export async function findCompanySides(tx: Transaction, companyId: CompanyId): Promise<CompanySides> {
  const rows = await tx.$queryRaw<[CompanySides]>`
    select exists (select from dealer_enrollment d where d.company_id = ${companyId}::uuid) as "isDealer",
      exists (select from reseller r where r.company_id = ${companyId}::uuid) as "isReseller"`;
  return rows[0];
}
