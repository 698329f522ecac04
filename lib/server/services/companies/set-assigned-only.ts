import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockCompany } from "@/lib/server/store/companies";

/**
 * Sets whether installers reach assigned objects only; it holds from their next request. The owner alone does. What is
 * set already stays as it is. Source: PRODUCT J8.3.
 */
export async function setAssignedOnly(
  given: CompanyContext,
  { isAssignedOnly }: { isAssignedOnly: boolean },
): Promise<Outcome<{ version: number }, never>> {
  requirePermission(given, "settings:manage");
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "settings:manage");
    const company = await lockCompany(tx, ctx.companyId);
    if (!company) throw new AppError("NOT_FOUND");
    if (company.isAssignedOnly === isAssignedOnly) return succeed({ version: company.version });

    const { version } = await tx.company.update({
      where: { id: company.id },
      data: { isAssignedOnly, version: { increment: 1 } },
      select: { version: true },
    });
    await recordAudit(tx, ctx, {
      action: "company.updated",
      subjectId: company.id,
      subjectVersion: version,
      before: { isAssignedOnly: company.isAssignedOnly },
      after: { isAssignedOnly },
    });
    return succeed({ version });
  });
}
