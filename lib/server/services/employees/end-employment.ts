import { toDate } from "@/lib/clock";
import { mayEnd } from "@/lib/domain/employee-change";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import {
  type EmployeeRow,
  findEmployee,
  findEmployeeByAccount,
  findOwner,
  holdEmployees,
  lockEmployee,
  saveEmployee,
} from "@/lib/server/store/employees";
import type { EmployeeReceipt, EmployeeRef } from "./change-role";
import { handOver } from "./hand-over";
import { tellOwner } from "./owner-news";

type Ending = "employee.removed" | "employee.left";

/**
 * Ends an employee's access from that person's next request, and hands over all that the person had under way to the
 * chosen colleague: hubs, upcoming changes, open requests (PRODUCT F25). What the person did stands, scheduled ends
 * happen, and requests stay open. Refuses the owner. Throws CONFLICT for a form drawn before another change, NOT_FOUND
 * for a successor who does not work here.
 */
export async function removeEmployee(
  given: CompanyContext,
  { successorId, ...ref }: EmployeeRef & { successorId: string },
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED">> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "employee:manage");
    await holdEmployees(tx, ctx.companyId, [ref.employeeId, successorId]);
    const employee = await lockEmployee(tx, ctx.companyId, ref);
    const decision = mayEnd(employee.role);
    if (!decision.ok) return decision;
    const successor = await findEmployee(tx, ctx.companyId, successorId);
    if (!successor || successor.id === employee.id) throw new AppError("NOT_FOUND");
    return succeed(await end(tx, ctx, { employee, successor, action: "employee.removed" }));
  });
}

/**
 * Ends the person's own employment by choice, tells the owner and hands over to the owner what was under way. Refuses
 * the owner, who stays with the company.
 */
export async function leaveCompany(
  given: CompanyContext,
  { version }: Pick<EmployeeRef, "version">,
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED">> {
  return inTransaction(given, async (tx, ctx) => {
    const own = await findEmployeeByAccount(tx, ctx.companyId, ctx.account.id);
    if (!own) throw new AppError("NOT_FOUND");
    const employee = await lockEmployee(tx, ctx.companyId, { employeeId: own.id, version });
    const decision = mayEnd(employee.role);
    if (!decision.ok) return decision;
    const successor = await findOwner(tx, ctx.companyId);
    const receipt = await end(tx, ctx, { employee, successor, action: "employee.left" });
    await tellOfLeaving(tx, ctx, employee);
    return succeed(receipt);
  });
}

async function end(
  tx: Transaction,
  ctx: CompanyContext,
  { employee, successor, action }: { employee: EmployeeRow; successor: EmployeeRow; action: Ending },
): Promise<EmployeeReceipt> {
  const handedOver = await handOver(tx, ctx, { employee, successor });
  const version = await saveEmployee(tx, employee, { endedAt: ctx.now });
  await recordAudit(tx, ctx, {
    action,
    subjectId: employee.id,
    subjectVersion: version,
    before: { name: employee.account.name, role: employee.role, state: "ACTIVE" },
    after: { name: employee.account.name, role: employee.role, state: "REMOVED", ...handedOver },
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
  return { employeeId: employee.id, version };
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
