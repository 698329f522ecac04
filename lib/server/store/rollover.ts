import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { dropMovesOfEnded } from "./planned-moves";
import { type Batch, dueEndsOf, dueMovesOf, moveRefusal, packageBefore, type Run, type Scope } from "./rollover-due";

/** Names one month rollover: the month that is over, the zone it is over in, and whose clock says so. */
export type RunKey = { month: BillingMonth; timeZone: string; clockId: string | null; dueAt: Temporal.Instant };

/** Makes the run, or opens the one that is there again: something of its month is due, or was ended meanwhile. */
export async function ensureRun(tx: Transaction, key: RunKey): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_run (id, month, time_zone, clock_id, due_at)
    values (gen_random_uuid(), ${key.month}, ${key.timeZone}, ${key.clockId}::uuid, ${toDate(key.dueAt)})
    on conflict (month, time_zone, clock_id) do update set due_at = greatest(rollover_run.due_at, excluded.due_at),
      status = case when rollover_run.status = 'RUNNING' then rollover_run.status else 'PLANNED' end`;
}

/** Opens runs with failures again where a later run of their zone and clock is about to start: it tries them too. */
export async function reopenFailedRuns(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    update rollover_run r set status = 'PLANNED' from rollover_run later
    where r.status = 'COMPLETE_WITH_FAILURES' and later.status = 'PLANNED' and later.started_at is null
      and later.time_zone = r.time_zone and later.clock_id is not distinct from r.clock_id and later.due_at > r.due_at`;
}

/**
 * Enters a package that a command ended before any run met it, in the ledger of its run; the run is made if the planner
 * has not seen it yet. The ledger is unique on the package, so nothing is ended twice (RELIABILITY I-6).
 */
export async function recordEntry(tx: Transaction, key: RunKey, hubPackageId: string): Promise<void> {
  await ensureRun(tx, key);
  await tx.$executeRaw`
    insert into rollover_entry (run_id, hub_package_id)
    select id, ${hubPackageId}::uuid from rollover_run
    where month = ${key.month} and time_zone = ${key.timeZone} and clock_id is not distinct from ${key.clockId}::uuid
    on conflict (hub_package_id) do update set run_id = excluded.run_id, outcome = 'ENDED', failure = null`;
}

export type DueRow = { expiresAt: Date; zone: string; clockId: string | null };

/**
 * Groups the packages whose end has come by their companies' clocks, and those whose approved move has, that no run has
 * set aside. `now` is real time.
 */
export async function listDueGroups(tx: Transaction, now: Date, { connectionId }: Scope = {}): Promise<DueRow[]> {
  const its = Prisma.sql`${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'`;
  const onlyOf = (connections: Prisma.Sql) =>
    connectionId ? Prisma.sql`and ${connectionId}::uuid in (${connections})` : Prisma.empty;
  return tx.$queryRaw<DueRow[]>`
    select p.expires_at as "expiresAt", p.billing_zone as zone, c.clock_id as "clockId"
    from hub_package p join company c on c.id = p.company_id left join simulation_clock k on k.id = c.clock_id
    where p.status = 'EXPIRING' and (p.confirmed_at is not null or p.confirm_by > p.expires_at)
      and p.expires_at <= ${its} ${onlyOf(Prisma.sql`p.connection_id`)}
      and not exists (select from rollover_entry e where e.hub_package_id = p.id and e.outcome = 'FAILED')
    union
    select m.effective_at, m.zone, c.clock_id
    from scheduled_change m join company c on c.id = m.company_id left join simulation_clock k on k.id = c.clock_id
    join hub_package p on p.id = m.hub_package_id
    where m.status = 'PLANNED' and m.kind = 'MOVE' and m.is_approved and m.effective_at <= ${its}
      ${onlyOf(Prisma.sql`m.connection_id, p.connection_id`)}
      and not exists (select from rollover_entry e where e.hub_package_id = m.hub_package_id and e.outcome = 'FAILED')`;
}

