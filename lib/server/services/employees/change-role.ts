import { toDate } from "@/lib/clock";
import { mayChangeRole } from "@/lib/domain/employee-change";
import { withRole } from "@/lib/domain/employee-rights";
import type { InvitedRole } from "@/lib/domain/invitation";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { findCompanySides, lockEmployee, saveEmployee } from "@/lib/server/store/employees";

/** An employment as a form was drawn with it. */
export type EmployeeRef = { employeeId: string; version: number };

export type EmployeeReceipt = { employeeId: string; version: number };

/**
 * Gives an employee another role; it holds from that person's next request. The same role again changes nothing.
 * Whoever is no manager any more loses the finance flag. Refuses the owner, and the installer's role where the company is no dealer. Throws CONFLICT for a form drawn before
 * another change.
 */
export async function changeRole(
  given: CompanyContext,
  ref: EmployeeRef & { role: InvitedRole },
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED" | "ROLE_NOT_HERE">> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "employee:manage");
    const employee = await lockEmployee(tx, ctx.companyId, ref);
    const { isDealer } = await findCompanySides(tx, ctx.companyId);
    const decision = mayChangeRole(employee.role, ref.role, isDealer);
    if (!decision.ok) return decision;
    if (employee.role === ref.role) return succeed({ employeeId: employee.id, version: employee.version });

    const version = await saveEmployee(tx, employee, withRole(employee, ref.role));
    await recordAudit(tx, ctx, {
      action: "employee.role_changed",
      subjectId: employee.id,
      subjectVersion: version,
      before: { name: employee.account.name, role: employee.role, isFinanceGranted: employee.isFinanceGranted },
      after: { name: employee.account.name, ...withRole(employee, ref.role) },
    });
    await postMail(tx, {
      template: "role-changed",
      to: employee.account.email,
      locale: employee.account.locale,
      data: {
        company: ctx.companyName,
        before: employee.role,
        after: ref.role,
        linkPath: `/c/${ctx.companySlug}/objects`,
      },
      companyId: ctx.companyId,
      accountId: employee.account.id,
      at: toDate(ctx.now),
    });
    return succeed({ employeeId: employee.id, version });
  });
}
