import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadWaitingRequest } from "./load-request";
import { requestGroup, settleRequests, tellOffice } from "./tell";

/** Declines a waiting request with a reason the dealer reads; without one it is REASON_REQUIRED. */
export async function declineRequest(
  given: CompanyContext,
  { requestId, reason }: { requestId: string; reason: string | null },
): Promise<Outcome<{ requestId: string }, "REQUEST_DECIDED" | "REASON_REQUIRED">> {
  requirePermission(given, "request:decide");
  if (!reason) return refuse("REASON_REQUIRED");
  return inTransaction(given, async (tx, ctx) => {
    const loaded = await loadWaitingRequest(tx, ctx, "RESELLER", requestId);
    if (!loaded.ok) return loaded;
    const request = loaded.value;
    const at = toDate(ctx.now);
    await tx.connectionRequest.update({
      where: { id: request.id },
      data: {
        status: "DECLINED",
        decidedAt: at,
        decidedById: ctx.account.id,
        closedAt: at,
        reason,
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, ctx, {
      action: "connection.declined",
      subjectId: request.id,
      subjectVersion: request.version + 1,
      counterpartId: request.dealerCompanyId,
      before: { status: "PENDING" },
      after: { status: "DECLINED" },
      reason,
    });
    await settleRequests(tx, [request.id]);
    const linkPath = `/c/${request.dealerSlug}/services/resellers/${request.id}`;
    await tellOffice(tx, ctx, {
      companyId: request.dealerCompanyId,
      template: "request-declined",
      data: { dealer: request.dealerName, reseller: request.resellerName, reason, linkPath },
      kind: "request.declined",
      href: linkPath,
      groupKey: requestGroup(request.id),
    });
    return succeed({ requestId: request.id });
  });
}
