import type { EmployeeRole } from "@/lib/domain/roles";
import type { Transaction } from "../context";

export type NewNotice = {
  kind: string;
  data: Record<string, string | number>;
  href: string;
  /** Names the thing, as `package:<id>`: once anybody has dealt with it, it is done for all. */
  groupKey: string;
  at: Date;
};

/** Puts a line under the bell of one person. A line of the same kind about the same thing is put there once. */
export async function insertNotice(
  tx: Transaction,
  to: { accountId: string; companyId: string | null },
  notice: NewNotice,
): Promise<void> {
  await tx.notification.createMany({ data: [{ ...to, ...notice }], skipDuplicates: true });
}

/** Puts a line under the bell of everybody who holds one of `roles` in a company now, but for the one who did it. */
export async function insertCompanyNotices(
  tx: Transaction,
  to: { companyId: string; roles: readonly EmployeeRole[]; exceptAccountId: string | null },
  notice: NewNotice,
): Promise<void> {
  const people = await tx.employee.findMany({
    where: { companyId: to.companyId, state: "ACTIVE", role: { in: [...to.roles] } },
    select: { accountId: true },
  });
  const rows = people.filter(({ accountId }) => accountId !== to.exceptAccountId);
  await tx.notification.createMany({
    data: rows.map(({ accountId }) => ({ accountId, companyId: to.companyId, ...notice })),
    skipDuplicates: true,
  });
}

/** Takes a thing's lines from under every bell: somebody has dealt with it, or there is nothing left to do. */
export async function settleNotices(tx: Transaction, groupKey: string, at: Date): Promise<void> {
  await tx.notification.updateMany({ where: { groupKey, doneAt: null }, data: { doneAt: at } });
}
