import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Payer } from "@/lib/domain/consequence";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** Reads who is already charged for a hub since `monthStart`: the resellers of its confirmed runs (billing rules B2, B3). */
export async function listChargedPayers(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  monthStart: Date,
): Promise<Payer[]> {
  return tx.$queryRaw<Payer[]>`
    select distinct p.reseller_id as "resellerId", c.name as "resellerName"
    from hub_package p join reseller r on r.id = p.reseller_id join company c on c.id = r.company_id
    where p.company_id = ${companyId}::uuid and p.hub_id = ${hubKey}::uuid and p.confirmed_at is not null
      and coalesce(p.ended_at, 'infinity') > ${monthStart}`;
}

/** A dealer's price in one month for one account, where its reseller has set one. */
export type DealerFee = { connectionId: string; feeMinor: number | null; currency: string };

/**
 * Lists what a dealer pays for one account in `month` through each connection not closed, in minor units; `feeMinor`
 * is null where no terms name a fee yet.
 */
export async function listDealerFees(tx: Transaction, companyId: CompanyId, month: BillingMonth): Promise<DealerFee[]> {
  return tx.$queryRaw<DealerFee[]>`
    select n.id as "connectionId", t.dealer_fee_minor as "feeMinor", r.currency
    from reseller_connection n join reseller r on r.id = n.reseller_id
    left join lateral (
      select dealer_fee_minor from connection_terms where connection_id = n.id and from_month <= ${month}
      order by from_month desc limit 1) t on true
    where n.company_id = ${companyId}::uuid and n.state <> 'CLOSED'`;
}
