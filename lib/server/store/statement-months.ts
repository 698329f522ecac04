import type { BillingMonth } from "@/lib/domain/billing-month";
import { presentMonth } from "@/lib/domain/billing-terms";
import { currentMonth, firstStatementMonth, type StatementMonths } from "@/lib/domain/statement";
import type { Transaction } from "../context";
import { listClosingCandidates, readClosingZones } from "./statement-closing";

/** The months of a reseller's statements, and the last one that is closed. */
export type KnownMonths = StatementMonths & { lastClosed: BillingMonth | null };

/** Reads which months a reseller has statements of; null before its first dealer. */
export async function readStatementMonths(
  tx: Transaction,
  resellerId: string,
  now: Temporal.Instant,
): Promise<KnownMonths | null> {
  const [candidate] = await listClosingCandidates(tx, resellerId);
  if (!candidate) return null;
  const starts = candidate.starts.map(({ openedAt, zone }) => ({ openedAt: Temporal.Instant.from(openedAt), zone }));
  const first = firstStatementMonth(starts);
  if (!first) return null;
  const zones = await readClosingZones(tx, resellerId, presentMonth(now));
  const current = currentMonth(now, zones);
  return { first, current: current < first ? first : current, lastClosed: candidate.lastMonth };
}
