import type { CompanySide } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { type ComparedStatement, type Comparison, ofClock, type PresentScope } from "./comparisons";

export type DifferenceKind =
  | "BILLED_NOT_LIVE"
  | "LIVE_NOT_BILLED"
  | "BILLED_TWICE"
  | "FEE_UNLIKE_RUNS"
  | "TOTAL_UNLIKE_LINES"
  | "STATE_UNLIKE_HISTORY"
  | "SIM_ON_WITHOUT_PACKAGE"
  | "SIM_OFF_WITH_PACKAGE";

/** Which closed months a clock's resellers have compared: the newest ones, and the older ones whose turn it is. */
export type MonthScope = { clockId: string | null; newest: number; turn: number; turns: number };

/**
 * Lists the closed months to compare: the newest of each reseller, those of which a difference stands, and of the others
 * each `turns`th.
 */
export async function listComparedStatements(
  tx: Transaction,
  { clockId, newest, turn, turns }: MonthScope,
): Promise<Omit<ComparedStatement, "calendar">[]> {
  return tx.$queryRaw<Omit<ComparedStatement, "calendar">[]>`
    select s.id, r.id as "resellerId", r.company_id as "companyId", s.month
    from reseller r join company c on c.id = r.company_id
    cross join lateral (
      select id, month, row_number() over (order by month desc) as age,
        split_part(month, '-', 1)::int * 12 + split_part(month, '-', 2)::int as number
      from statement where reseller_id = r.id) s
    where c.clock_id is not distinct from ${clockId}::uuid
      and (s.age <= ${newest} or s.number % ${turns} = ${turn} or exists (
        select from difference d where d.closed_at is null and d.reseller_id = r.id and d.month = s.month))
    order by r.id, s.month`;
}

/**
 * Lists everything that a comparison finds, in the database alone, since a whole fleet may differ. What is listed already
 * stays as it was found and counts as seen at `at`.
 */
export async function listFound(tx: Transaction, comparison: Comparison, at: Date): Promise<void> {
  await tx.$executeRaw`
    insert into difference (id, kind, subject, company_id, reseller_id, hub_id, month, data, found_at, seen_at)
    select distinct on (f.kind, f.subject) gen_random_uuid(), f.kind::"DifferenceKind", f.subject, f."companyId",
      f."resellerId", f."hubId", f.month, f.data, ${at}, ${at}
    from (${comparison}) f
    on conflict (kind, subject) where closed_at is null do update set seen_at = excluded.seen_at`;
}

/** How many differences of one kind are new to the office of a company, on one side of it. */
export type NewDifferences = { companyId: string; side: CompanySide; kind: DifferenceKind; n: number };

/**
 * Closes the differences of a clock that were not seen at `at`: they are gone. Answers how many are open now, and whose
 * the new ones are: a hub's are its dealer's, and its payer's.
 */
export async function closeGone(
  tx: Transaction,
  { clockId, at }: { clockId: string | null; at: Date },
): Promise<{ open: number; added: NewDifferences[] }> {
  const ofOneClock = ofClock(clockId, Prisma.sql`d.company_id`);
  await tx.$executeRaw`
    update difference d set closed_at = ${at} where d.closed_at is null and d.seen_at <> ${at} and ${ofOneClock}`;
  const rows = await tx.$queryRaw<[{ open: number; added: NewDifferences[] }]>`
    with standing as materialized (
      select company_id, reseller_id, hub_id, kind, found_at = ${at} as is_new from difference d
      where d.closed_at is null and ${ofOneClock}
    ), told as (
      select company_id as "companyId", 'dealer' as side, kind, count(*) as n from standing
      where is_new and hub_id is not null group by company_id, kind
      union all
      select r.company_id, 'reseller', kind, count(*) from standing s join reseller r on r.id = s.reseller_id
      where is_new group by r.company_id, kind
    )
    select (select count(*)::int from standing) as open,
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
  /** Of the reseller; fees in `data` are its minor units. */
  currency: string | null;
  hubNumber: string | null;
  month: string | null;
  /** What each of the two records says. */
  data: Record<string, string | number | null>;
  foundAt: Date;
};

/** A difference to go on after: lists end with the oldest. */
export type DifferencePlace = { at: Date; id: string };

/** The rows that follow a place in a list of differences `d`; all of them without one. */
export function past(place: DifferencePlace | null): Prisma.Sql {
  return place ? Prisma.sql`and (d.found_at, d.id) < (${place.at}, ${place.id}::uuid)` : Prisma.empty;
}

export type DifferencePart = { after: DifferencePlace | null; limit: number };

/** Lists open differences, the newest first. */
export async function listDifferences(tx: Transaction, { after, limit }: DifferencePart): Promise<DifferenceRow[]> {
  return tx.$queryRaw<DifferenceRow[]>`
    select d.id, d.kind::text as kind, c.name as "companyName", rc.name as "resellerName", r.currency, h.hub_id as "hubNumber", d.month,
      d.data, d.found_at as "foundAt"
    from difference d join company c on c.id = d.company_id left join hub h on h.id = d.hub_id
    left join reseller r on r.id = d.reseller_id left join company rc on rc.id = r.company_id
    where d.closed_at is null ${past(after)} order by d.found_at desc, d.id desc limit ${limit}`;
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
