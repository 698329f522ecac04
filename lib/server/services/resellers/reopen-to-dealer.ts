import { toDate } from "@/lib/clock";
import { effectiveStatus } from "@/lib/domain/connection-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadRequest } from "./load-request";
import { requestGroup, tellOffice } from "./tell";

/** Lets a declined dealer ask again at once. Any other state of the request is told as REQUEST_OPEN or REQUEST_DECIDED. */
export async function reopenToDealer(
  given: CompanyContext,
  { requestId }: { requestId: string },
): Promise<Outcome<{ requestId: string }, "REQUEST_DECIDED" | "REQUEST_OPEN">> {
  requirePermission(given, "request:decide");
  return inTransaction(given, async (tx, ctx) => {
    const request = await loadRequest(tx, ctx, "RESELLER", requestId);
    const status = effectiveStatus(request.state, ctx.now);
    if (status === "PENDING") {
      return refuse("REQUEST_OPEN", { reseller: request.resellerName, date: request.state.sentAt.toString() });
    }
    if (status !== "DECLINED") {
      const time = (request.state.decidedAt ?? request.state.expiresAt).toString();
      return refuse("REQUEST_DECIDED", { outcome: status, time, name: request.state.decidedBy ?? "–" });
    }
    await tx.connectionRequest.update({
      where: { id: request.id },
      data: { reopenedAt: toDate(ctx.now), version: { increment: 1 } },
    });
    await recordAudit(tx, ctx, {
      action: "connection.reopened",
      subjectId: request.id,
      subjectVersion: request.version + 1,
      counterpartId: request.dealerCompanyId,
      before: null,
      after: { dealer: request.dealerName },
    });
    const linkPath = `/c/${request.dealerSlug}/services/resellers/${request.id}`;
    await tellOffice(tx, ctx, {
      companyId: request.dealerCompanyId,
      template: "request-reopened",
      data: { dealer: request.dealerName, reseller: request.resellerName, linkPath },
      kind: "request.reopened",
      href: linkPath,
      groupKey: requestGroup(request.id),
    });
    return succeed({ requestId: request.id });
  });
}
