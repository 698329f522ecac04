import type { EmployeeRole } from "@/lib/domain/roles";
import type { Transaction } from "../context";

export type EmploymentRow = { slug: string; name: string; role: EmployeeRole; isReseller: boolean; isDealer: boolean };

/** Lists the companies a person works in now, by name. */
export async function listEmployments(tx: Transaction, accountId: string): Promise<EmploymentRow[]> {
  return tx.$queryRaw<EmploymentRow[]>`
    select c.slug, c.name, e.role::text as role,
      exists (select from reseller r where r.company_id = c.id) as "isReseller",
      exists (select from dealer_enrollment d where d.company_id = c.id) as "isDealer"
    from employee e join company c on c.id = e.company_id and c.deleted_at is null
    where e.account_id = ${accountId}::uuid and e.state = 'ACTIVE' order by c.name`;
}

/** Counts the invitations an address can still accept. */
export async function countOpenInvitations(tx: Transaction, email: string): Promise<number> {
  return tx.invitation.count({ where: { email, state: "INVITED", closedAt: null } });
}
