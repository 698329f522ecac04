import { toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadWaitingRequest } from "./load-request";
import { requestGroup, settleRequests, tellOffice } from "./tell";

/** Takes a waiting request back. The reseller's office is told; the same reseller may be asked again at once. */
export async function withdrawRequest(
  given: CompanyContext,
  { requestId }: { requestId: string },
): Promise<Outcome<{ requestId: string }, "REQUEST_DECIDED">> {
  requirePermission(given, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const loaded = await loadWaitingRequest(tx, ctx, "DEALER", requestId);
    if (!loaded.ok) return loaded;
    const request = loaded.value;
    const at = toDate(ctx.now);
    await tx.connectionRequest.update({
      where: { id: request.id },
      data: {
        status: "WITHDRAWN",
        closedAt: at,
        decidedAt: at,
        decidedById: ctx.account.id,
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, ctx, {
      action: "connection.withdrawn",
      subjectId: request.id,
      subjectVersion: request.version + 1,
      counterpartId: request.resellerCompanyId,
      before: { status: "PENDING" },
      after: { status: "WITHDRAWN" },
    });
    await settleRequests(tx, [request.id]);
    const linkPath = `/r/${request.resellerSlug}/requests/${request.id}`;
    await tellOffice(tx, ctx, {
      companyId: request.resellerCompanyId,
      template: "request-withdrawn",
      data: { dealer: request.dealerName, reseller: request.resellerName, linkPath },
      kind: "request.withdrawn",
      href: linkPath,
      groupKey: requestGroup(request.id),
    });
    return succeed({ requestId: request.id });
  });
}
