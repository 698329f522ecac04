import type { EmployeeRole } from "@/lib/domain/roles";
import type { Transaction } from "./context";
import { insertCompanyNotices, insertNotices, type NewNotice } from "./store/notifications";

export type Notice = NewNotice;

const office: readonly EmployeeRole[] = ["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"];

/**
 * Rings for one person, in the transaction of what happened. With `companyId` the line counts only while the person
 * works there.
 */
export async function ringPerson(
  tx: Transaction,
  { accountId, companyId }: { accountId: string; companyId: string | null },
  notice: Notice,
): Promise<void> {
  await insertNotices(tx, { accountIds: [accountId], companyId }, notice);
}

/** Rings for a company's owner and managers, but for the one who did it, in the transaction of what happened. */
export async function ringOffice(
  tx: Transaction,
  to: { companyId: string; exceptAccountId: string | null },
  notice: Notice,
): Promise<void> {
  await insertCompanyNotices(tx, { ...to, roles: office }, notice);
}

/** Rings for a company's owner alone. */
export async function ringOwner(tx: Transaction, companyId: string, notice: Notice): Promise<void> {
  await insertCompanyNotices(tx, { companyId, exceptAccountId: null, roles: ["OWNER"] }, notice);
}
