import { toDate } from "@/lib/clock";
import { effectiveMove } from "@/lib/domain/move-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inTransaction,
  requirePermission,
  requireSameSide,
  type Transaction,
} from "@/lib/server/context";
import {
  cancelChanges,
  decideMove,
  type LosingPayer,
  listLosingPayers,
  lockMove,
  type MoveRequest,
} from "@/lib/server/store/move-requests";
import type { MoveReceipt, MoveRef } from "./hold-move";
import { movePath, tellCompany } from "./tell-company";

/**
 * Calls a whole request off, before the reseller has answered or afterwards, until its first boundary: nothing changes
 * for any hub that still waits. The reseller is told, and once it had agreed so is who would have lost them.
 */
export async function withdrawMove(
  given: CompanyContext,
  { moveRequestId }: MoveRef,
): Promise<Outcome<MoveReceipt, "REQUEST_DECIDED">> {
  requirePermission(given, "change:cancel");
  return inTransaction(
    given,
    async (tx, ctx) => {
      requirePermission(ctx, "change:cancel");
      const { request, lockedAt } = await lockMove(tx, ctx, moveRequestId);
      requireSameSide(ctx, lockedAt, request.state.expiresAt);
      const refused = refuseOver(request, ctx.now);
      if (refused) return refused;

      const losers = request.state.status === "APPROVED" ? await listLosingPayers(tx, request.id) : [];
      const at = toDate(ctx.now);
      const { id: accountId, name: accountName } = ctx.account;
      if (request.state.status === "PENDING") {
        await decideMove(tx, request.id, { status: "WITHDRAWN", accountId, accountName, at, reason: null });
      }
      await cancelChanges(tx, request.id, { accountId, at });
      await recordAudit(tx, ctx, {
        action: "move.withdrawn",
        subjectId: request.id,
        subjectVersion: request.version + 1,
        counterpartId: request.reseller.companyId,
        before: { status: request.state.status },
        after: { status: "WITHDRAWN", hubs: request.hubs.planned },
      });
      await tellCalledOff(tx, ctx, { request, losers, n: request.hubs.planned });
      return succeed({ moveRequestId: request.id, n: request.hubs.planned });
    },
    { isWide: true },
  );
}

/** A request that is over, and one whose hubs have moved or were all taken back, has nothing left to call off. */
function refuseOver({ state, hubs, sentAt }: MoveRequest, now: Temporal.Instant) {
  const status = effectiveMove(state, now);
  const isPast = Temporal.Instant.compare(now, state.expiresAt) >= 0;
  if ((status === "PENDING" || status === "APPROVED") && hubs.planned > 0 && !isPast) return null;
  const time = (status === "EXPIRED" ? state.expiresAt : (state.decidedAt ?? sentAt)).toString();
  return refuse("REQUEST_DECIDED", { outcome: status, time, name: state.decidedBy ?? "–" });
}

export type CalledOff = { request: MoveRequest; losers: LosingPayer[]; n: number };

/** Tells the reseller that was asked, and who would have lost the hubs, that nothing changes for `n` of them. */
export async function tellCalledOff(
  tx: Transaction,
  ctx: CompanyContext,
  { request, losers, n }: CalledOff,
): Promise<void> {
  const { dealer, reseller, id } = request;
  const asked = { companyId: reseller.companyId, linkPath: movePath(reseller.slug, id), n, groupKey: `move:${id}` };
  const others = losers.map(({ party, connectionId, n: lost }) => ({
    companyId: party.companyId,
    linkPath: `/r/${party.slug}/dealers/${connectionId}`,
    n: lost,
    groupKey: `leaving:${id}`,
  }));
  for (const { companyId, linkPath, groupKey, n: hubs } of [asked, ...others]) {
    const names = { dealer: dealer.name, person: ctx.account.name, n: hubs };
    await tellCompany(
      tx,
      { companyId, linkPath },
      {
        template: "move-withdrawn",
        data: { ...names, linkPath },
        kind: "move.withdrawn",
        lines: names,
        groupKey,
        at: ctx.now,
        exceptAccountId: null,
      },
    );
  }
}
