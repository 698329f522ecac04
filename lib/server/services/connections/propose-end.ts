import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { proposeEnd as decideProposal, type EndRefusal, endOfMonth } from "@/lib/domain/reseller-connection";
import { recordAudit } from "@/lib/server/audit";
import { ringOwner } from "@/lib/server/bell";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { loadOwner } from "@/lib/server/store/companies";
import { markProposed } from "@/lib/server/store/connections";
import {
  type ConnectionReceipt,
  type ConnectionRef,
  type HeldConnection,
  holdConnection,
  requireUnchanged,
} from "./hold-connection";
import { connectionPath } from "./tell-parties";

export type ProposeEndInput = ConnectionRef & { endMonth: BillingMonth };

/**
 * Proposes the end of a connection to the own owner, as a manager of either company may. The connection stays open; the
 * other company hears nothing. A later proposal takes the place of an earlier one.
 */
export async function proposeEnd(
  given: CompanyContext,
  input: ProposeEndInput,
): Promise<Outcome<ConnectionReceipt, EndRefusal>> {
  requirePermission(given, "connection:propose-end");
  return inTransaction(given, async (tx, entered) => {
    requirePermission(entered, "connection:propose-end");
    const held = await holdConnection(tx, entered, input);
    const decision = decideProposal(held.state, input.endMonth, held.facts, held.ctx.now);
    if (!decision.ok) return decision;
    await requireUnchanged(tx, held, input);

    const { connection, ctx } = held;
    await markProposed(tx, connection, decision.value, held.act);
    await recordAudit(tx, ctx, {
      action: "connection.end_proposed",
      subjectId: connection.id,
      subjectVersion: connection.version + 1,
      before: null,
      after: { endMonth: decision.value },
      effectiveAt: endOfMonth(decision.value, connection.zone),
    });
    await tellOwner(tx, held, decision.value);
    return succeed({ connectionId: connection.id });
  });
}

async function tellOwner(tx: Transaction, held: HeldConnection, month: BillingMonth): Promise<void> {
  const { connection, own, ctx } = held;
  const owner = await loadOwner(tx, ctx.companyId);
  const { zone } = connection;
  const facts = {
    dealer: connection.dealer.name,
    reseller: connection.reseller.name,
    person: ctx.account.name,
    endsAt: endOfMonth(month, zone).toString(),
    zone,
  };
  const linkPath = connectionPath(connection, own);
  const at = toDate(ctx.now);
  await postMail(tx, {
    template: "connection-end-proposed",
    to: owner.email,
    locale: owner.locale,
    data: { ...facts, linkPath },
    companyId: ctx.companyId,
    accountId: owner.accountId,
    at,
  });
  const notice = { kind: "connection.end_proposed" as const, data: facts, href: linkPath, at };
  await ringOwner(tx, ctx.companyId, { ...notice, groupKey: `connection:${connection.id}` });
}
