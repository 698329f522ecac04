import type { DayCalendar } from "@/lib/domain/billing-days";
import { Prisma } from "@/prisma/generated/client";
import { accountLines } from "./account-lines";

/** A query for what two records disagree about: kind, subject, companyId, resellerId, hubId, month and data. */
export type Comparison = Prisma.Sql;

export type ComparedStatement = {
  id: string;
  resellerId: string;
  companyId: string;
  month: string;
  calendar: DayCalendar;
};

/** Whose packages and SIMs are compared, and from when on ended runs still count. */
export type PresentScope = { clockId: string | null; endedSince: Date };

/** Whether a company lives by a clock; null is the real one. */
export const ofClock = (clockId: string | null, companyId: Prisma.Sql) => Prisma.sql`
  exists (select from company c where c.id = ${companyId} and c.clock_id is not distinct from ${clockId}::uuid)`;

/**
 * Compares a closed month's lines with the recorded runs: billed without a live date, live without a line, and a line
 * whose days or fee are not those of its runs (billing rule B9).
 */
export function compareLines({ id, resellerId, month, calendar }: ComparedStatement): Comparison {
  return Prisma.sql`
    with ${accountLines({ resellerId, calendar })}, billed as (
      select * from statement_line where statement_id = ${id}::uuid and kind = 'ACCOUNT'
    )
    select case when l.hub_id is null then 'BILLED_NOT_LIVE' when b.id is null then 'LIVE_NOT_BILLED'
        else 'FEE_UNLIKE_RUNS' end as kind,
      case when b.id is null then 'account:' || ${resellerId} || ':' || ${month} || ':' || l.hub_id || ':' || l.offer_id
        else 'line:' || b.id end as subject,
      coalesce(b.company_id, l.company_id) as "companyId", ${resellerId}::uuid as "resellerId",
      coalesce(b.hub_id, l.hub_id) as "hubId", ${month} as month,
      jsonb_build_object('billedFee', b.fee_minor, 'fee', l.fee_minor, 'billedDays', b.billed_days, 'days', l.billed_days)
        as data
    from billed b full join line l on l.hub_id = b.hub_id and l.offer_id = b.offer_id
    where b.id is null or l.hub_id is null or b.fee_minor <> l.fee_minor or b.billed_days <> l.billed_days
      or b.trial_days <> l.trial_days`;
}

/** Finds runs of a closed month that stand in more than one of its lines, whoever pays. */
export function findBilledTwice({ id, resellerId, month }: ComparedStatement): Comparison {
  return Prisma.sql`
    with run as (
      select l.company_id, l.hub_id, unnest(l.package_ids) as package_id from statement_line l
      where l.statement_id = ${id}::uuid and l.kind = 'ACCOUNT'
    )
    select 'BILLED_TWICE' as kind, 'package:' || package_id || ':' || ${month} as subject,
      (array_agg(company_id))[1] as "companyId", ${resellerId}::uuid as "resellerId", (array_agg(hub_id))[1] as "hubId",
      ${month} as month, jsonb_build_object('lines', count(*)) as data
    from run group by package_id having count(*) > 1`;
}

/** Compares a statement's totals, and each dealer's part, with the sum of its lines. */
export function compareTotals({ id, resellerId, companyId, month }: ComparedStatement): Comparison {
  return Prisma.sql`
    with sum as (
      select company_id, sum(fee_minor) as fee, count(*) filter (where kind = 'ACCOUNT') as accounts
      from statement_line where statement_id = ${id}::uuid group by company_id
    ), unlike as (
      select coalesce(d.company_id, s.company_id) as company_id, coalesce(d.fee_minor, 0)::float8 as stated,
        coalesce(s.fee, 0)::float8 as summed
      from (select * from statement_dealer where statement_id = ${id}::uuid) d full join sum s using (company_id)
      where d.fee_minor is distinct from s.fee or d.account_count is distinct from s.accounts
      union all
      select ${companyId}::uuid, t.fee_minor::float8, coalesce(a.fee, 0)::float8 from statement t
      cross join (select sum(fee) as fee, coalesce(sum(accounts), 0) as accounts from sum) a
      where t.id = ${id}::uuid and (t.fee_minor <> coalesce(a.fee, 0) or t.account_count <> a.accounts)
    )
    select 'TOTAL_UNLIKE_LINES' as kind, 'statement:' || ${id} || ':' || company_id as subject, company_id as "companyId",
      ${resellerId}::uuid as "resellerId", null::uuid as "hubId", ${month} as month,
      jsonb_build_object('stated', stated, 'summed', summed) as data
    from unlike`;
}

/** Finds packages whose state is not what the last act in their history says. */
export function compareHistory({ clockId, endedSince }: PresentScope): Comparison {
  return Prisma.sql`
    select 'STATE_UNLIKE_HISTORY' as kind, 'package:' || p.id as subject, p.company_id as "companyId",
      p.reseller_id as "resellerId", p.hub_id as "hubId", null as month,
      jsonb_build_object('state', p.status, 'history', e.status) as data
    from hub_package p left join lateral (
      select after ->> 'status' as status from audit_entry
      where subject_id = p.id and after ? 'status' order by subject_version desc, recorded_at desc limit 1) e on true
    where (p.status <> 'INACTIVE' or p.ended_at >= ${endedSince}) and e.status is distinct from p.status::text
      and ${ofClock(clockId, Prisma.sql`p.company_id`)}`;
}

/** Finds SIM cards that should be on without a package, and live packages whose SIM card should be off. */
export function compareSims({ clockId }: PresentScope): Comparison {
  return Prisma.sql`
    select 'SIM_ON_WITHOUT_PACKAGE' as kind, 'sim:' || s.id as subject, s.company_id as "companyId",
      null::uuid as "resellerId", s.hub_id as "hubId", null as month, jsonb_build_object('iccid', s.iccid) as data
    from ajax_sim s where s.desired_status = 'ENABLED' and s.released_at is null
      and not exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE')
      and ${ofClock(clockId, Prisma.sql`s.company_id`)}
    union all
    select 'SIM_OFF_WITH_PACKAGE', 'package:' || p.id, p.company_id, p.reseller_id, p.hub_id, null,
      jsonb_build_object('iccid', s.iccid)
    from hub_package p join ajax_sim s on s.id = p.sim_id
    where p.status <> 'INACTIVE' and s.desired_status = 'DISABLED' and ${ofClock(clockId, Prisma.sql`p.company_id`)}`;
}
