import { toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";

export type CreateObjectInput = { name: string; address: string; reference: string | null; endUserName: string | null };

/**
 * Adds a protected place to a company. It holds no hubs yet. Made by somebody who reaches assigned objects alone, it is
 * assigned to that person.
 */
export async function createObject(
  given: CompanyContext,
  input: CreateObjectInput,
): Promise<Outcome<{ objectId: string }, never>> {
  requirePermission(given, "object:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { name, address, reference, endUserName } = input;
    const facts = { name, address, reference, endUserName };
    const { id } = await tx.securedObject.create({
      data: { ...facts, companyId: ctx.companyId, assignedToId: ctx.assignedOnly, createdAt: toDate(ctx.now) },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "object.created",
      subjectId: id,
      subjectVersion: 1,
      before: null,
      after: facts,
    });
    return succeed({ objectId: id });
  });
}
