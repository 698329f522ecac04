import { type DayCalendar, layOutDays } from "@/lib/domain/billing-days";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/**
 * Whose accounts are computed, and by which dates. `onlyCompanyIds` narrows to some dealers. Set ends count as they are
 * stored; with `isWithoutSetEnds` what has not ended goes on for good.
 */
export type LinesRequest = {
  resellerId: string;
  calendar: DayCalendar;
  onlyCompanyIds?: readonly string[] | undefined;
  isWithoutSetEnds?: boolean;
};

type Scope = { zones: string[]; longestTrial: number };

/** Lays out a month in every zone in which accounts of a reseller have run, as far back as its trials reach. */
export async function readCalendar(tx: Transaction, resellerId: string, month: BillingMonth): Promise<DayCalendar> {
  const rows = await tx.$queryRaw<[Scope]>`
    with recursive used as (
      select n.id, (select min(p.billing_zone) from hub_package p where p.connection_id = n.id) as zone
      from reseller_connection n where n.reseller_id = ${resellerId}::uuid
      union all
      select u.id, (select min(p.billing_zone) from hub_package p where p.connection_id = u.id and p.billing_zone > u.zone)
      from used u where u.zone is not null
    )
    select array(select distinct zone from used where zone is not null order by zone) as zones,
      coalesce((select max(t.trial_days) from connection_terms t join reseller_connection n on n.id = t.connection_id
        where n.reseller_id = ${resellerId}::uuid), 0) as "longestTrial"`;
  return layOutDays(month, rows[0].zones, rows[0].longestTrial);
}

/**
 * Computes what a reseller is billed for in a month: one row an account (hub, offer and reseller over all its runs,
 * whatever connection they were on) with at least one live date in it. To be used behind `with`; the result is the table
 * `line`. Everything comes from recorded instants and terms by month, so it says the same whenever it is asked.
 *
 * A date counts once: each run sets its dates in a mask of the month, and masks are joined. `bit 0` is the 1st.
 * Source: billing rules B2 to B8; the same as `chargeFor` of lib/domain/billing-policy, for all accounts at once.
 */
export function accountLines(request: LinesRequest): Prisma.Sql {
  const { calendar } = request;
  return Prisma.sql`
    ${gridTable(calendar)}, run as (${runsOf(request)}), account as (
      select company_id, hub_id, offer_id, array_agg(id order by confirmed_at, id) as package_ids,
        (array_agg(zone order by confirmed_at, id))[count(*)] as zone,
        (array_agg(connection_id order by confirmed_at, id))[count(*)] as connection_id,
        min(from_at) as from_at, case when count(*) = count(to_at) then max(to_at) end as to_at, bit_or(live) as live
      from run group by company_id, hub_id, offer_id
    ), ${trialTable(request)}, ${termTables(request)}, counted as (
      select a.*, bit_count(a.live::bit(32))::int as live_days,
        bit_count((a.live & coalesce(f.days, 0))::bit(32))::int as trial_days
      from account a left join free f on f.hub_id = a.hub_id
    ), line as (
      select c.company_id, c.hub_id, h.hub_id as hub_number, c.offer_id, c.zone, c.package_ids, c.from_at, c.to_at,
        c.live_days, c.trial_days, c.live_days - c.trial_days as billed_days, t.policy,
        coalesce(p.fee_minor, 0) as price_minor,
        ${feeOf(Prisma.sql`coalesce(p.fee_minor, 0)`, calendar.days)} as fee_minor,
        ${feeOf(Prisma.sql`d.dealer_fee_minor`, calendar.days)} as dealer_fee_minor
      from counted c cross join terms t
      left join price p on p.offer_id = c.offer_id
      left join dealer_terms d on d.connection_id = c.connection_id
      left join hub h on h.id = c.hub_id
    )`;
}

/** The zones with their dates, as handed in: the database compares instants and computes no boundary. */
function gridTable({ grids }: DayCalendar): Prisma.Sql {
  return Prisma.sql`grid as materialized (
    select g.zone, array(
      select e.at::timestamptz from jsonb_array_elements_text(g.starts) with ordinality e (at, n) order by n) as starts
    from jsonb_to_recordset(${JSON.stringify(grids)}::jsonb) as g (zone text, starts jsonb))`;
}

