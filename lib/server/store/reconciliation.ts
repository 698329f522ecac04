import type { DayCalendar } from "@/lib/domain/billing-days";
import type { CompanySide } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { accountLines } from "./account-lines";

/** Something two records disagree about, before it is listed. */
export type Found = {
  kind: DifferenceKind;
  subject: string;
  companyId: string;
  resellerId: string | null;
  hubId: string | null;
  month: string | null;
  data: Record<string, string | number | null>;
};

export type DifferenceKind =
  | "BILLED_NOT_LIVE"
  | "LIVE_NOT_BILLED"
  | "BILLED_TWICE"
  | "FEE_UNLIKE_RUNS"
  | "TOTAL_UNLIKE_LINES"
  | "STATE_UNLIKE_HISTORY"
  | "SIM_ON_WITHOUT_PACKAGE"
  | "SIM_OFF_WITH_PACKAGE";

export type ComparedStatement = {
  id: string;
  resellerId: string;
  companyId: string;
  month: string;
  calendar: DayCalendar;
};

/** A comparison lists so many differences at most: a person mends causes, and a worker holds them in memory. */
const mostFound = 1_000;

/** Reads the first differences of a comparison, listed ones before new ones, so that none leaves the list unmended. */
async function readFound(tx: Transaction, comparison: Prisma.Sql): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    select f.* from (${comparison}) f left join difference d
      on d.closed_at is null and d.kind = f.kind::"DifferenceKind" and d.subject = f.subject
    order by d.id is null, f.kind, f.subject limit ${mostFound}`;
}

/** Lists the last closed months of the resellers of a clock, `months` of each. */
export async function listComparedStatements(
  tx: Transaction,
  { clockId, months }: { clockId: string | null; months: number },
): Promise<Omit<ComparedStatement, "calendar">[]> {
  return tx.$queryRaw<Omit<ComparedStatement, "calendar">[]>`
    select s.id, r.id as "resellerId", r.company_id as "companyId", s.month
    from reseller r join company c on c.id = r.company_id
    cross join lateral (select id, month from statement where reseller_id = r.id order by month desc limit ${months}) s
    where c.clock_id is not distinct from ${clockId}::uuid order by r.id, s.month`;
}

/**
 * Compares a closed month's lines with the recorded runs: billed without a live date, live without a line, and a line
 * whose days or fee are not those of its runs (billing rule B9).
 */
export async function compareLines(
  tx: Transaction,
  { id, resellerId, month, calendar }: ComparedStatement,
): Promise<Found[]> {
  return readFound(
    tx,
    Prisma.sql`
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
      or b.trial_days <> l.trial_days`,
  );
}

/** Finds runs of a closed month that stand in more than one of its lines, whoever pays. */
export async function findBilledTwice(tx: Transaction, { id, resellerId, month }: ComparedStatement): Promise<Found[]> {
  return readFound(
    tx,
    Prisma.sql`
    with run as (
      select l.company_id, l.hub_id, unnest(l.package_ids) as package_id from statement_line l
      where l.statement_id = ${id}::uuid and l.kind = 'ACCOUNT'
    )
    select 'BILLED_TWICE' as kind, 'package:' || package_id || ':' || ${month} as subject,
      (array_agg(company_id))[1] as "companyId", ${resellerId}::uuid as "resellerId", (array_agg(hub_id))[1] as "hubId",
      ${month} as month, jsonb_build_object('lines', count(*)) as data
    from run group by package_id having count(*) > 1`,
  );
}

/** Compares a statement's totals, and each dealer's part, with the sum of its lines. */
export async function compareTotals(
  tx: Transaction,
  { id, resellerId, companyId, month }: ComparedStatement,
): Promise<Found[]> {
  return readFound(
    tx,
    Prisma.sql`
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
    from unlike`,
  );
}

/** Whose packages and SIMs are compared, and from when on ended runs still count. */
export type PresentScope = { clockId: string | null; endedSince: Date };

const ofClock = (clockId: string | null, companyId: Prisma.Sql) => Prisma.sql`
  exists (select from company c where c.id = ${companyId} and c.clock_id is not distinct from ${clockId}::uuid)`;

/** Finds packages whose state is not what the last act in their history says. */
export async function compareHistory(tx: Transaction, { clockId, endedSince }: PresentScope): Promise<Found[]> {
  return readFound(
    tx,
    Prisma.sql`
    select 'STATE_UNLIKE_HISTORY' as kind, 'package:' || p.id as subject, p.company_id as "companyId",
      p.reseller_id as "resellerId", p.hub_id as "hubId", null as month,
      jsonb_build_object('state', p.status, 'history', e.status) as data
    from hub_package p left join lateral (
      select after ->> 'status' as status from audit_entry
      where subject_id = p.id and after ? 'status' order by subject_version desc, recorded_at desc limit 1) e on true
    where (p.status <> 'INACTIVE' or p.ended_at >= ${endedSince}) and e.status is distinct from p.status::text
      and ${ofClock(clockId, Prisma.sql`p.company_id`)}`,
  );
}

/** Finds SIM cards that should be on without a package, and live packages whose SIM card should be off. */
export async function compareSims(tx: Transaction, { clockId }: PresentScope): Promise<Found[]> {
  return readFound(
    tx,
    Prisma.sql`
    select 'SIM_ON_WITHOUT_PACKAGE' as kind, 'sim:' || s.id as subject, s.company_id as "companyId",
      null::uuid as "resellerId", s.hub_id as "hubId", null as month, jsonb_build_object('iccid', s.iccid) as data
    from ajax_sim s where s.desired_status = 'ENABLED' and s.released_at is null
      and not exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE')
      and ${ofClock(clockId, Prisma.sql`s.company_id`)}
    union all
    select 'SIM_OFF_WITH_PACKAGE', 'package:' || p.id, p.company_id, p.reseller_id, p.hub_id, null,
      jsonb_build_object('iccid', s.iccid)
    from hub_package p join ajax_sim s on s.id = p.sim_id
    where p.status <> 'INACTIVE' and s.desired_status = 'DISABLED' and ${ofClock(clockId, Prisma.sql`p.company_id`)}`,
  );
}

/** How many differences of one kind are new to the office of a company, on one side of it. */
export type NewDifferences = { companyId: string; side: CompanySide; kind: DifferenceKind; n: number };

/**
 * Lists what was found: differences that are gone are closed, those that are still there stay as they were found, and new
 * ones are added. Answers how many are open now, and whose the new ones are: a hub's are its dealer's, and its payer's.
 */
export async function saveDifferences(
  tx: Transaction,
  { clockId, at, found }: { clockId: string | null; at: Date; found: readonly Found[] },
): Promise<{ open: number; added: NewDifferences[] }> {
  const rows = await tx.$queryRaw<[{ open: number; added: NewDifferences[] }]>`
    with found as (
      select distinct on (kind, subject) * from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f (kind "DifferenceKind",
        subject text, "companyId" uuid, "resellerId" uuid, "hubId" uuid, month text, data jsonb)
    ), gone as (
      update difference d set closed_at = ${at} where d.closed_at is null and ${ofClock(clockId, Prisma.sql`d.company_id`)}
        and not exists (select from found f where f.kind = d.kind and f.subject = d.subject)
    ), added as (
      insert into difference (id, kind, subject, company_id, reseller_id, hub_id, month, data, found_at)
      select gen_random_uuid(), kind, subject, "companyId", "resellerId", "hubId", month, data, ${at} from found
      on conflict (kind, subject) where closed_at is null do nothing
      returning kind, company_id, reseller_id, hub_id
    ), told as (
      select company_id as "companyId", 'dealer' as side, kind, count(*) as n from added where hub_id is not null
      group by company_id, kind
      union all
      select r.company_id, 'reseller', kind, count(*) from added a join reseller r on r.id = a.reseller_id
      group by r.company_id, kind
    )
    select (select count(*)::int from found) as open,
      coalesce((select jsonb_agg(told order by kind) from told), '[]') as added`;
  return rows[0];
}

/** Begins the comparison of a day; false where it was made already, or is being made. */
export async function beginRun(
  tx: Transaction,
  { id, clockId, day, at }: { id: string; clockId: string | null; day: string; at: Date },
): Promise<boolean> {
  const begun = await tx.$executeRaw`
    insert into reconciliation_run (id, clock_id, day, ran_at, packages, sims, lines, open_count)
    values (${id}::uuid, ${clockId}::uuid, ${day}::date, ${at}, 0, 0, 0, 0) on conflict do nothing`;
  return begun === 1;
}

/** Writes how much was compared and what is open after it. */
export async function finishRun(
  tx: Transaction,
  { id, scope, statementIds, open }: { id: string; scope: PresentScope; statementIds: string[]; open: number },
): Promise<void> {
  const { clockId, endedSince } = scope;
  await tx.$executeRaw`
    update reconciliation_run set open_count = ${open},
      packages = (select count(*) from hub_package p where (p.status <> 'INACTIVE' or p.ended_at >= ${endedSince})
        and ${ofClock(clockId, Prisma.sql`p.company_id`)}),
      sims = (select count(*) from ajax_sim s where s.released_at is null and ${ofClock(clockId, Prisma.sql`s.company_id`)}),
      lines = (select count(*) from statement_line where statement_id = any(${statementIds}::uuid[]))
    where id = ${id}::uuid`;
}

export type DueClock = { clockId: string | null; offsetMs: bigint };

/** Lists every clock that companies live by, with its offset in milliseconds. */
export async function listClocks(tx: Transaction): Promise<DueClock[]> {
  return tx.$queryRaw<DueClock[]>`
    select c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs"
    from (select distinct clock_id from company) c left join simulation_clock k on k.id = c.clock_id`;
}

export type DifferenceRow = {
  id: string;
  kind: DifferenceKind;
  companyName: string;
  resellerName: string | null;
  hubNumber: string | null;
  month: string | null;
  data: Record<string, string | number | null>;
  foundAt: Date;
};

/** Lists open differences, the newest first. */
export async function listDifferences(tx: Transaction, limit: number): Promise<DifferenceRow[]> {
  return tx.$queryRaw<DifferenceRow[]>`
    select d.id, d.kind::text as kind, c.name as "companyName", rc.name as "resellerName", h.hub_id as "hubNumber", d.month,
      d.data, d.found_at as "foundAt"
    from difference d join company c on c.id = d.company_id left join hub h on h.id = d.hub_id
    left join reseller r on r.id = d.reseller_id left join company rc on rc.id = r.company_id
    where d.closed_at is null order by d.found_at desc, d.id limit ${limit}`;
}

export type ReconciliationRow = {
  id: string;
  ranAt: Date;
  packages: number;
  sims: number;
  lines: number;
  open: number;
};

/** Lists the latest comparisons. */
export async function listReconciliations(tx: Transaction, limit: number): Promise<ReconciliationRow[]> {
  return tx.$queryRaw<ReconciliationRow[]>`
    select id, ran_at as "ranAt", packages, sims, lines, open_count as open
    from reconciliation_run order by ran_at desc, id limit ${limit}`;
}