/** Lets openings and closings of one run wait for each other, so that both count what the other one left. */
async function lockRun(tx: Transaction, run: Run): Promise<void> {
  await tx.$executeRaw`select 1 from rollover_run where id = ${run.id}::uuid for no key update`;
}

/**
 * Opens a run: counts what is due, and what an earlier attempt could not end is tried again. What was skipped before
 * stays counted, so that a run done twice says the same.
 */
export async function openRun(tx: Transaction, run: Run, at: Date): Promise<void> {
  await lockRun(tx, run);
  await tx.$executeRaw`delete from rollover_entry where run_id = ${run.id}::uuid and outcome = 'FAILED'`;
  await tx.$executeRaw`
    update rollover_run set status = 'RUNNING', started_at = coalesce(started_at, ${at}), finished_at = null,
      due_count = greatest(due_count, skipped_count + (select count(*) from rollover_entry where run_id = ${run.id}::uuid)
        + (select count(*) ${dueEndsOf(run)})
        + (select count(*) ${dueMovesOf(run)} and ${moveRefusal} is null))
    where id = ${run.id}::uuid`;
}

const runColumns = Prisma.sql`r.id, r.month, r.time_zone as "timeZone", r.clock_id as "clockId", r.due_at as "dueAt",
  coalesce(k.offset_ms, 0) as "offsetMs" from rollover_run r left join simulation_clock k on k.id = r.clock_id`;

/** Reads the runs that are not complete, oldest boundary first. */
export async function listOpenRuns(tx: Transaction): Promise<Run[]> {
  return tx.$queryRaw<Run[]>`
    select ${runColumns} where r.status in ('PLANNED', 'RUNNING') order by r.due_at, r.time_zone, r.id`;
}

/** Finds a rollover run; null for an unknown id, also for a text that is no uuid. */
export async function findRun(tx: Transaction, runId: string): Promise<Run | null> {
  const rows = await tx.$queryRaw<Run[]>`select ${runColumns} where r.id::text = ${runId}`;
  return rows[0] ?? null;
}

/** Lists the companies whose month a run ends, or packages of which it ended. */
export async function listRunCompanies(
  tx: Transaction,
  { id, timeZone, clockId }: Run,
): Promise<{ companyId: string }[]> {
  return tx.$queryRaw`
    select c.id as "companyId" from company c where c.deleted_at is null and c.clock_id is not distinct from ${clockId}::uuid and (
      c.time_zone = ${timeZone} or exists (
        select from rollover_entry e join hub_package p on p.id = e.hub_package_id
        where e.run_id = ${id}::uuid and p.company_id = c.id))
    order by c.id`;
}

/** Reads the run of a month, zone and clock that has been made. */
export async function findRunOf(tx: Transaction, key: Omit<RunKey, "dueAt">): Promise<Run> {
  const rows = await tx.$queryRaw<[Run]>`
    select ${runColumns} where r.month = ${key.month} and r.time_zone = ${key.timeZone}
      and r.clock_id is not distinct from ${key.clockId}::uuid`;
  return rows[0];
}

/**
 * Ends up to `limit` due packages of one run and returns how many. Hub and package are locked together and rows that
 * somebody else holds are left for the next batch. A worker killed halfway leaves nothing behind, and a package that was
 * resumed first is no longer EXPIRING, so it is not picked.
 */
