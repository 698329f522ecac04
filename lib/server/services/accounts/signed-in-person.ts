import { verifyPassword } from "@/lib/auth/password";
import type { RequestSource } from "@/lib/auth/request-source";
import { type Refused, refuse } from "@/lib/domain/outcome";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { clearPoints, takePoint } from "@/lib/server/limits";
import { type AccountRow, lockAccount } from "@/lib/server/store/account-rows";
import { endAllSessions, openSession } from "@/lib/server/store/sessions";

/** Who acts on the own account, as the gate proved it, and from where. */
export type SignedInPerson = { accountId: string; source: RequestSource };

/**
 * Runs an act on the person's account that demands the password anew, under the row's lock. Refuses BAD_CREDENTIALS for
 * a wrong password. Throws RATE_LIMITED after ten wrong ones in 15 minutes.
 */
export async function withPassword<T>(
  person: SignedInPerson,
  password: string,
  act: (tx: Transaction, account: AccountRow) => Promise<T>,
): Promise<T | Refused<"BAD_CREDENTIALS">> {
  const { accountId } = person;
  await takePoint("passwordByAccount", accountId);
  const row = await onDatabase((client) => client.proAccount.findFirst({ where: { id: accountId, deletedAt: null } }));
  if (!(await verifyPassword(row?.passwordHash ?? null, password))) return refuse("BAD_CREDENTIALS");
  await clearPoints("passwordByAccount", accountId);
  return inSystemTransaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    return account && account.passwordHash === row?.passwordHash ? act(tx, account) : refuse("BAD_CREDENTIALS");
  });
}

/** Ends every sign-in of the person and opens a fresh one for the browser at hand. Returns the new session's id. */
export async function renewSessions(
  tx: Transaction,
  { accountId, source }: SignedInPerson,
  reason: string,
): Promise<string> {
  const epoch = await endAllSessions(tx, accountId, reason);
  return openSession(tx, { accountId, epoch, ...source });
}
