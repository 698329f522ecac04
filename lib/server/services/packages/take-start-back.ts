import { toDate } from "@/lib/clock";
import { recordAudit } from "@/lib/server/audit";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import type { PlannedStart } from "@/lib/server/store/planned-starts";
import { cancelChange } from "@/lib/server/store/scheduled-changes";

/** Takes a planned start back, which the caller holds. History shows both. */
export async function takeStartBack(
  tx: Transaction,
  ctx: CompanyContext,
  { id, hubKey, version }: Pick<PlannedStart, "id" | "hubKey" | "version">,
): Promise<void> {
  await cancelChange(tx, id, { accountId: ctx.account.id, at: toDate(ctx.now) });
  await recordAudit(tx, ctx, {
    action: "start.canceled",
    subjectId: id,
    subjectVersion: version + 1,
    hubKey,
    before: { status: "PLANNED" },
    after: { status: "CANCELED" },
  });
}
