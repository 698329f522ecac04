import type { CompanyKind } from "@/lib/domain/company-kind";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** How far a company has come, as it stands in the rows. Requests and invitations that are over are not counted. */
export type OnboardingRow = {
  kind: CompanyKind;
  country: string;
  isReseller: boolean;
  enrolledAt: Date | null;
  owner: string;
  colleagues: number;
  openInvitations: number;
  isConnected: boolean;
  askedResellers: string[];
  hasActivated: boolean;
};

/** Reads everything the onboarding checklist is made of in one statement. */
export async function loadOnboarding(tx: Transaction, companyId: CompanyId, now: Date): Promise<OnboardingRow> {
  const rows = await tx.$queryRaw<[OnboardingRow]>`
    select c.kind::text as kind, c.country, exists (select from reseller r where r.company_id = c.id) as "isReseller",
      d.enrolled_at as "enrolledAt", a.name as owner,
      (select count(*)::int from employee e where e.company_id = c.id and e.state = 'ACTIVE' and e.role <> 'OWNER')
        as colleagues,
      (select count(*)::int from invitation i where i.company_id = c.id and i.closed_at is null and i.expires_at > ${now})
        as "openInvitations",
      exists (select from reseller_connection n where n.company_id = c.id and n.state = 'OPEN') as "isConnected",
      array(select rc.name from connection_request q join reseller r on r.id = q.reseller_id
        join company rc on rc.id = r.company_id
        where q.company_id = c.id and q.status = 'PENDING' and q.expires_at > ${now} order by rc.name) as "askedResellers",
      exists (select from hub_package p where p.company_id = c.id) as "hasActivated"
    from company c
    join employee o on o.company_id = c.id and o.role = 'OWNER'
    join pro_account a on a.id = o.account_id
    left join dealer_enrollment d on d.company_id = c.id
    where c.id = ${companyId}::uuid`;
  return rows[0];
}
