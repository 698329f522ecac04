import type { EmployeeRole } from "@/lib/domain/roles";
import type { ProAccount } from "@/prisma/generated/client";
import type { Transaction } from "../context";

export type AccountRow = ProAccount;

/** Finds the account that lives under an address, confirmed or not. */
export async function findAccountByEmail(tx: Transaction, email: string): Promise<AccountRow | null> {
  return tx.proAccount.findFirst({ where: { email, deletedAt: null } });
}

/** Reads an account under its row lock, so that acts on one account follow each other. Null once it is deleted. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<AccountRow | null> {
  await tx.$queryRaw`select from pro_account where id = ${accountId}::uuid for update`;
  return tx.proAccount.findFirst({ where: { id: accountId, deletedAt: null } });
}

/** Keeps the address of the company in which a person looked at pages last. */
export async function keepLastContext(tx: Transaction, accountId: string, href: string): Promise<void> {
  await tx.proAccount.update({ where: { id: accountId }, data: { lastContext: href }, select: { id: true } });
}

export type Employment = { company: string; role: EmployeeRole; isReseller: boolean };

/** Lists the companies an account works in now, by name. */
export async function listOwnCompanies(tx: Transaction, accountId: string): Promise<Employment[]> {
  return tx.$queryRaw<Employment[]>`
    select c.name as company, e.role::text as role,
      exists (select from reseller r where r.company_id = c.id) as "isReseller"
    from employee e join company c on c.id = e.company_id and c.deleted_at is null
    where e.account_id = ${accountId}::uuid and e.state = 'ACTIVE' order by c.name`;
}

/** Puts fresh recovery codes in place of an account's old ones. */
export async function replaceRecoveryCodes(tx: Transaction, accountId: string, codeHashes: string[]): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { accountId } });
  await tx.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ accountId, codeHash })) });
}

/** Uses a recovery code. False if the account has no such code, or used it before. */
export async function spendRecoveryCode(
  tx: Transaction,
  accountId: string,
  codeHash: string,
  at: Date,
): Promise<boolean> {
  const spent = await tx.recoveryCode.updateMany({
    where: { accountId, codeHash, usedAt: null },
    data: { usedAt: at },
  });
  return spent.count === 1;
}

/** Notes the time step of an authenticator's code. False if it, or a later one, was used already. */
export async function spendStep(tx: Transaction, accountId: string, step: bigint): Promise<boolean> {
  const spent = await tx.proAccount.updateMany({
    where: { id: accountId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return spent.count === 1;
}

/**
 * Removes accounts that were never confirmed and whose last mail to confirm went out before `mailedBefore`. Returns how
 * many. Nothing else can belong to them: nobody has signed in with them.
 */
export async function removeUnconfirmed(tx: Transaction, mailedBefore: Date, most: number): Promise<number> {
  const due = await tx.$queryRaw<{ id: string }[]>`
    select a.id from pro_account a
    where a.email_confirmed_at is null and a.deleted_at is null and (
      select max(t.created_at) from account_token t where t.account_id = a.id
    ) < ${mailedBefore}::timestamptz
    and not exists (select from session s where s.account_id = a.id)
    and not exists (select from employee e where e.account_id = a.id)
    and not exists (select from account_event v where v.account_id = a.id)
    and not exists (select from notification n where n.account_id = a.id)
    order by a.id limit ${most} for update of a skip locked`;
  const ids = due.map(({ id }) => id);
  await tx.accountToken.deleteMany({ where: { accountId: { in: ids } } });
  const { count } = await tx.proAccount.deleteMany({ where: { id: { in: ids } } });
  return count;
}

/** Lists the platform's admins whose accounts are open, as readers of mails. */
export async function listPlatformAdmins(
  tx: Transaction,
): Promise<{ accountId: string; email: string; locale: string | null }[]> {
  const rows = await tx.proAccount.findMany({
    where: { isPlatformAdmin: true, deletedAt: null, disabledAt: null },
    select: { id: true, email: true, locale: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, ...reader }) => ({ accountId: id, ...reader }));
}
