import type { RequestSource } from "@/lib/auth/request-source";
import { realNow, toDate } from "@/lib/clock";
import type { AccountEventAction } from "@/lib/domain/account-events";
import type { Transaction } from "../context";

/** Writes what happened to an account, in the transaction in which it happened. Rows are never changed or removed. */
export async function recordAccountEvent(
  tx: Transaction,
  accountId: string,
  action: AccountEventAction,
  source: RequestSource,
): Promise<void> {
  await tx.accountEvent.create({ data: { accountId, action, ...source, at: toDate(realNow()) } });
}

export type AccountEventRow = { id: string; action: string; address: string | null; agent: string | null; at: Date };

/** Lists the newest events of an account. */
export async function listAccountEvents(tx: Transaction, accountId: string, most: number): Promise<AccountEventRow[]> {
  return tx.accountEvent.findMany({
    where: { accountId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: most,
    select: { id: true, action: true, address: true, agent: true, at: true },
  });
}
