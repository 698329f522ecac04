import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type DealerRow = {
  connectionId: string;
  name: string;
  country: string;
  dealerNumber: string | null;
  state: "OPEN" | "ENDING";
  openedAt: Date;
  liveAccounts: number;
};

/**
 * Lists the dealers connected to a reseller's company, by name, with the hubs that are billed to it at `now`: past its
 * end a package does not count, however late the jobs run.
 */
export async function listDealers(tx: Transaction, companyId: CompanyId, now: Date): Promise<DealerRow[]> {
  return tx.$queryRaw<DealerRow[]>`
    select n.id as "connectionId", c.name, c.country, n.dealer_number as "dealerNumber", n.state::text as state,
      n.opened_at as "openedAt",
      (select count(*)::int from hub_package p
        where p.connection_id = n.id and p.status <> 'INACTIVE' and coalesce(p.expires_at > ${now}, true)
          and not (p.confirmed_at is null and p.confirm_by <= ${now})) as "liveAccounts"
    from reseller r
    join reseller_connection n on n.reseller_id = r.id and n.state <> 'CLOSED'
    join company c on c.id = n.company_id
    where r.company_id = ${companyId}::uuid order by c.name, n.id`;
}
