import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { settleNotices } from "@/lib/server/store/notifications";
import { insertRequestMessage } from "@/lib/server/store/request-messages";
import { loadWaitingRequest } from "./load-request";
import { tellOffice, threadGroup } from "./tell";

export type SendMessageInput = { requestId: string; body: string };

/**
 * Writes to the other company of a request while it waits; that one's office reads it by mail and bell. The talk closes
 * with the decision: afterwards it is REQUEST_DECIDED. Whoever answers has dealt with what was written before.
 * Source: PRODUCT F14.
 */
export async function sendRequestMessage(
  given: CompanyContext,
  { requestId, body }: SendMessageInput,
): Promise<Outcome<{ messageId: string }, "REQUEST_DECIDED">> {
  requirePermission(given, given.side === "dealer" ? "reseller:connect" : "request:decide");
  await takePoint("messageByCompany", given.companyId);
  return inTransaction(given, async (tx, ctx) => {
    const side = ctx.side === "dealer" ? "DEALER" : "RESELLER";
    const loaded = await loadWaitingRequest(tx, ctx, side, requestId);
    if (!loaded.ok) return loaded;
    const request = loaded.value;
    const { account, companyId, now } = ctx;
    const message = { requestId, authorCompanyId: companyId, authorId: account.id, authorName: account.name, body };
    const messageId = await insertRequestMessage(tx, { ...message, sentAt: now });

    const isDealer = side === "DEALER";
    const other = isDealer ? request.resellerCompanyId : request.dealerCompanyId;
    await recordAudit(tx, ctx, {
      action: "connection.messaged",
      subjectId: requestId,
      subjectVersion: request.version,
      counterpartId: other,
      before: null,
      after: null,
    });
    const linkPath = isDealer
      ? `/r/${request.resellerSlug}/requests/${requestId}`
      : `/c/${request.dealerSlug}/services/resellers/${requestId}`;
    await settleNotices(tx, threadGroup(requestId), toDate(realNow()));
    const { dealerName: dealer, resellerName: reseller } = request;
    await tellOffice(tx, ctx, {
      companyId: other,
      template: "request-message",
      data: { dealer, reseller, company: ctx.companyName, person: account.name, lines: body, linkPath },
      kind: "request.message",
      href: linkPath,
      groupKey: threadGroup(requestId),
    });
    return succeed({ messageId });
  });
}
