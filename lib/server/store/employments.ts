import type { CompanyKind } from "@/lib/domain/company-kind";
import type { InvitedRole } from "@/lib/domain/invitation";
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

/** A company that waits for a person's answer. */
export type InvitingRow = { id: string; name: string; kind: CompanyKind; role: InvitedRole };

/** Lists the offers an address can still answer at the real instant `at`, by the companies' names. */
export async function listInviting(tx: Transaction, email: string, at: Date): Promise<InvitingRow[]> {
  return tx.$queryRaw<InvitingRow[]>`
    select i.id, c.name, c.kind::text as kind, i.role::text as role
    from invitation i join company c on c.id = i.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    where i.email = ${email}::citext and i.state = 'INVITED'
      and i.expires_at > ${at}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by c.name, i.id`;
}
