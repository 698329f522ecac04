import type { RequestSource } from "@/lib/auth/request-source";
import { realNow, toDate, toInstant } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { releaseKeptInvitations } from "@/lib/server/services/employees/release-kept-invitations";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { findAccountByEmail, lockAccount } from "@/lib/server/store/account-rows";
import { type FoundToken, redeemCode, redeemLink } from "@/lib/server/store/account-tokens";
import { holdKeepers } from "@/lib/server/store/invitations";

type Done = Record<string, never>;

/**
 * Confirms an account's address by the link of its mail, once; invitations that were kept for it go out. Refuses
 * LINK_SPENT for a used, void or late one.
 */
export async function confirmEmailByLink(token: string, source: RequestSource): Promise<Outcome<Done, "LINK_SPENT">> {
  return inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    const found = await redeemLink(tx, "CONFIRM_EMAIL", token, at);
    return found && (await confirm(tx, found, source, at)) ? succeed({}) : refuse("LINK_SPENT");
  });
}

/**
 * Confirms an account's address by the code of its mail. Refuses CODE_WRONG alike for a wrong code and for an address
 * without one; the fifth wrong code voids code and link. Throws RATE_LIMITED after 20 tries of an address in an hour.
 */
export async function confirmEmailByCode(
  { email, code }: { email: string; code: string },
  source: RequestSource,
): Promise<Outcome<Done, "CODE_WRONG">> {
  await takePoint("codeByAccount", email);
  return inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    const account = await findAccountByEmail(tx, email);
    if (!account || account.emailConfirmedAt) return refuse("CODE_WRONG");
    const found = await redeemCode(tx, { purpose: "CONFIRM_EMAIL", accountId: account.id }, code, at);
    return found && (await confirm(tx, found, source, at)) ? succeed({}) : refuse("CODE_WRONG");
  });
}

/** The registration is told only now: an account that nobody confirms leaves no history. */
async function confirm(tx: Transaction, found: FoundToken, source: RequestSource, at: Date): Promise<boolean> {
  await holdKeepers(tx, found.email);
  const account = await lockAccount(tx, found.accountId);
  if (!account || account.emailConfirmedAt || account.email.toLowerCase() !== found.email.toLowerCase()) return false;
  await tx.proAccount.update({ where: { id: account.id }, data: { emailConfirmedAt: at } });
  await releaseKeptInvitations(tx, { email: account.email, accountId: account.id, at: toInstant(at) });
  await recordAccountEvent(tx, account.id, "account.registered", source);
  await recordAccountEvent(tx, account.id, "account.email_confirmed", source);
  return true;
}