export async function endDueBatch(tx: Transaction, { run, now, limit, ...scope }: Batch): Promise<number> {
  const rows = await tx.$queryRaw<[{ ended: number }]>`
    with due as materialized (
      select p.id, ${packageBefore} as before
      ${dueEndsOf(run, scope)}
      order by p.id limit ${limit} for update of h, p skip locked
    ), ended as (
      update hub_package p set status = 'INACTIVE', end_reason = 'EXPIRED', ended_at = p.expires_at, expires_at = null,
        end_cause = null, version = p.version + 1
      from due where p.id = due.id
      returning p.id, p.company_id, p.hub_id, p.sim_id, p.reseller_id, p.ended_at, p.version, due.before
    ), sims as (
      update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1, desired_at = ${now}
      from ended where s.id = ended.sim_id
    ), dropped as (
      ${dropMovesOfEnded(now)}
    ), recorded as (
      insert into rollover_entry (run_id, hub_package_id) select ${run.id}::uuid, id from ended
    ), audited as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
        subject_version, hub_id, before, after, origin, at, effective_at)
      select gen_random_uuid(), e.company_id, r.company_id, 'JOB', 'Month rollover', 'package.expired', e.id, e.version,
        e.hub_id, e.before, jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'EXPIRED'),
        'JOB', ${now}, e.ended_at
      from ended e join reseller r on r.id = e.reseller_id
    ), announced as (
      insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
      select gen_random_uuid(), 'package.expired', e.company_id, r.company_id, e.id, e.hub_id, e.id || ':' || e.version,
        jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'EXPIRED'), ${now}
      from ended e join reseller r on r.id = e.reseller_id
    ) select count(*)::int as ended from ended`;
  return rows[0].ended;
}

/** Locks the first due package of a run that nobody else holds. Null where there is none. */
export async function lockFirstDue(tx: Transaction, run: Run, scope: Scope = {}): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id ${dueEndsOf(run, scope)} order by p.id limit 1 for update of h, p skip locked`;
  return rows[0]?.id ?? null;
}

/** Sets a package aside as one that `failure` keeps from ending, if it is still due; the next run tries it again. */
export async function setAside(tx: Transaction, run: Run, due: { id: string; failure: string }): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_entry (run_id, hub_package_id, outcome, failure)
    select ${run.id}::uuid, id, 'FAILED', ${due.failure} from (
      select p.id ${dueEndsOf(run, { only: due.id })} for update of h, p skip locked) refused
    on conflict (hub_package_id) do nothing`;
}

/** A run that was closed just now: how many packages it could not end, and how many of them it could not before. */
export type ClosedRun = { failed: number; failedBefore: number };

/**
 * Closes a run with its figures; null where something is still due. Due is always ended, skipped and failed together.
 */
export async function closeRun(tx: Transaction, run: Run, at: Date): Promise<ClosedRun | null> {
  await lockRun(tx, run);
  // The row as it was before this statement is what a read within it finds.
  const closed = await tx.$queryRaw<ClosedRun[]>`
    with figures as (
      select count(*) filter (where e.outcome = 'ENDED')::int as ended,
        count(*) filter (where e.outcome = 'FAILED')::int as failed,
        count(*) filter (where p.end_reason = 'MOVED')::int as moved
      from rollover_entry e join hub_package p on p.id = e.hub_package_id where e.run_id = ${run.id}::uuid
    )
    update rollover_run r set
      status = (case when f.failed > 0 then 'COMPLETE_WITH_FAILURES' else 'COMPLETE' end)::"RunStatus",
      due_count = greatest(r.due_count, f.ended + f.failed), ended_count = f.ended,
      moved_count = f.moved, failed_count = f.failed,
      skipped_count = greatest(r.due_count, f.ended + f.failed) - f.ended - f.failed,
      lateness_ms = coalesce(r.lateness_ms, greatest(0, extract(epoch from ${at}::timestamptz - r.due_at) * 1000)::bigint),
      finished_at = ${at}
    from figures f where r.id = ${run.id}::uuid and r.status = 'RUNNING'
      and not exists (select 1 ${dueEndsOf(run)}) and not exists (select 1 ${dueMovesOf(run)})
    returning r.failed_count as failed,
      (select before.failed_count from rollover_run before where before.id = r.id) as "failedBefore"`;
  return closed[0] ?? null;
}
