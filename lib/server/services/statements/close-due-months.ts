import { clockNow, toInstant } from "@/lib/clock";
import { type BillingMonth, billingMonthOf, nextMonth } from "@/lib/domain/billing-month";
import { closesAt, firstStatementMonth } from "@/lib/domain/statement";
import { inSystemTransaction } from "@/lib/server/context";
import { type ClosingCandidate, listClosingCandidates } from "@/lib/server/store/statement-closing";
import { closeMonth } from "./close-month";

/** Lists the resellers whose next month may be over by the zones of their dealers, by their clocks. */
export async function listDueResellers(): Promise<string[]> {
  const candidates = await inSystemTransaction((tx) => listClosingCandidates(tx));
  return candidates.filter((candidate) => dueMonthOf(candidate) !== null).map(({ resellerId }) => resellerId);
}

/**
 * Closes every month of one reseller that can be closed now, oldest first, and returns how many. Where one has to wait,
 * those after it wait too.
 */
export async function closeMonthsOf(resellerId: string, mode: "WAIT" | "SKIP"): Promise<number> {
  for (let closed = 0; ; closed++) {
    const [candidate] = await inSystemTransaction((tx) => listClosingCandidates(tx, resellerId));
    const month = candidate ? dueMonthOf(candidate) : null;
    if (!month) return closed;
    const closing = await closeMonth({ resellerId, month, mode });
    if (!closing.isClosed) return closed;
  }
}

/** Closes whatever can be closed now, for every reseller. */
export async function closeDueMonths(): Promise<void> {
  for (const resellerId of await listDueResellers()) await closeMonthsOf(resellerId, "WAIT");
}

/**
 * Returns the month a reseller closes next, if it is over in every zone its dealers live in; zones frozen on their
 * packages are asked for when it closes. A deleted reseller's last month is the one of its deletion.
 */
function dueMonthOf({ offsetMs, ownZone, deletedAt, lastMonth, starts, zones }: ClosingCandidate): BillingMonth | null {
  const began = starts.map(({ openedAt, zone }) => ({ openedAt: Temporal.Instant.from(openedAt), zone }));
  const month = lastMonth ? nextMonth(lastMonth) : firstStatementMonth(began);
  if (!month || (deletedAt && month > billingMonthOf(toInstant(deletedAt), ownZone))) return null;
  const isOver =
    Temporal.Instant.compare(clockNow(offsetMs), closesAt(month, zones.length > 0 ? zones : [ownZone])) >= 0;
  return isOver ? month : null;
}
