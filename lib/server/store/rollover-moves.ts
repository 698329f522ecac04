import { zoneDataVersion } from "@/lib/clock";
import type { Transaction } from "../context";
import { type Batch, dueMovesOf, moveRefusal, packageBefore, type Run, type Scope } from "./rollover-due";

/** The connections that hubs of a run are to move to, and the companies concerned. */
export type MoveTargets = { connectionIds: string[]; companyIds: string[] };

/** Reads where the due moves of a run lead. */
export async function listMoveTargets(tx: Transaction, run: Run, scope: Scope = {}): Promise<MoveTargets> {
  const rows = await tx.$queryRaw<{ connectionId: string; companyId: string }[]>`
    select distinct m.connection_id as "connectionId", m.company_id as "companyId" ${dueMovesOf(run, scope)}`;
  return {
    connectionIds: rows.map(({ connectionId }) => connectionId),
    companyIds: [...new Set(rows.map(({ companyId }) => companyId))],
  };
}

/** Holds companies, then connections (shared), so that a batch meets them in the order of every other command. */
export async function holdMoveTargets(tx: Transaction, { connectionIds, companyIds }: MoveTargets): Promise<void> {
  await tx.$queryRaw`select 1 as held from company where id = any(${companyIds}::uuid[]) order by id for share`;
  await tx.$queryRaw`
    select 1 as held from reseller_connection where id = any(${connectionIds}::uuid[]) order by id for share`;
}

/**
 * Carries out up to `limit` due moves of one run and returns how many it settled: the old run ends at the boundary, the
 * new one begins at that very instant, confirmed from there on if the old one was, and the SIM is not touched. A move
 * that cannot be any more is closed with its refusal and changes nothing. Rows that somebody else holds are left for the
 * next batch; a worker killed halfway leaves nothing behind.
 */
export async function moveDueBatch(tx: Transaction, { run, now, limit, ...scope }: Batch): Promise<number> {
  const rows = await tx.$queryRaw<[{ settled: number }]>`
    with due as materialized (
      select m.id as change_id, m.version as change_version, m.reseller_id as to_reseller,
        m.connection_id as to_connection, m.effective_at, m.company_id, m.hub_id, p.id, ${moveRefusal} as refusal,
        ${packageBefore} as before
      ${dueMovesOf(run, scope)}
      order by p.id limit ${limit} for update of h, p, m skip locked
    ), ended as (
      update hub_package p set status = 'INACTIVE', end_reason = 'MOVED', ended_at = due.effective_at, expires_at = null,
        end_cause = null, version = p.version + 1
      from due where p.id = due.id and due.refusal is null
      returning p.*, due.to_reseller, due.to_connection, due.before
    ), made as (
      insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, previous_id, status,
        billing_zone, tzdb_version, activated_at, confirm_by, confirmed_at)
      select gen_random_uuid(), company_id, hub_id, sim_id, offer_id, to_reseller, to_connection, id, 'ACTIVE',
        billing_zone, ${zoneDataVersion}, ended_at, confirm_by, case when confirmed_at is not null then greatest(confirmed_at, ended_at) end
      from ended returning *
    ), closed as (
      update scheduled_change m set status = (case when due.refusal is null then 'DONE' else 'REFUSED' end)::"ChangeStatus",
        refusal = due.refusal, result_id = made.id, closed_at = ${now}, version = m.version + 1
      from due left join made on made.previous_id = due.id where m.id = due.change_id
    ), recorded as (
      insert into rollover_entry (run_id, hub_package_id) select ${run.id}::uuid, id from ended
      on conflict (hub_package_id) do update set run_id = excluded.run_id, outcome = 'ENDED', failure = null
    ), left_behind as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
        subject_version, hub_id, before, after, origin, at, effective_at)
      select gen_random_uuid(), e.company_id, r.company_id, 'JOB', 'Month rollover', 'package.moved', e.id, e.version,
        e.hub_id, e.before, jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'MOVED'),
        'JOB', ${now}, e.ended_at
      from ended e join reseller r on r.id = e.reseller_id
    ), begun as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
        subject_version, hub_id, after, origin, at, effective_at)
      select gen_random_uuid(), n.company_id, r.company_id, 'JOB', 'Month rollover', 'package.activated', n.id, n.version,
        n.hub_id, jsonb_build_object('status', 'ACTIVE', 'resellerId', n.reseller_id, 'billingZone', n.billing_zone,
          'confirmBy', n.confirm_by, 'confirmedAt', n.confirmed_at, 'expiresAt', null, 'endCause', null),
        'JOB', ${now}, n.activated_at
      from made n join reseller r on r.id = n.reseller_id
    ), refused as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
        subject_version, hub_id, after, origin, at, effective_at)
      select gen_random_uuid(), d.company_id, r.company_id, 'JOB', 'Month rollover', 'move.refused', d.change_id,
        d.change_version + 1, d.hub_id, jsonb_build_object('resellerId', d.to_reseller, 'refusal', d.refusal),
        'JOB', ${now}, d.effective_at
      from due d join reseller r on r.id = d.to_reseller where d.refusal is not null
    ), announced as (
      insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
      select gen_random_uuid(), 'package.moved', company_id, id, hub_id, id || ':' || version,
        jsonb_build_object('status', 'INACTIVE', 'endedAt', ended_at, 'endReason', 'MOVED'), ${now}::timestamptz from ended
      union all
      select gen_random_uuid(), 'package.activated', company_id, id, hub_id, id || ':' || version,
        jsonb_build_object('status', 'ACTIVE', 'resellerId', reseller_id, 'billingZone', billing_zone, 'confirmBy', confirm_by,
          'confirmedAt', confirmed_at, 'expiresAt', null, 'endCause', null, 'cause', 'MOVED'), ${now}::timestamptz from made
      union all
      select gen_random_uuid(), 'package.move_refused', company_id, id, hub_id, change_id || ':' || change_version + 1,
        jsonb_build_object('refusal', refusal), ${now}::timestamptz from due where refusal is not null
    ) select count(*)::int as settled from due`;
  return rows[0].settled;
}

/** Locks the package of the first due move of a run that nobody else holds. Null where there is none. */
export async function lockFirstMove(tx: Transaction, run: Run, scope: Scope = {}): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id ${dueMovesOf(run, scope)} order by p.id limit 1 for update of h, p, m skip locked`;
  return rows[0]?.id ?? null;
}

/** Sets a package aside whose move `failure` keeps from happening, if it is still due; the next run tries it again. */
export async function setMoveAside(tx: Transaction, run: Run, due: { id: string; failure: string }): Promise<void> {
  await tx.$executeRaw`
    insert into rollover_entry (run_id, hub_package_id, outcome, failure)
    select ${run.id}::uuid, id, 'FAILED', ${due.failure} from (
      select p.id ${dueMovesOf(run, { only: due.id })} for update of h, p, m skip locked) refused
    on conflict (hub_package_id) do nothing`;
}
