import { toDate } from "@/lib/clock";
import { mayRequest, requestExpiry, type SendRefusal } from "@/lib/domain/connection-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { loadDealerFacts } from "@/lib/server/store/activation-facts";
import { type ConnectionRequest, listRequests } from "@/lib/server/store/connection-requests";
import { findReseller, holdDealer, type ResellerRow } from "@/lib/server/store/resellers";
import { tellOffice } from "./tell";

export type RequestConnectionInput = { resellerId: string; message: string | null };
export type RequestConnectionRefusal = SendRefusal | "NOT_ENROLLED" | "SELF_REQUEST" | "RESELLER_CLOSED";

/**
 * Asks a reseller for a connection. At most one request or connection per pair is open, by the database too; a declined
 * dealer waits 24 hours unless the reseller reopens. At most twenty requests a company and day. Throws NOT_FOUND for a
 * reseller of another sandbox. Source: services manual, "Sending a connection request"; PRODUCT J6.
 */
export async function requestConnection(
  given: CompanyContext,
  input: RequestConnectionInput,
): Promise<Outcome<{ requestId: string }, RequestConnectionRefusal>> {
  requirePermission(given, "reseller:connect");
  await takePoint("requestByCompany", given.companyId);
  return inTransaction(given, async (tx, ctx) => {
    await holdDealer(tx, ctx.companyId);
    const reseller = await findReseller(tx, ctx.companyId, input.resellerId);
    if (!reseller) throw new AppError("NOT_FOUND");
    if (reseller.companyId === ctx.companyId) return refuse("SELF_REQUEST");

    const dealer = await loadDealerFacts(tx, ctx.companyId, "READ");
    if (!dealer.isEnrolled) return refuse("NOT_ENROLLED", { company: dealer.companyName, owner: dealer.ownerName });
    if (!reseller.takesRequests) return refuse("RESELLER_CLOSED", { reseller: reseller.name });

    const wanted = { companyId: ctx.companyId, side: "DEALER", resellerId: input.resellerId, limit: 1 } as const;
    const last = (await listRequests(tx, wanted))[0] ?? null;
    const allowed = mayRequest(last?.state ?? null, reseller.name, ctx.now);
    if (!allowed.ok) return allowed;

    await closeExpired(tx, last);
    const requestId = await store(tx, ctx, reseller, input.message);
    return succeed({ requestId });
  });
}

/** A request past its 90 days may still be stored as waiting; it makes room before the new one. */
async function closeExpired(tx: Transaction, last: ConnectionRequest | null): Promise<void> {
  if (last?.state.status !== "PENDING") return;
  const closedAt = toDate(last.state.expiresAt);
  await tx.connectionRequest.updateMany({
    where: { id: last.id, status: "PENDING" },
    data: { status: "EXPIRED", closedAt, version: { increment: 1 } },
  });
}

async function store(
  tx: Transaction,
  ctx: CompanyContext,
  reseller: ResellerRow,
  message: string | null,
): Promise<string> {
  const { id } = await tx.connectionRequest.create({
    data: {
      companyId: ctx.companyId,
      resellerId: reseller.resellerId,
      message,
      sentById: ctx.account.id,
      sentAt: toDate(ctx.now),
      expiresAt: toDate(requestExpiry(ctx.now)),
    },
    select: { id: true },
  });
  await recordAudit(tx, ctx, {
    action: "connection.requested",
    subjectId: id,
    subjectVersion: 1,
    counterpartId: reseller.companyId,
    before: null,
    after: { reseller: reseller.name, message },
  });
  const linkPath = `/r/${reseller.slug}/requests/${id}`;
  await tellOffice(tx, ctx, {
    companyId: reseller.companyId,
    template: "request-received",
    data: { dealer: ctx.companyName, reseller: reseller.name, linkPath },
    kind: "request.received",
    href: linkPath,
    requestId: id,
  });
  return id;
}
