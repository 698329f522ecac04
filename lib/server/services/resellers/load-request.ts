import { stillWaits } from "@/lib/domain/connection-request";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import {
  type ConnectionRequest,
  listRequests,
  lockRequest,
  type RequestSide,
} from "@/lib/server/store/connection-requests";

/** Locks and reads a request of one company's side. Throws NOT_FOUND alike for unknown ones and strangers'. */
export async function loadRequest(
  tx: Transaction,
  ctx: CompanyContext,
  side: RequestSide,
  requestId: string,
): Promise<ConnectionRequest> {
  await lockRequest(tx, requestId);
  const [request] = await listRequests(tx, { companyId: ctx.companyId, side, requestId, limit: 1 });
  if (!request) throw new AppError("NOT_FOUND");
  return request;
}

/** As {@link loadRequest}, and refuses with REQUEST_DECIDED one that no longer waits, naming who decided and when. */
export async function loadWaitingRequest(
  tx: Transaction,
  ctx: CompanyContext,
  side: RequestSide,
  requestId: string,
): Promise<Outcome<ConnectionRequest, "REQUEST_DECIDED">> {
  const request = await loadRequest(tx, ctx, side, requestId);
  const waiting = stillWaits(request.state, ctx.now);
  return waiting.ok ? succeed(request) : waiting;
}
