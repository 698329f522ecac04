import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { cancelChanges, decideMove } from "@/lib/server/store/move-requests";
import { holdWaitingMove, type MoveReceipt, type MoveRef } from "./hold-move";
import { tellCompany, upcomingPath } from "./tell-company";

/** Declines to take hubs over, with a reason the dealer reads; without one it is REASON_REQUIRED. Nothing changes. */
export async function declineMove(
  given: CompanyContext,
  { reason, ...ref }: MoveRef & { reason: string | null },
): Promise<Outcome<MoveReceipt, "REQUEST_DECIDED" | "REASON_REQUIRED">> {
  requirePermission(given, "move:decide");
  if (!reason) return refuse("REASON_REQUIRED");
  return inTransaction(
    given,
    async (tx, ctx) => {
      requirePermission(ctx, "move:decide");
      const held = await holdWaitingMove(tx, ctx, ref);
      if (!held.ok) return held;
      const request = held.value;
      const at = toDate(ctx.now);
      const { id: accountId, name: accountName } = ctx.account;
      await decideMove(tx, request.id, { status: "DECLINED", accountId, accountName, at, reason });
      await cancelChanges(tx, request.id, { accountId, at });
      await recordAudit(tx, ctx, {
        action: "move.declined",
        subjectId: request.id,
        subjectVersion: request.version + 1,
        counterpartId: request.dealer.companyId,
        before: { status: "PENDING" },
        after: { status: "DECLINED" },
        reason,
      });
      const { dealer, reseller, hubs } = request;
      const linkPath = upcomingPath(dealer.slug);
      const names = { dealer: dealer.name, reseller: reseller.name, person: accountName, n: hubs.planned };
      await tellCompany(
        tx,
        { companyId: dealer.companyId, linkPath },
        {
          template: "move-declined",
          data: { ...names, reason, linkPath },
          kind: "move.declined",
          lines: names,
          groupKey: `move:${request.id}`,
          at: ctx.now,
          exceptAccountId: null,
        },
      );
      return succeed({ moveRequestId: request.id, n: hubs.planned });
    },
    { isWide: true },
  );
}
