import { toDate } from "@/lib/clock";
import { remindFrom } from "@/lib/domain/connection-request";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadWaitingRequest } from "./load-request";
import { requestGroup, tellOffice } from "./tell";

/** Recalls a waiting request to the reseller's office. Throws RATE_LIMITED with the time within seven days of the last one. */
export async function remindReseller(
  given: CompanyContext,
  { requestId }: { requestId: string },
): Promise<Outcome<{ requestId: string }, "REQUEST_DECIDED">> {
  requirePermission(given, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const loaded = await loadWaitingRequest(tx, ctx, "DEALER", requestId);
    if (!loaded.ok) return loaded;
    const request = loaded.value;
    const from = remindFrom(request.state, ctx.now);
    if (from) throw new AppError("RATE_LIMITED", { time: from.toString() });

    await tx.connectionRequest.update({ where: { id: request.id }, data: { remindedAt: toDate(ctx.now) } });
    await recordAudit(tx, ctx, {
      action: "connection.reminded",
      subjectId: request.id,
      subjectVersion: request.version,
      counterpartId: request.resellerCompanyId,
      before: null,
      after: null,
    });
    const linkPath = `/r/${request.resellerSlug}/requests/${request.id}`;
    await tellOffice(tx, ctx, {
      companyId: request.resellerCompanyId,
      template: "request-reminder",
      data: {
        dealer: request.dealerName,
        reseller: request.resellerName,
        sentAt: request.state.sentAt.toString(),
        zone: request.resellerZone,
        linkPath,
      },
      kind: "request.reminded",
      href: linkPath,
      groupKey: requestGroup(request.id),
    });
    return succeed({ requestId: request.id });
  });
}
