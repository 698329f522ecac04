import { realNow, toDate } from "@/lib/clock";
import { type Outcome, type Refused, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { listOwnCompanies, lockAccount, replaceRecoveryCodes } from "@/lib/server/store/account-rows";
import { issueToken, redeemCode, voidTokens } from "@/lib/server/store/account-tokens";
import { endAllSessions } from "@/lib/server/store/sessions";
import { postSecurityMail } from "./security-mail";
import { type SignedInPerson, withPassword } from "./signed-in-person";

type Tie = "ACCOUNT_OWNS_COMPANY" | "ACCOUNT_EMPLOYED";

/**
 * Mails the code that deleting the account asks for, good for 15 minutes. Refuses ACCOUNT_OWNS_COMPANY and
 * ACCOUNT_EMPLOYED, naming the companies. Throws RATE_LIMITED after ten mails in an hour.
 */
export async function sendDeletionCode(person: SignedInPerson): Promise<Outcome<Record<string, never>, Tie>> {
  await takePoint("securityMailByAccount", person.accountId);
  return inSystemTransaction(async (tx) => {
    const account = await lockAccount(tx, person.accountId);
    if (!account) return succeed({});
    const tie = await findTie(tx, account.id);
    if (tie) return tie;
    const { id: accountId, email } = account;
    const { code } = await issueToken(tx, { purpose: "DELETE_ACCOUNT", accountId, email }, toDate(realNow()));
    await postSecurityMail(tx, account, { template: "delete-account-code", data: { code } });
    return succeed({});
  });
}

type Proof = { currentPassword: string; code: string };

/**
 * Deletes the person's account, by password and the mailed code: the address becomes free, secrets and sign-ins go, the
 * name stays with what the person did. Refuses BAD_CREDENTIALS, CODE_WRONG and the ties of {@link sendDeletionCode}.
 */
export async function deleteAccount(
  person: SignedInPerson,
  { currentPassword, code }: Proof,
): Promise<Outcome<Record<string, never>, Tie | "BAD_CREDENTIALS" | "CODE_WRONG">> {
  return withPassword(person, currentPassword, async (tx, account) => {
    const tie = await findTie(tx, account.id);
    if (tie) return tie;
    const at = toDate(realNow());
    const isRight = await redeemCode(tx, { purpose: "DELETE_ACCOUNT", accountId: account.id }, code, at);
    if (!isRight) return refuse("CODE_WRONG");

    await postSecurityMail(tx, account, { template: "account-deleted", data: {} });
    await recordAccountEvent(tx, account.id, "account.deleted", person.source);
    await endAllSessions(tx, account.id, "ACCOUNT_DELETED");
    await voidTokens(tx, { accountId: account.id }, at);
    await replaceRecoveryCodes(tx, account.id, []);
    await empty(tx, account.id, at);
    return succeed({});
  });
}

/** The row stays for history; its address can be registered again. */
async function empty(tx: Transaction, id: string, at: Date): Promise<void> {
  const freed = { email: `${id}@deleted.invalid`, passwordHash: "deleted", lastContext: null, isPlatformAdmin: false };
  const forgotten = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
  await tx.proAccount.update({ where: { id }, data: { ...freed, ...forgotten, deletedAt: at } });
}

async function findTie(tx: Transaction, accountId: string): Promise<Refused<Tie> | null> {
  const companies = await listOwnCompanies(tx, accountId);
  const owned = companies.filter(({ role }) => role === "OWNER");
  const named = (list: { company: string }[]) => ({ companies: list.map(({ company }) => company).join(", ") });
  if (owned.length > 0) return refuse("ACCOUNT_OWNS_COMPANY", named(owned));
  return companies.length > 0 ? refuse("ACCOUNT_EMPLOYED", named(companies)) : null;
}
