import type { Outcome } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { findReseller, holdDealer } from "@/lib/server/store/resellers";
import { type AskRefusal, askReseller } from "./ask-reseller";

export type RequestConnectionInput = { resellerId: string; message: string | null };

/**
 * Asks a reseller for a connection. At most one request or connection per pair is open, by the database too; a declined
 * dealer waits 24 hours unless the reseller reopens. At most twenty requests a company and day. Throws NOT_FOUND for a
 * reseller of another sandbox. Source: services manual, "Sending a connection request"; PRODUCT J6.
 */
export async function requestConnection(
  given: CompanyContext,
  { resellerId, message }: RequestConnectionInput,
): Promise<Outcome<{ requestId: string }, AskRefusal>> {
  requirePermission(given, "reseller:connect");
  await takePoint("requestByCompany", given.companyId);
  return inTransaction(given, async (tx, ctx) => {
    await holdDealer(tx, ctx.companyId);
    const reseller = await findReseller(tx, ctx.companyId, resellerId);
    if (!reseller) throw new AppError("NOT_FOUND");
    return askReseller(tx, ctx, { reseller, message });
  });
}
