import "server-only";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { presentMonth } from "@/lib/domain/billing-terms";
import { currentMonth } from "@/lib/domain/statement";
import type { Transaction } from "../context";
import { readClosingZones } from "../store/statement-closing";

/** Returns the open month of a reseller: the latest one that has begun for any of its dealers. */
export async function readCurrentMonth(
  tx: Transaction,
  resellerId: string,
  now: Temporal.Instant,
): Promise<BillingMonth> {
  return currentMonth(now, await readClosingZones(tx, resellerId, presentMonth(now)));
}
