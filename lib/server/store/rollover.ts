import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** Names one month rollover: the month that is over, the zone it is over in, and whose clock says so. */
export type RunKey = { month: BillingMonth; timeZone: string; clockId: string | null; dueAt: Temporal.Instant };

/** A run as its batches need it. `offsetMs` is that of its clock, to stamp history with the companies' time. */
export type Run = { id: string; timeZone: string; clockId: string | null; dueAt: Date; offsetMs: bigint };

/** Makes the run unless it is there. */
export async function ensureRun(tx: Transaction, key: RunKey): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_run (id, month, time_zone, clock_id, due_at)
    values (gen_random_uuid(), ${key.month}, ${key.timeZone}, ${key.clockId}::uuid, ${toDate(key.dueAt)})
    on conflict (month, time_zone, clock_id) do update set due_at = greatest(rollover_run.due_at, excluded.due_at)`;
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

/** Groups the packages whose end has come by their companies' clocks. `now` is real time. */
export async function listDueGroups(tx: Transaction, now: Date): Promise<DueRow[]> {
  return tx.$queryRaw<DueRow[]>`
    select distinct p.expires_at as "expiresAt", p.billing_zone as zone, c.clock_id as "clockId"
    from hub_package p join company c on c.id = p.company_id left join simulation_clock k on k.id = c.clock_id
    where p.status = 'EXPIRING' and (p.confirmed_at is not null or p.confirm_by > p.expires_at)
      and p.expires_at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'`;
}

/** The packages of a run that are due and not set aside as failed. Used as a table `p` joined with hub `h`. */
function dueOf(run: Run): Prisma.Sql {
  return Prisma.sql`
    from hub_package p join hub h on h.id = p.hub_id join company c on c.id = p.company_id
    where p.status = 'EXPIRING' and p.expires_at <= ${run.dueAt} and p.billing_zone = ${run.timeZone}
      and c.clock_id is not distinct from ${run.clockId}::uuid
      and (p.confirmed_at is not null or p.confirm_by > p.expires_at)
      and not exists (select from rollover_entry e where e.hub_package_id = p.id and e.outcome = 'FAILED')`;
}

/** Opens a run: counts what is due, and what an earlier run could not end is tried again. */
export async function openRun(tx: Transaction, run: Run, at: Date): Promise<void> {
  await tx.$executeRaw`delete from rollover_entry where run_id = ${run.id}::uuid and outcome = 'FAILED'`;
  await tx.$executeRaw`
    update rollover_run set status = 'RUNNING', started_at = coalesce(started_at, ${at}), finished_at = null,
      due_count = (select count(*) from rollover_entry where run_id = ${run.id}::uuid) + (select count(*) ${dueOf(run)})
    where id = ${run.id}::uuid`;
}

/** Reads the runs that are not complete, or that have packages due again, oldest boundary first. */
export async function listOpenRuns(tx: Transaction): Promise<Run[]> {
  return tx.$queryRaw<Run[]>`
    select r.id, r.time_zone as "timeZone", r.clock_id as "clockId", r.due_at as "dueAt",
      coalesce(k.offset_ms, 0) as "offsetMs"
    from rollover_run r left join simulation_clock k on k.id = r.clock_id
    where r.status in ('PLANNED', 'RUNNING') or exists (
      select from hub_package p join company c on c.id = p.company_id
      where p.status = 'EXPIRING' and p.expires_at <= r.due_at and p.billing_zone = r.time_zone
        and c.clock_id is not distinct from r.clock_id and (p.confirmed_at is not null or p.confirm_by > p.expires_at)
        and not exists (select from rollover_entry e where e.hub_package_id = p.id and e.outcome = 'FAILED'))
    order by r.due_at, r.time_zone, r.id`;
}

export async function findRun(tx: Transaction, runId: string): Promise<Run | null> {
  const rows = await tx.$queryRaw<Run[]>`
    select r.id, r.time_zone as "timeZone", r.clock_id as "clockId", r.due_at as "dueAt",
      coalesce(k.offset_ms, 0) as "offsetMs"
    from rollover_run r left join simulation_clock k on k.id = r.clock_id where r.id::text = ${runId}`;
  return rows[0] ?? null;
}

/** `now` is the companies' time, for history. */
export type Batch = { run: Run; now: Date; limit: number };

/**
 * Ends up to `limit` due packages of one run and returns how many. Hub and package are locked together and rows that
 * somebody else holds are left for the next batch. A worker killed halfway leaves nothing behind, and a package that was
 * resumed first is no longer EXPIRING, so it is not picked.
 */
export async function endDueBatch(tx: Transaction, { run, now, limit }: Batch): Promise<number> {
  const rows = await tx.$queryRaw<[{ ended: number }]>`
    with due as materialized (
      select p.id, jsonb_build_object('status', p.status, 'resellerId', p.reseller_id, 'billingZone', p.billing_zone,
        'confirmBy', p.confirm_by, 'confirmedAt', p.confirmed_at, 'expiresAt', p.expires_at, 'endCause', p.end_cause) as before
      ${dueOf(run)} order by p.id limit ${limit} for update of h, p skip locked
    ), ended as (
      update hub_package p set status = 'INACTIVE', end_reason = 'EXPIRED', ended_at = p.expires_at, expires_at = null,
        end_cause = null, version = p.version + 1
      from due where p.id = due.id
      returning p.id, p.company_id, p.hub_id, p.sim_id, p.reseller_id, p.ended_at, p.version, due.before
    ), sims as (
      update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1, desired_at = ${now}
      from ended where s.id = ended.sim_id
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
      insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
      select gen_random_uuid(), 'package.expired', company_id, id, hub_id, id || ':' || version,
        jsonb_build_object('status', 'INACTIVE', 'endedAt', ended_at, 'endReason', 'EXPIRED'), ${now} from ended
    ) select count(*)::int as ended from ended`;
  return rows[0].ended;
}

/** Sets the first due package aside as one that `failure` keeps from ending; the next run tries it again. */
export async function setAsideFirstDue(tx: Transaction, run: Run, failure: string): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_entry (run_id, hub_package_id, outcome, failure)
    select ${run.id}::uuid, id, 'FAILED', ${failure} from (
      select p.id ${dueOf(run)} order by p.id limit 1 for update of h, p skip locked) first`;
}

/** Closes a run with its figures, unless something is still due. Due is always ended, skipped and failed together. */
export async function closeRun(tx: Transaction, run: Run, at: Date): Promise<boolean> {
  const closed = await tx.$executeRaw`
    with figures as (
      select count(*) filter (where outcome = 'ENDED')::int as ended, count(*) filter (where outcome = 'FAILED')::int as failed
      from rollover_entry where run_id = ${run.id}::uuid
    )
    update rollover_run r set
      status = (case when f.failed > 0 then 'COMPLETE_WITH_FAILURES' else 'COMPLETE' end)::"RunStatus",
      due_count = greatest(r.due_count, f.ended + f.failed), ended_count = f.ended, failed_count = f.failed,
      skipped_count = greatest(r.due_count, f.ended + f.failed) - f.ended - f.failed,
      lateness_ms = coalesce(r.lateness_ms, greatest(0, extract(epoch from ${at}::timestamptz - r.due_at) * 1000)::bigint),
      finished_at = ${at}
    from figures f where r.id = ${run.id}::uuid and r.status = 'RUNNING' and not exists (select 1 ${dueOf(run)})`;
  return closed === 1;
}
