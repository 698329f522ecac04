import type { BillingMonth } from "./billing-month";
import { type Dated, firstUnbegunMonth, termsIn } from "./billing-terms";
import { type Outcome, refuse, succeed } from "./outcome";

/** What a reseller agreed with a dealer. `dealerFeeMinor` in minor units, a month and account; null: agreed outside. */
export type DealerTerms = { trialDays: number; dealerFeeMinor: number | null };

/** The connection whose terms are to change; `closedAt` as an ISO instant. */
export type ConnectionOfTerms = { dealerName: string; endMonth: string | null; closedAt: string | null };

/** Terms to be written with the month they hold from; null where nothing would change. */
export type PlannedTerms = (DealerTerms & { fromMonth: BillingMonth }) | null;

/**
 * Decides from when other terms hold: the first month that has begun nowhere (billing rule B5), over whatever was
 * planned for it. A closed connection has no terms to change, and one that ends before that month refuses other ones.
 */
export function planTerms(
  connection: ConnectionOfTerms,
  agreed: readonly Dated<DealerTerms>[],
  wanted: DealerTerms,
  now: Temporal.Instant,
): Outcome<PlannedTerms, "NOT_CONNECTED" | "ALREADY_ENDING"> {
  if (connection.closedAt)
    return refuse("NOT_CONNECTED", { company: connection.dealerName, date: connection.closedAt });

  const fromMonth = firstUnbegunMonth(now);
  if (isSame(termsIn(agreed, fromMonth), wanted)) return succeed(null);
  if (connection.endMonth !== null && connection.endMonth < fromMonth) {
    return refuse("ALREADY_ENDING", { date: lastDayOf(connection.endMonth) });
  }
  return succeed({ ...wanted, fromMonth });
}

function isSame(agreed: DealerTerms | null, wanted: DealerTerms): boolean {
  const { trialDays, dealerFeeMinor } = agreed ?? { trialDays: 0, dealerFeeMinor: null };
  return trialDays === wanted.trialDays && dealerFeeMinor === wanted.dealerFeeMinor;
}

function lastDayOf(month: string): string {
  const first = Temporal.PlainYearMonth.from(month);
  return first.toPlainDate({ day: first.daysInMonth }).toString();
}
