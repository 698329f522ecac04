import { clockNow, toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { chooseMonth, closesAt } from "@/lib/domain/statement";
import { AppError } from "@/lib/errors";
import type { Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import type { Admin } from "@/lib/server/services/platform-admin";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import { readClosingZones } from "@/lib/server/store/statement-closing";
import { readStatementMonths } from "@/lib/server/store/statement-months";
import {
  type BilledReseller,
  findBilledReseller,
  type LockedStatement,
  lockStatement,
} from "@/lib/server/store/statement-payments";

/** Whoever acts for the platform. */
export type StatementOfReseller = { reseller: BilledReseller; statement: LockedStatement; now: Temporal.Instant };

type Refusal = "MONTH_INVALID" | "STATEMENT_OPEN";

/**
 * Locks the statement an act of the platform is about. Refuses with MONTH_INVALID a month without one, and with
 * STATEMENT_OPEN one that is not closed: it is still computed anew. Throws NOT_FOUND for an unknown reseller.
 */
export async function lockClosedStatement(
  tx: Transaction,
  resellerId: string,
  month: BillingMonth,
): Promise<Outcome<StatementOfReseller, Refusal>> {
  const reseller = await findBilledReseller(tx, resellerId);
  if (!reseller) throw new AppError("NOT_FOUND");
  const now = clockNow(reseller.clockOffsetMs);
  const statement = await lockStatement(tx, resellerId, month);
  if (statement) return succeed({ reseller, statement, now });
  const months = await readStatementMonths(tx, resellerId, now);
  const known = months ? chooseMonth(month, months) : refuse("MONTH_INVALID");
  if (!known.ok) return known;
  const instant = closesAt(month, await readClosingZones(tx, resellerId, month)).toString();
  return refuse("STATEMENT_OPEN", { month, instant });
}

export type StatementAct = {
  action: "payment.recorded" | "statement.corrected";
  reason: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
};

/** Writes what the platform did into the history of the reseller, who reads it with its reason, and tells it to the feed. */
export async function recordStatementAct(
  tx: Transaction,
  { reseller, statement, now }: StatementOfReseller,
  { admin, ...act }: StatementAct & { admin: Admin },
): Promise<void> {
  const at = toDate(now);
  await insertPersonEntry(tx, {
    companyId: reseller.companyId,
    counterpartId: null,
    actorId: admin.accountId,
    actorName: admin.name,
    action: act.action,
    subjectId: statement.id,
    subjectVersion: statement.version + 1,
    hubKey: null,
    before: act.before,
    after: act.after,
    reason: act.reason,
    origin: "DESKTOP",
    requestId: admin.requestId,
    at,
    effectiveAt: at,
  });
  await appendAct(tx, { kind: act.action, companyId: reseller.companyId, subjectId: statement.id, at: now });
}
