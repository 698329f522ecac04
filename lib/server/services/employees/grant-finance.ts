import { toDate } from "@/lib/clock";
import { mayGrantFinance } from "@/lib/domain/employee-change";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { lockEmployee, saveEmployee } from "@/lib/server/store/employees";
import type { EmployeeReceipt, EmployeeRef } from "./change-role";

/**
 * Lets a manager see money, or no longer (PRODUCT, section 5, "f"); it holds from that person's next request. The same
 * again changes nothing. Refuses the owner, who sees it anyway, and installers. Throws CONFLICT for a form drawn before
 * another change.
 */
export async function grantFinance(
  given: CompanyContext,
  ref: EmployeeRef & { isGranted: boolean },
): Promise<Outcome<EmployeeReceipt, "OWNER_FIXED" | "FINANCE_OF_MANAGERS">> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "employee:manage");
    const employee = await lockEmployee(tx, ctx.companyId, ref);
    const decision = mayGrantFinance(employee.role);
    if (!decision.ok) return decision;
    const { id, role, isFinanceGranted, account } = employee;
    if (isFinanceGranted === ref.isGranted) return succeed({ employeeId: id, version: employee.version });

    const version = await saveEmployee(tx, employee, { role, isFinanceGranted: ref.isGranted });
    await recordAudit(tx, ctx, {
      action: "employee.finance_changed",
      subjectId: id,
      subjectVersion: version,
      before: { name: account.name, isFinanceGranted },
      after: { name: account.name, isFinanceGranted: ref.isGranted },
    });
    await postMail(tx, {
      template: "finance-changed",
      to: account.email,
      locale: account.locale,
      data: {
        company: ctx.companyName,
        what: ref.isGranted ? "GIVEN" : "TAKEN",
        linkPath: `/c/${ctx.companySlug}/objects`,
      },
      companyId: ctx.companyId,
      accountId: account.id,
      at: toDate(ctx.now),
    });
    return succeed({ employeeId: id, version });
  });
}
