import { toDate, toInstant } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { approveChanges, decideMove, listLosingPayers, type MoveRequest } from "@/lib/server/store/move-requests";
import { holdWaitingMove, type MoveReceipt, type MoveRef } from "./hold-move";
import { tellCompany, upcomingPath } from "./tell-company";

export type ApproveMoveRefusal = "REQUEST_DECIDED" | "RESELLER_NOT_USABLE";

/**
 * Agrees to take hubs over: at their months' boundary their services go on, billed to this reseller from then on. The
 * dealer is told, and so is who loses them. A connection that is ending, or over, takes nothing. Of two colleagues at
 * once the second learns who decided.
 */
export async function approveMove(
  given: CompanyContext,
  ref: MoveRef,
): Promise<Outcome<MoveReceipt, ApproveMoveRefusal>> {
  requirePermission(given, "move:decide");
  return inTransaction(
    given,
    async (tx, ctx) => {
      requirePermission(ctx, "move:decide");
      const held = await holdWaitingMove(tx, ctx, ref);
      if (!held.ok) return held;
      const request = held.value;
      const { state, resellerName } = request.target;
      if (state !== "OPEN") return refuse("RESELLER_NOT_USABLE", { reseller: resellerName, state });

      const by = { accountId: ctx.account.id, accountName: ctx.account.name, at: toDate(ctx.now) };
      await decideMove(tx, request.id, { status: "APPROVED", ...by, reason: null });
      await approveChanges(tx, request.id);
      await recordAudit(tx, ctx, {
        action: "move.approved",
        subjectId: request.id,
        subjectVersion: request.version + 1,
        counterpartId: request.dealer.companyId,
        before: { status: "PENDING" },
        after: { status: "APPROVED", hubs: request.hubs.planned },
        effectiveAt: request.state.expiresAt,
      });
      await tellDealer(tx, ctx, request);
      await tellLosers(tx, ctx, request);
      return succeed({ moveRequestId: request.id, n: request.hubs.planned });
    },
    { isWide: true },
  );
}

async function tellDealer(tx: Transaction, ctx: CompanyContext, request: MoveRequest): Promise<void> {
  const { dealer, reseller, hubs, zone, state } = request;
  const linkPath = upcomingPath(dealer.slug);
  const names = { dealer: dealer.name, reseller: reseller.name, person: ctx.account.name, n: hubs.planned };
  const movesAt = state.expiresAt.toString();
  await tellCompany(
    tx,
    { companyId: dealer.companyId, linkPath },
    {
      template: "move-approved",
      data: { ...names, movesAt, zone, linkPath },
      kind: "move.approved",
      lines: { ...names, endsAt: movesAt, zone },
      groupKey: `move:${request.id}`,
      at: ctx.now,
      exceptAccountId: null,
    },
  );
}

/** Whoever pays so far learns how many hubs go, and from when on, but not to whom. */
async function tellLosers(tx: Transaction, ctx: CompanyContext, request: MoveRequest): Promise<void> {
  for (const { party, connectionId, n, movesAt, zone } of await listLosingPayers(tx, request.id)) {
    const linkPath = `/r/${party.slug}/dealers/${connectionId}`;
    const facts = { dealer: request.dealer.name, n, zone };
    const at = toInstant(movesAt).toString();
    await tellCompany(
      tx,
      { companyId: party.companyId, linkPath },
      {
        template: "move-leaving",
        data: { ...facts, movesAt: at, linkPath },
        kind: "move.leaving",
        lines: { ...facts, endsAt: at },
        groupKey: `leaving:${request.id}`,
        at: ctx.now,
        exceptAccountId: null,
      },
    );
  }
}
