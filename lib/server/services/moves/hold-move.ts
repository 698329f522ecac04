import { moveWaits } from "@/lib/domain/move-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { type CompanyContext, requireSameSide, type Transaction } from "@/lib/server/context";
import { lockMove, type MoveRequest } from "@/lib/server/store/move-requests";

/** Names a request to take hubs over. */
export type MoveRef = { moveRequestId: string };

export type MoveReceipt = { moveRequestId: string; n: number };

/**
 * Locks a request of the company's side. Refuses with REQUEST_DECIDED one that no longer waits, naming who decided and
 * when: also one whose hubs were all taken back, and one whose first boundary passed while the lock was awaited.
 * Throws NOT_FOUND alike for unknown ones and strangers'.
 */
export async function holdWaitingMove(
  tx: Transaction,
  ctx: CompanyContext,
  { moveRequestId }: MoveRef,
): Promise<Outcome<MoveRequest, "REQUEST_DECIDED">> {
  const { request, lockedAt } = await lockMove(tx, ctx, moveRequestId);
  requireSameSide(ctx, lockedAt, request.state.expiresAt);
  const waiting = moveWaits(request.state, ctx.now);
  if (!waiting.ok) return waiting;
  if (request.hubs.planned > 0) return succeed(request);
  return refuse("REQUEST_DECIDED", {
    outcome: "WITHDRAWN",
    time: request.sentAt.toString(),
    name: request.dealer.name,
  });
}
