import { type Outcome, succeed } from "@/lib/domain/outcome";
import { type EndNowRefusal, endNow } from "@/lib/domain/reseller-connection";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { markClosed } from "@/lib/server/store/connections";
import { carryOutDueOf } from "../rollover/carry-out-due";
import {
  type ConnectionReceipt,
  type ConnectionRef,
  connectionSnapshot,
  counterpartOf,
  holdConnection,
  requireUnchanged,
} from "./hold-connection";
import { tellEnded } from "./tell-ended";

/**
 * Closes a connection at once, as the owner of either company may while nothing runs on it. The count is taken under the
 * connection's lock; what is over but not written down yet is carried out first, so that a late job never blocks.
 */
export async function endConnectionNow(
  given: CompanyContext,
  input: ConnectionRef,
): Promise<Outcome<ConnectionReceipt, EndNowRefusal>> {
  requirePermission(given, "connection:end");
  await carryOutDueOf(given, input.connectionId);
  return inTransaction(given, async (tx, entered) => {
    requirePermission(entered, "connection:end");
    const held = await holdConnection(tx, entered, input);
    const { connection, ctx } = held;
    const decision = endNow(held.state, held.facts, ctx.now);
    if (!decision.ok) return decision;
    await requireUnchanged(tx, held, input);

    await markClosed(tx, connection, ctx.now);
    await recordAudit(tx, ctx, {
      action: "connection.ended",
      subjectId: connection.id,
      subjectVersion: connection.version + 1,
      counterpartId: counterpartOf(held),
      before: connectionSnapshot(held.state),
      after: connectionSnapshot(decision.value),
    });
    await tellEnded(tx, connection, { at: ctx.now, exceptAccountId: ctx.account.id });
    return succeed({ connectionId: connection.id });
  });
}
