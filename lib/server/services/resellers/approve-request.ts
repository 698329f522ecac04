import { toDate } from "@/lib/clock";
import { agreedFrom } from "@/lib/domain/billing-terms";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import type { ConnectionRequest } from "@/lib/server/store/connection-requests";
import { findDealerByNumber } from "@/lib/server/store/reseller-dealers";
import { findLastClosedMonth } from "@/lib/server/store/statement-closing";
import { loadWaitingRequest } from "./load-request";
import { requestGroup, settleRequests, tellOffice } from "./tell";

/** `dealerFeeMinor` in minor units of the reseller's currency, a month and account; null where agreed outside. */
export type ApproveRequestInput = {
  requestId: string;
  dealerNumber: string | null;
  trialDays: number;
  dealerFeeMinor: number | null;
};

/**
 * Approves a waiting request: the connection is open from this instant, and the dealer may activate. A number that the
 * reseller gave to another dealer is DEALER_NUMBER_TAKEN. Of two colleagues at once the second is told who decided.
 */
export async function approveRequest(
  given: CompanyContext,
  input: ApproveRequestInput,
): Promise<Outcome<{ requestId: string }, "REQUEST_DECIDED" | "DEALER_NUMBER_TAKEN">> {
  requirePermission(given, "request:decide");
  return inTransaction(given, async (tx, ctx) => {
    const loaded = await loadWaitingRequest(tx, ctx, "RESELLER", input.requestId);
    if (!loaded.ok) return loaded;
    const request = loaded.value;
    const holder = input.dealerNumber ? await findDealerByNumber(tx, request.resellerId, input.dealerNumber) : null;
    if (holder) return refuse("DEALER_NUMBER_TAKEN", { dealer: holder, n: input.dealerNumber ?? "" });

    await open(tx, ctx, request, input);
    await settleRequests(tx, [request.id]);
    const linkPath = `/c/${request.dealerSlug}/services/resellers/${request.id}`;
    await tellOffice(tx, ctx, {
      companyId: request.dealerCompanyId,
      template: "request-approved",
      data: { dealer: request.dealerName, reseller: request.resellerName, person: ctx.account.name, linkPath },
      kind: "request.approved",
      href: linkPath,
      groupKey: requestGroup(request.id),
    });
    return succeed({ requestId: request.id });
  });
}

async function open(
  tx: Transaction,
  ctx: CompanyContext,
  request: ConnectionRequest,
  { dealerNumber, trialDays, dealerFeeMinor }: ApproveRequestInput,
): Promise<void> {
  const at = toDate(ctx.now);
  const fromMonth = agreedFrom(ctx.now, await findLastClosedMonth(tx, request.resellerId));
  await tx.connectionRequest.update({
    where: { id: request.id },
    data: { status: "APPROVED", decidedAt: at, decidedById: ctx.account.id, version: { increment: 1 } },
  });
  const { reseller } = await tx.resellerConnection.create({
    data: {
      companyId: request.dealerCompanyId,
      resellerId: request.resellerId,
      requestId: request.id,
      dealerNumber,
      openedAt: at,
      terms: { create: { fromMonth, trialDays, dealerFeeMinor } },
    },
    select: { reseller: { select: { currency: true } } },
  });
  await recordAudit(tx, ctx, {
    action: "connection.approved",
    subjectId: request.id,
    subjectVersion: request.version + 1,
    counterpartId: request.dealerCompanyId,
    before: { status: "PENDING" },
    after: { status: "APPROVED", dealerNumber, trialDays, dealerFeeMinor, ...reseller },
  });
}
