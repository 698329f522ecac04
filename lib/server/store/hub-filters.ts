import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** Something to choose from in a filter. */
export type Named = { id: string; name: string };

/** Lists the resellers a dealer has or had a connection with, by name. */
export async function listPayers(tx: Transaction, companyId: CompanyId): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    select distinct r.id, c.name from reseller_connection n
    join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
    where n.company_id = ${companyId}::uuid order by c.name`;
}

/** Lists a company's people who install hubs, by name. */
export async function listInstallers(tx: Transaction, companyId: CompanyId): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    select a.id, a.name from employee e join pro_account a on a.id = e.account_id
    where e.company_id = ${companyId}::uuid and e.state = 'ACTIVE' order by a.name`;
}
