import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inTransaction,
  requirePermission,
  requireSameSide,
  type Transaction,
} from "@/lib/server/context";
import { hubConflict } from "@/lib/server/store/hub-packages";
import {
  decideMove,
  type LosingPayer,
  listLosingPayers,
  loadMove,
  type MoveRequest,
} from "@/lib/server/store/move-requests";
import { cancelChange as cancel, lockChange, type ScheduledChange } from "@/lib/server/store/scheduled-changes";
import { cancelStartIn } from "../packages/cancel-start";
import { tellCalledOff } from "./withdraw-move";

/**
 * Takes one hub's planned change back until its instant: the state before is restored, and history shows both. With the
 * last hub of a request that waits for its answer, the request is withdrawn. Once it has happened, CONFLICT tells what
 * did and when; a request that ran out, or was declined, is REQUEST_DECIDED.
 */
export async function cancelChange(
  given: CompanyContext,
  { changeId }: { changeId: string },
): Promise<Outcome<{ changeId: string }, "REQUEST_DECIDED">> {
  requirePermission(given, "change:cancel");
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "change:cancel");
    const { change, lockedAt } = await lockChange(tx, ctx.companyId, changeId);
    if (change.kind === "START") return cancelStartIn(tx, ctx, change);
    requireSameSide(ctx, lockedAt, change.effectiveAt);
    const isPast = change.effectiveAt !== null && Temporal.Instant.compare(ctx.now, change.effectiveAt) >= 0;
    if (change.status === "DONE" || (isPast && change.isApproved))
      throw await hubConflict(tx, ctx.companyId, change.hubKey);
    if (change.status !== "PLANNED" || isPast) return refuseOver(tx, ctx, change);

    const last = await findLastOf(tx, ctx, change);
    await cancel(tx, change.id, { accountId: ctx.account.id, at: toDate(ctx.now) });
    await recordAudit(tx, ctx, {
      action: "move.withdrawn",
      subjectId: change.id,
      subjectVersion: change.version + 1,
      hubKey: change.hubKey,
      counterpartId: change.resellerCompanyId,
      before: { status: "PLANNED" },
      after: { status: "CANCELED" },
    });
    if (last) await settleRequest(tx, ctx, last);
    return succeed({ changeId: change.id });
  });
}

async function refuseOver(tx: Transaction, ctx: CompanyContext, { moveRequestId, effectiveAt }: ScheduledChange) {
  const request = moveRequestId ? await loadMove(tx, ctx, moveRequestId) : null;
  const status = request?.state.status ?? "EXPIRED";
  const outcome = status === "PENDING" || status === "APPROVED" ? "EXPIRED" : status;
  const time = (request?.state.decidedAt ?? effectiveAt ?? ctx.now).toString();
  return refuse("REQUEST_DECIDED", { outcome, time, name: request?.state.decidedBy ?? "–" });
}

type LastOf = { request: MoveRequest; losers: LosingPayer[] };

/** Reads the request whose last waiting hub this is, with who would have lost it; null while others wait. */
async function findLastOf(tx: Transaction, ctx: CompanyContext, change: ScheduledChange): Promise<LastOf | null> {
  if (!change.moveRequestId) return null;
  const request = await loadMove(tx, ctx, change.moveRequestId);
  if (request.hubs.planned > 1) return null;
  return { request, losers: change.isApproved ? await listLosingPayers(tx, request.id) : [] };
}

/** Tells who was told of the move that it is off; a request that waits for its answer is withdrawn with its last hub. */
async function settleRequest(tx: Transaction, ctx: CompanyContext, { request, losers }: LastOf): Promise<void> {
  if (request.state.status === "PENDING") {
    const by = { accountId: ctx.account.id, accountName: ctx.account.name, at: toDate(ctx.now) };
    await decideMove(tx, request.id, { status: "WITHDRAWN", ...by, reason: null });
  }
  await tellCalledOff(tx, ctx, { request, losers, n: request.hubs.asked });
}
