import type { DayCalendar } from "@/lib/domain/billing-days";
import type { Transaction } from "../context";
import { accountLines } from "./account-lines";

/** A statement about to be written. `closedAt` is by the reseller's clock. */
export type NewStatement = {
  id: string;
  resellerId: string;
  reference: string;
  currency: string;
  calendar: DayCalendar;
  closedAt: Date;
};

/** What was written. Fees are minor units. */
export type StatementTotals = { accounts: number; corrections: number; feeMinor: number };

/**
 * Writes a month's statement in one statement of SQL: a line an account, the corrections that wait as lines of their own,
 * each dealer's part, and the totals of all. Nothing of it can be changed afterwards but its payment.
 */
export async function writeStatement(tx: Transaction, given: NewStatement): Promise<StatementTotals> {
  const { id, resellerId, calendar } = given;
  const rows = await tx.$queryRaw<[StatementTotals]>`
    with ${accountLines({ resellerId, calendar })}, kept as (
      insert into statement_line (id, statement_id, company_id, hub_id, hub_number, offer_id, kind, month, zone,
        package_ids, from_at, to_at, live_days, trial_days, billed_days, policy, price_minor, fee_minor, dealer_fee_minor)
      select gen_random_uuid(), ${id}::uuid, company_id, hub_id, hub_number, offer_id, 'ACCOUNT', ${calendar.month}, zone,
        package_ids, from_at, to_at, live_days, trial_days, billed_days, policy, price_minor, fee_minor, dealer_fee_minor
      from line order by company_id, hub_number
      returning company_id, billed_days, fee_minor, dealer_fee_minor
    ), waiting as materialized (
      select c.id, gen_random_uuid() as line_id, c.company_id, c.hub_id, h.hub_id as hub_number, c.offer_id, c.month,
        coalesce(l.zone, d.time_zone) as zone, coalesce(l.package_ids, '{}') as package_ids,
        coalesce(l.policy, t.policy) as policy, coalesce(l.price_minor, 0) as price_minor, c.fee_minor,
        c.dealer_fee_minor, c.reason
      from statement_correction c join hub h on h.id = c.hub_id join company d on d.id = c.company_id cross join terms t
      left join statement s on s.reseller_id = c.reseller_id and s.month = c.month
      left join statement_line l on l.statement_id = s.id and l.hub_id = c.hub_id and l.offer_id = c.offer_id
        and l.kind = 'ACCOUNT'
      where c.reseller_id = ${resellerId}::uuid and c.line_id is null
    ), corrected as (
      insert into statement_line (id, statement_id, company_id, hub_id, hub_number, offer_id, kind, month, zone,
        package_ids, live_days, trial_days, billed_days, policy, price_minor, fee_minor, dealer_fee_minor, reason)
      select line_id, ${id}::uuid, company_id, hub_id, hub_number, offer_id, 'CORRECTION', month, zone, package_ids,
        0, 0, 0, policy, price_minor, fee_minor, dealer_fee_minor, reason
      from waiting returning company_id, fee_minor, dealer_fee_minor
    ), taken as (
      update statement_correction c set line_id = w.line_id from waiting w where c.id = w.id
    ), part as (
      select company_id, count(*) filter (where is_account)::int as accounts,
        count(*) filter (where is_account and billed_days = 0)::int as on_trial,
        count(*) filter (where not is_account)::int as corrections,
        sum(fee_minor)::bigint as fee, coalesce(sum(dealer_fee_minor), 0)::bigint as dealer_fee
      from (select company_id, true as is_account, billed_days, fee_minor, dealer_fee_minor from kept
        union all select company_id, false, 0, fee_minor, dealer_fee_minor from corrected) written
      group by company_id
    ), parts as (
      insert into statement_dealer (statement_id, company_id, name, dealer_number, account_count, trial_count,
        correction_count, fee_minor, dealer_fee_minor)
      select ${id}::uuid, p.company_id, c.name, n.dealer_number, p.accounts, p.on_trial, p.corrections, p.fee, p.dealer_fee
      from part p join company c on c.id = p.company_id
      left join lateral (select dealer_number from reseller_connection where company_id = p.company_id
        and reseller_id = ${resellerId}::uuid order by opened_at desc limit 1) n on true
    )
    insert into statement (id, reseller_id, month, reference, status, currency, account_count, correction_count,
      dealer_count, fee_minor, dealer_fee_minor, closed_at)
    select ${id}::uuid, ${resellerId}::uuid, ${calendar.month}, ${given.reference}, 'CLOSED', ${given.currency},
      coalesce(sum(accounts), 0), coalesce(sum(corrections), 0), count(*), coalesce(sum(fee), 0),
      coalesce(sum(dealer_fee), 0), ${given.closedAt}
    from part
    returning account_count as accounts, correction_count as corrections, fee_minor::float8 as "feeMinor"`;
  return rows[0];
}
