import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { endConnection as decideEnd, type EndRefusal, endOfMonth } from "@/lib/domain/reseller-connection";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { markEnding } from "@/lib/server/store/connections";
import { carryOutDueOf } from "../rollover/carry-out-due";
import {
  type ConnectionReceipt,
  type ConnectionRef,
  connectionSnapshot,
  counterpartOf,
  type HeldConnection,
  holdConnection,
  requireUnchanged,
} from "./hold-connection";
import { settlePackages } from "./settle-packages";
import { tellParties } from "./tell-parties";

export type EndConnectionInput = ConnectionRef & { endMonth: BillingMonth };

/**
 * Lets a connection end with a month, as the owner of either company may. From this instant nobody activates on it;
 * every hub that runs on it ends with that month in its own zone, and is billed until then, unless it is moved, ended or
 * stopped before. Both sides are told. Source: PRODUCT J7.4.
 */
export async function endConnection(
  given: CompanyContext,
  input: EndConnectionInput,
): Promise<Outcome<ConnectionReceipt, EndRefusal>> {
  requirePermission(given, "connection:end");
  await carryOutDueOf(given, input.connectionId);
  return inTransaction(given, async (tx, entered) => {
    requirePermission(entered, "connection:end");
    const held = await holdConnection(tx, entered, input);
    const { companyId } = held.own;
    const decision = decideEnd(held.state, { endMonth: input.endMonth, companyId }, held.facts, held.ctx.now);
    if (!decision.ok) return decision;
    await requireUnchanged(tx, held, input);

    const { connection, ctx } = held;
    await markEnding(tx, connection, input.endMonth, held.act);
    await recordAudit(tx, ctx, {
      action: "connection.ending",
      subjectId: connection.id,
      subjectVersion: connection.version + 1,
      counterpartId: counterpartOf(held),
      before: connectionSnapshot(held.state),
      after: connectionSnapshot(decision.value),
      effectiveAt: endOfMonth(input.endMonth, connection.zone),
    });
    await settlePackages(tx, { connectionId: connection.id, endMonth: input.endMonth }, ctx.now);
    await tell(tx, held, input.endMonth);
    return succeed({ connectionId: connection.id });
  });
}

async function tell(tx: Transaction, { connection, own, ctx }: HeldConnection, month: BillingMonth): Promise<void> {
  const { zone, liveHubs, dealer, reseller } = connection;
  const endsAt = endOfMonth(month, zone).toString();
  const facts = { person: ctx.account.name, company: own.name, endsAt, zone, n: liveHubs };
  await tellParties(tx, connection, [dealer, reseller], {
    template: "connection-ending",
    write: (to) => ({ ...to, ...facts }),
    kind: "connection.ending",
    lines: facts,
    at: ctx.now,
    exceptAccountId: ctx.account.id,
  });
}
