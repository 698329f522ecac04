import { randomUUID } from "node:crypto";
import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import type { Admin } from "@/lib/server/services/platform-admin";
import { addCorrection, findCorrectedAccount } from "@/lib/server/store/statement-payments";
import { lockClosedStatement, recordStatementAct } from "./closed-statement";

/** What a closed month should have said otherwise. `feeMinor` is added to the fee owed; it is signed and never zero. */
export type Correction = {
  resellerId: string;
  month: BillingMonth;
  hubNumber: string;
  feeMinor: number;
  reason: string;
};

/**
 * Corrects an account of a closed month by a line of the reseller's next statement; the closed one stays as it is.
 * Refuses with STATEMENT_OPEN an open month, which is computed anew anyway, and with MONTH_INVALID one without a
 * statement. Throws NOT_FOUND for a hub that never ran with the reseller. Source: PRODUCT 4.7.
 */
export async function recordCorrection(
  admin: Admin,
  { resellerId, month, hubNumber, feeMinor, reason }: Correction,
): Promise<Outcome<{ reference: string }, "MONTH_INVALID" | "STATEMENT_OPEN">> {
  return inSystemTransaction(async (tx) => {
    const found = await lockClosedStatement(tx, resellerId, month);
    if (!found.ok) return found;
    const account = await findCorrectedAccount(tx, { resellerId, month, hubNumber });
    if (!account) throw new AppError("NOT_FOUND");
    const { reseller, statement, now } = found.value;
    await addCorrection(tx, {
      ...account,
      id: randomUUID(),
      resellerId,
      month,
      feeMinor,
      reason,
      accountId: admin.accountId,
      accountName: admin.name,
      at: toDate(now),
    });
    await recordStatementAct(tx, found.value, {
      admin,
      action: "statement.corrected",
      reason,
      before: null,
      after: { month, hub: hubNumber, feeMinor, currency: reseller.currency },
    });
    return succeed({ reference: statement.reference });
  });
}
