import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { hubConflict } from "@/lib/server/store/hub-packages";
import { lockChange, type ScheduledChange } from "@/lib/server/store/scheduled-changes";
import { takeStartBack } from "./take-start-back";

/**
 * Takes a planned start back. Who planned it may; for another's it takes the right to cancel others' changes. One that
 * has happened meanwhile, or was taken back, is CONFLICT, with who did what. Throws NOT_FOUND for a change of another
 * kind, and for another company's.
 */
export async function cancelStart(
  given: CompanyContext,
  { changeId }: { changeId: string },
): Promise<Outcome<{ changeId: string }, never>> {
  return inTransaction(given, async (tx, ctx) => {
    const { change } = await lockChange(tx, ctx.companyId, changeId);
    if (change.kind !== "START") throw new AppError("NOT_FOUND");
    return cancelStartIn(tx, ctx, change);
  });
}

/** The part of {@link cancelStart} inside a transaction that holds the change. */
export async function cancelStartIn(
  tx: Transaction,
  ctx: CompanyContext,
  change: ScheduledChange,
): Promise<Outcome<{ changeId: string }, never>> {
  requirePermission(ctx, change.createdById === ctx.account.id ? "package:manage" : "change:cancel");
  if (change.status !== "PLANNED") throw await hubConflict(tx, ctx.companyId, change.hubKey);
  await takeStartBack(tx, ctx, change);
  return succeed({ changeId: change.id });
}
