import type { Client } from "pg";
import { elapsedMs } from "@/lib/clock";

/**
 * Writes the lines of one reseller's month in one statement, by hand: every account runs through, from before the month
 * or from a date in it to its end, so that a date is a difference of dates, and nothing is moved, on trial or corrected.
 */
const writeAll = `
  with due as (
    select p.id, p.company_id, p.hub_id, h.hub_id as hub_number, p.offer_id, p.billing_zone as zone, p.confirmed_at,
      $3::date at time zone p.billing_zone as starts_at,
      ($3::date + interval '1 month') at time zone p.billing_zone as ends_at,
      (($3::date + interval '1 month')::date - $3::date) as days,
      (select t.policy from reseller_terms t where t.reseller_id = $1 and t.from_month <= $2
        order by t.from_month desc limit 1) as policy,
      (select o.fee_minor from offer_price o where o.reseller_id = $1 and o.offer_id = p.offer_id and o.from_month <= $2
        order by o.from_month desc limit 1) as price,
      (select t.dealer_fee_minor from connection_terms t where t.connection_id = p.connection_id and t.from_month <= $2
        order by t.from_month desc limit 1) as dealer_price
    from hub_package p join hub h on h.id = p.hub_id
    where p.reseller_id = $1 and p.ended_at is null
  ), counted as (
    select *, least(days, (ends_at at time zone zone)::date - (confirmed_at at time zone zone)::date) as live
    from due where confirmed_at < ends_at
  ), line as (
    insert into statement_line (id, statement_id, company_id, hub_id, hub_number, offer_id, kind, month, zone, package_ids,
      from_at, to_at, live_days, trial_days, billed_days, policy, price_minor, fee_minor, dealer_fee_minor)
    select gen_random_uuid(), $4, company_id, hub_id, hub_number, offer_id, 'ACCOUNT', $2, zone, array[id],
      greatest(confirmed_at, starts_at), null, live, 0, live, policy, price,
      case when policy = 'FULL_MONTH' then price else (2 * price::bigint * live + days) / (2 * days) end,
      case when policy = 'FULL_MONTH' then dealer_price else (2 * dealer_price::bigint * live + days) / (2 * days) end
    from counted order by company_id, hub_number
    returning company_id, fee_minor, dealer_fee_minor
  ), part as (
    insert into statement_dealer (statement_id, company_id, name, account_count, trial_count, correction_count, fee_minor,
      dealer_fee_minor)
    select $4, l.company_id, c.name, count(*), 0, 0, sum(l.fee_minor), coalesce(sum(l.dealer_fee_minor), 0)
    from line l join company c on c.id = l.company_id group by l.company_id, c.name
    returning account_count, fee_minor, dealer_fee_minor
  )
  insert into statement (id, reseller_id, month, reference, status, currency, account_count, correction_count, dealer_count,
    fee_minor, dealer_fee_minor, closed_at)
  select $4, $1, $2, 'ST-PLAIN', 'CLOSED', (select currency from reseller where id = $1), sum(account_count), 0, count(*),
    sum(fee_minor), sum(dealer_fee_minor), $5
  from part returning account_count as accounts, fee_minor::float8 as "feeMinor"`;

/** Which month of which reseller; `statementId` is the id of the statement to write. */
export type PlainClosing = { resellerId: string; month: string; statementId: string; closedAt: Date };

export type PlainlyClosed = { accounts: number; feeMinor: number; ms: number };

/** Writes the month in one statement. Returns what it wrote, and how long it took with its commit. */
export async function closePlainly(client: Client, closing: PlainClosing): Promise<PlainlyClosed> {
  const { resellerId, month, statementId, closedAt } = closing;
  const begun = elapsedMs();
  const { rows } = await client.query<Omit<PlainlyClosed, "ms">>(writeAll, [
    resellerId,
    month,
    `${month}-01`,
    statementId,
    closedAt,
  ]);
  const ms = elapsedMs() - begun;
  const [written] = rows;
  if (!written) throw new Error("The plain statement wrote no month.");
  return { ...written, ms };
}