/** The runs that live in the month, each with the mask of its dates. `offset 0` keeps the zones' arrays out of the sort. */
function runsOf({ resellerId, calendar, onlyCompanyIds, isWithoutSetEnds }: LinesRequest): Prisma.Sql {
  const { before, days } = calendar;
  const end = isWithoutSetEnds ? Prisma.sql`p.ended_at` : Prisma.sql`coalesce(p.ended_at, p.expires_at)`;
  return Prisma.sql`
    select id, company_id, hub_id, offer_id, connection_id, zone, confirmed_at, from_at, to_at,
      ((1::bigint << (last_day - first_day + 1)) - 1) << first_day as live
    from (
      select p.id, p.company_id, p.hub_id, p.offer_id, p.connection_id, p.billing_zone as zone, p.confirmed_at,
        greatest(p.confirmed_at, m.starts_at) as from_at, case when m.end_at <= m.ends_at then m.end_at end as to_at,
        greatest(width_bucket(p.confirmed_at, g.starts) - 1 - ${before}::int, 0) as first_day,
        case when m.end_at < m.ends_at then width_bucket(m.end_at - interval '1 millisecond', g.starts) - 1 - ${before}::int
          else ${days}::int - 1 end as last_day
      from reseller_connection n join hub_package p on p.connection_id = n.id join grid g on g.zone = p.billing_zone
      cross join lateral (select ${end} as end_at, g.starts[${before}::int + 1] as starts_at,
        g.starts[${before}::int + ${days}::int + 1] as ends_at) m
      where n.reseller_id = ${resellerId}::uuid ${ofDealers(onlyCompanyIds)} and p.confirmed_at < m.ends_at
        and (m.end_at is null or m.end_at > greatest(p.confirmed_at, m.starts_at))
      offset 0) dated`;
}

function ofDealers(ids: LinesRequest["onlyCompanyIds"]): Prisma.Sql {
  return ids ? Prisma.sql`and n.company_id = any(${[...ids]}::uuid[])` : Prisma.empty;
}

/**
 * The free dates of hubs whose trial reaches into the month: from the first confirmation with the reseller on, as many
 * as its connection's terms said in the month of that date (billing rule B7).
 */
function trialTable({ resellerId, calendar, onlyCompanyIds }: LinesRequest): Prisma.Sql {
  const { before, days, months } = calendar;
  if (before === 0) return Prisma.sql`free as (select null::uuid as hub_id, 0::bigint as days where false)`;
  return Prisma.sql`
    first_run as (
      select distinct on (p.hub_id) p.hub_id, p.confirmed_at, p.connection_id, p.billing_zone
      from reseller_connection n join hub_package p on p.connection_id = n.id
      where n.reseller_id = ${resellerId}::uuid ${ofDealers(onlyCompanyIds)} and p.confirmed_at is not null
      order by p.hub_id, p.confirmed_at
    ), free as (
      select f.hub_id, ((1::bigint << (s.until_day - s.from_day)) - 1) << s.from_day as days
      from first_run f join grid g on g.zone = f.billing_zone
      cross join lateral (select width_bucket(f.confirmed_at, g.starts) as place) w
      cross join lateral (
        select t.trial_days from connection_terms t
        where t.connection_id = f.connection_id and t.from_month <= (${months}::text[])[w.place]
        order by t.from_month desc limit 1) t
      cross join lateral (select greatest(w.place - 1 - ${before}::int, 0) as from_day,
        least(w.place - 1 - ${before}::int + t.trial_days, ${days}::int) as until_day) s
      where w.place > 0 and s.until_day > s.from_day
    )`;
}

/** Policy, prices and dealer fees in force in the month (billing rule B5). No price list: nothing is owed. */
function termTables({ resellerId, calendar: { month } }: LinesRequest): Prisma.Sql {
  return Prisma.sql`
    terms as (
      select coalesce((select policy from reseller_terms where reseller_id = ${resellerId}::uuid and from_month <= ${month}
        order by from_month desc limit 1), 'FULL_MONTH') as policy
    ), price as (
      select distinct on (offer_id) offer_id, fee_minor from offer_price
      where reseller_id = ${resellerId}::uuid and from_month <= ${month} order by offer_id, from_month desc
    ), dealer_terms as (
      select distinct on (t.connection_id) t.connection_id, t.dealer_fee_minor
      from connection_terms t join reseller_connection n on n.id = t.connection_id
      where n.reseller_id = ${resellerId}::uuid and t.from_month <= ${month} order by t.connection_id, t.from_month desc
    )`;
}

/** One month's price for the billed dates of `c` under the policy of `t`: whole, or by date and half up (B3, B4). */
function feeOf(price: Prisma.Sql, days: number): Prisma.Sql {
  return Prisma.sql`(case when ${price} is null then null when c.live_days = c.trial_days then 0
    when t.policy = 'FULL_MONTH' then ${price}
    else ((2 * ${price}::bigint * (c.live_days - c.trial_days) + ${days}::int) / (2 * ${days}::int)) end)::int`;
}
