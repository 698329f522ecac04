import { toDate, toInstant } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction } from "@/lib/server/context";
import type { Admin } from "@/lib/server/services/platform-admin";
import { savePayment } from "@/lib/server/store/statement-payments";
import { lockClosedStatement, recordStatementAct } from "./closed-statement";

export type Payment = { resellerId: string; month: BillingMonth; reason: string };

/**
 * Records that a closed statement was paid; the reseller reads it with its reason. Refuses with ALREADY_PAID a paid one,
 * STATEMENT_OPEN an open one and MONTH_INVALID a month without one. Source: PRODUCT 4.7 and J16.
 */
export async function recordPayment(
  admin: Admin,
  { resellerId, month, reason }: Payment,
): Promise<Outcome<{ reference: string }, "ALREADY_PAID" | "MONTH_INVALID" | "STATEMENT_OPEN">> {
  return inSystemTransaction(async (tx) => {
    const found = await lockClosedStatement(tx, resellerId, month);
    if (!found.ok) return found;
    const { statement, reseller, now } = found.value;
    const { reference, feeMinor, paidAt } = statement;
    if (paidAt) return refuse("ALREADY_PAID", { reference, date: toInstant(paidAt).toString() });
    await savePayment(tx, { id: statement.id, at: toDate(now), accountId: admin.accountId, note: reason });
    await recordStatementAct(tx, found.value, {
      admin,
      action: "payment.recorded",
      reason,
      before: { month, status: "CLOSED" },
      after: { month, status: "PAID", reference, feeMinor, currency: reseller.currency },
    });
    return succeed({ reference });
  });
}
