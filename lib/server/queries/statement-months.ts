import "server-only";
import { type BillingMonth, nextMonth, parseBillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, refuse } from "@/lib/domain/outcome";
import { chooseMonth, closesAt } from "@/lib/domain/statement";
import type { Transaction } from "../context";
import { readClosingZones } from "../store/statement-closing";
import type { KnownMonths } from "../store/statement-months";

/** Returns the oldest month that is not closed. */
export function oldestOpen({ first, lastClosed }: KnownMonths): BillingMonth {
  return lastClosed ? nextMonth(lastClosed) : first;
}

/** Reads a month of the address. Refuses with MONTH_INVALID one that has no statement, and all of them before the first dealer. */
export function monthOf(text: string, months: KnownMonths | null): Outcome<BillingMonth, "MONTH_INVALID"> {
  return months ? chooseMonth(parseBillingMonth(text), months) : refuse("MONTH_INVALID");
}

/** Returns when an open month can close at the earliest, as ISO text. */
export async function readClosesAt(tx: Transaction, resellerId: string, month: BillingMonth): Promise<string> {
  return closesAt(month, await readClosingZones(tx, resellerId, month)).toString();
}
