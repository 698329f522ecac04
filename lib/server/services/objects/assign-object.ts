import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { findEmployee, holdEmployees } from "@/lib/server/store/employees";
import { findAssignee, holdObjects, setAssignee } from "@/lib/server/store/objects";

/** `employeeId` null takes the object from whoever it is assigned to. */
export type AssignObjectInput = { objectId: string; employeeId: string | null };

/**
 * Assigns an object to an employee. Owner and managers do, who see the company's people. Throws NOT_FOUND alike
 * for other companies' objects and for people who do not work here, FORBIDDEN for installers. Source: PRODUCT J8.3.
 */
export async function assignObject(
  given: CompanyContext,
  { objectId, employeeId }: AssignObjectInput,
): Promise<Outcome<{ objectId: string }, never>> {
  requireOffice(given);
  return inTransaction(given, async (tx, ctx) => {
    requireOffice(ctx);
    if (employeeId) await holdEmployees(tx, ctx.companyId, [employeeId]);
    await holdObjects(tx, ctx.companyId, [objectId]);
    const employee = employeeId ? await findEmployee(tx, ctx.companyId, employeeId) : null;
    if (employeeId && !employee) throw new AppError("NOT_FOUND");
    const before = await findAssignee(tx, objectId);
    if ((before?.employeeId ?? null) === employeeId) return succeed({ objectId });

    const version = await setAssignee(tx, objectId, employeeId);
    await recordAudit(tx, ctx, {
      action: "object.assigned",
      subjectId: objectId,
      subjectVersion: version,
      before: { assignedTo: before?.name ?? null },
      after: { assignedTo: employee?.account.name ?? null },
    });
    return succeed({ objectId });
  });
}

/** Who assigns must reach the object and may see the people. */
function requireOffice(ctx: CompanyContext): void {
  requirePermission(ctx, "object:manage");
  requirePermission(ctx, "employee:view");
}
