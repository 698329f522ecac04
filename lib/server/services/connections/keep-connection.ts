import { type Outcome, succeed } from "@/lib/domain/outcome";
import { keepConnection as decideKeep, mayKeep } from "@/lib/domain/reseller-connection";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { markKept } from "@/lib/server/store/connections";
import { carryOutDueOf } from "../rollover/carry-out-due";
import {
  type ConnectionReceipt,
  type ConnectionRef,
  connectionSnapshot,
  counterpartOf,
  holdConnection,
  requireUnchanged,
} from "./hold-connection";
import { settlePackages } from "./settle-packages";
import { tellParties } from "./tell-parties";

/**
 * Takes an agreed end back, as the owner of the company that asked for it: activations are open again, and every hub
 * whose end came from the connection runs on. An end that somebody decided for a hub itself stays. An open connection has
 * nothing to take back. Throws FORBIDDEN, naming the company that can, for the other side's owner.
 */
export async function keepConnection(
  given: CompanyContext,
  input: ConnectionRef,
): Promise<Outcome<ConnectionReceipt, "NOT_CONNECTED">> {
  requirePermission(given, "connection:end");
  await carryOutDueOf(given, input.connectionId);
  return inTransaction(given, async (tx, entered) => {
    requirePermission(entered, "connection:end");
    const held = await holdConnection(tx, entered, input);
    const { connection, state, ctx, own } = held;
    const decision = decideKeep(state, held.facts);
    if (!decision.ok) return decision;
    if (decision.value === state) return succeed({ connectionId: connection.id });
    if (!mayKeep(state, own.companyId)) {
      throw new AppError("FORBIDDEN", { role: ctx.role, company: held.facts.counterpart });
    }
    await requireUnchanged(tx, held, input);

    await markKept(tx, connection);
    await recordAudit(tx, ctx, {
      action: "connection.kept",
      subjectId: connection.id,
      subjectVersion: connection.version + 1,
      counterpartId: counterpartOf(held),
      before: connectionSnapshot(state),
      after: connectionSnapshot(decision.value),
    });
    await settlePackages(tx, { connectionId: connection.id, endMonth: null }, ctx.now);
    const facts = { person: ctx.account.name, company: own.name };
    await tellParties(tx, connection, [connection.dealer, connection.reseller], {
      template: "connection-kept",
      write: (to) => ({ ...to, ...facts }),
      kind: "connection.kept",
      lines: facts,
      at: ctx.now,
      exceptAccountId: ctx.account.id,
    });
    return succeed({ connectionId: connection.id });
  });
}
