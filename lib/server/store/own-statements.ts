import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** What one reseller is billed for a dealer in a month. Null `statementId`: the month is not closed there. */
export type OwnPartRow = {
  resellerId: string;
  reseller: string;
  currency: string;
  statementId: string | null;
  accounts: number;
  onTrial: number;
  dealerFeeMinor: number;
};

/** Lists the resellers a dealer was ever connected to by name, with its part of the month where that is closed. */
export async function listOwnParts(tx: Transaction, companyId: CompanyId, month: BillingMonth): Promise<OwnPartRow[]> {
  return tx.$queryRaw<OwnPartRow[]>`
    select r.id as "resellerId", c.name as reseller, coalesce(s.currency, r.currency) as currency, s.id as "statementId",
      coalesce(d.account_count, 0) as accounts, coalesce(d.trial_count, 0) as "onTrial",
      coalesce(d.dealer_fee_minor, 0)::float8 as "dealerFeeMinor"
    from (select distinct reseller_id from reseller_connection where company_id = ${companyId}::uuid) n
    join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
    left join statement s on s.reseller_id = r.id and s.month = ${month}
    left join statement_dealer d on d.statement_id = s.id and d.company_id = ${companyId}::uuid
    order by c.name, r.id`;
}

/** When a dealer was first connected to any reseller; null for one that never was. */
export async function findFirstConnection(tx: Transaction, companyId: CompanyId): Promise<Date | null> {
  const rows = await tx.$queryRaw<[{ at: Date | null }]>`
    select min(opened_at) as at from reseller_connection where company_id = ${companyId}::uuid`;
  return rows[0].at;
}
