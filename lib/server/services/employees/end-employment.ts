import { toDate } from "@/lib/clock";
import { mayEnd } from "@/lib/domain/employee-change";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import {
  type EmployeeRow,
  findEmployeeByAccount,
  findOwner,
  lockEmployee,
  saveEmployee,
} from "@/lib/server/store/employees";
import type { EmployeeReceipt, EmployeeRef } from "./change-role";
import { tellOwner } from "./owner-news";

type Ending = "employee.removed" | "employee.left";

/**
 * Ends an employee's access from that person's next request. What the person did stands, scheduled ends happen, and
 * requests stay open. Refuses the owner. Throws CONFLICT for a form drawn before another change.
 */
export async function removeEmployee(
  given: CompanyContext,
  ref: EmployeeRef,
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED">> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "employee:manage");
    return end(tx, ctx, { employee: await lockEmployee(tx, ctx.companyId, ref), action: "employee.removed" });
  });
}

/** Ends the person's own employment by choice, and tells the owner. Refuses the owner, who stays with the company. */
export async function leaveCompany(
  given: CompanyContext,
  { version }: Pick<EmployeeRef, "version">,
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED">> {
  return inTransaction(given, async (tx, ctx) => {
    const own = await findEmployeeByAccount(tx, ctx.companyId, ctx.account.id);
    if (!own) throw new AppError("NOT_FOUND");
    const employee = await lockEmployee(tx, ctx.companyId, { employeeId: own.id, version });
    const outcome = await end(tx, ctx, { employee, action: "employee.left" });
    if (outcome.ok) await tellOfLeaving(tx, ctx, employee);
    return outcome;
  });
}

async function end(
  tx: Transaction,
  ctx: CompanyContext,
  { employee, action }: { employee: EmployeeRow; action: Ending },
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED">> {
  const decision = mayEnd(employee.role);
  if (!decision.ok) return decision;
  const version = await saveEmployee(tx, employee, { endedAt: ctx.now });
  await recordAudit(tx, ctx, {
    action,
    subjectId: employee.id,
    subjectVersion: version,
    before: { name: employee.account.name, role: employee.role, state: "ACTIVE" },
    after: { name: employee.account.name, role: employee.role, state: "REMOVED" },
  });
  await postMail(tx, {
    template: "employee-removed",
    to: employee.account.email,
    locale: employee.account.locale,
    data: { company: ctx.companyName },
    companyId: ctx.companyId,
    accountId: employee.account.id,
    at: toDate(ctx.now),
  });
  return succeed({ employeeId: employee.id, version });
}

async function tellOfLeaving(tx: Transaction, ctx: CompanyContext, employee: EmployeeRow): Promise<void> {
  const { account } = await findOwner(tx, ctx.companyId);
  const owner = { accountId: account.id, name: account.name, email: account.email, locale: account.locale };
  const company = { id: ctx.companyId, slug: ctx.companySlug, name: ctx.companyName, owner };
  await tellOwner(tx, company, {
    template: "employee-left",
    kind: "employee.left",
    person: employee.account.name,
    groupKey: `employee:${employee.id}`,
    at: ctx.now,
  });
}
