import { toDate } from "@/lib/clock";
import { mayRequest, requestExpiry, type SendRefusal } from "@/lib/domain/connection-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { loadDealerFacts } from "@/lib/server/store/activation-facts";
import { listRequests } from "@/lib/server/store/connection-requests";
import type { ResellerRow } from "@/lib/server/store/resellers";
import { expireRequest } from "./expire-requests";
import { requestGroup, tellOffice } from "./tell";

export type AskRefusal = SendRefusal | "NOT_ENROLLED" | "SELF_REQUEST" | "RESELLER_CLOSED";

/**
 * Sends a request to a reseller that a dealer has found, in the caller's transaction, which holds the dealer. Refuses
 * what the rules of PRODUCT 4.3 refuse; a request past its 90 days makes room for the new one.
 */
export async function askReseller(
  tx: Transaction,
  ctx: CompanyContext,
  { reseller, message }: { reseller: ResellerRow; message: string | null },
): Promise<Outcome<{ requestId: string }, AskRefusal>> {
  if (reseller.companyId === ctx.companyId) return refuse("SELF_REQUEST");
  const enrolled = await requireDealer(tx, ctx);
  if (!enrolled.ok) return enrolled;
  if (!reseller.takesRequests) return refuse("RESELLER_CLOSED", { reseller: reseller.name });

  const wanted = { companyId: ctx.companyId, side: "DEALER", resellerId: reseller.resellerId, limit: 1 } as const;
  const [last] = await listRequests(tx, wanted);
  const allowed = mayRequest(last?.state ?? null, reseller.name, ctx.now);
  if (!allowed.ok) return allowed;

  if (last?.state.status === "PENDING") await expireRequest(tx, last);
  return succeed({ requestId: await store(tx, ctx, { reseller, message }) });
}

/** Refuses a company that is no dealer, naming who can enroll it. */
export async function requireDealer(tx: Transaction, ctx: CompanyContext): Promise<Outcome<null, "NOT_ENROLLED">> {
  const { isEnrolled, companyName, ownerName } = await loadDealerFacts(tx, ctx.companyId, "READ");
  return isEnrolled ? succeed(null) : refuse("NOT_ENROLLED", { company: companyName, owner: ownerName });
}

async function store(
  tx: Transaction,
  ctx: CompanyContext,
  { reseller, message }: { reseller: ResellerRow; message: string | null },
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
    groupKey: requestGroup(id),
  });
  return id;
}
