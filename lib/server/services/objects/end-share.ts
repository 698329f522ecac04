import { toDate } from "@/lib/clock";
import { decideEndOfShare } from "@/lib/domain/hub-sharing";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { closeShare, findOtherRun, findShare } from "@/lib/server/store/hub-access";
import { lockHubRow } from "@/lib/server/store/objects";
import { cancelStarts } from "@/lib/server/store/planned-starts";
import { endOthersDue } from "../packages/end-others-due";
import { tellOfShare } from "./tell-of-share";

export type EndShareInput = { objectId: string; hubId: string };

/**
 * Ends the share of a hub: it leaves the other company's object, whose history and statements stay; what that company
 * has planned to start on it is taken back. Refuses with
 * MANAGED_ELSEWHERE while that company runs Ajax Services on it. Throws NOT_FOUND for another company's hub, also for one
 * that is shared with the caller's, CONFLICT where the hub is shared no more. Source: PRODUCT J8.4.
 */
export async function endShare(
  given: CompanyContext,
  { objectId, hubId }: EndShareInput,
): Promise<Outcome<{ hubId: string }, "MANAGED_ELSEWHERE">> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "hub:manage");
    const hub = await lockHubRow(tx, ctx.companyId, { objectId, hubId });
    const partner = await findShare(tx, hub.key);
    if (!partner) throw new AppError("CONFLICT");
    const now = toDate(ctx.now);
    const other = await findOtherRun(tx, ctx.companyId, hub.key, now);
    const decision = decideEndOfShare({ isRunByOther: other !== null });
    if (!decision.ok) return decision;

    await endOthersDue(tx, ctx, hub.key);
    await cancelStarts(tx, partner.companyId, { accountId: ctx.account.id, at: now, hubKey: hub.key });
    await closeShare(tx, hub.key, partner.companyId, now);
    await recordAudit(tx, ctx, {
      action: "hub.share_ended",
      subjectId: hub.key,
      subjectVersion: 1,
      hubKey: hub.key,
      counterpartId: partner.companyId,
      before: { hubId, company: partner.name },
      after: null,
    });
    await tellOfShare(tx, ctx, { partner, hubId, hasEnded: true });
    return succeed({ hubId });
  });
}
