import type { Client } from "pg";
import { elapsedMs } from "@/lib/clock";

/** What the month rollover writes for every due package of one zone, in one statement and nothing else. */
const endAll = `
  with run as (
    insert into rollover_run (id, month, time_zone, clock_id, due_at, status, started_at)
    values (gen_random_uuid(), $1, $2, $3, $4, 'RUNNING', $5) returning id
  ), ended as (
    update hub_package p set status = 'INACTIVE', end_reason = 'EXPIRED', ended_at = p.expires_at, expires_at = null,
      end_cause = null, version = p.version + 1
    from (select id as old_id, expires_at as was, end_cause as cause from hub_package
      where status = 'EXPIRING' and billing_zone = $2 and expires_at <= $4) due
    where p.id = due.old_id
    returning p.id, p.company_id, p.hub_id, p.sim_id, p.reseller_id, p.ended_at, p.version,
      jsonb_build_object('status', 'EXPIRING', 'resellerId', p.reseller_id, 'billingZone', p.billing_zone, 'confirmBy',
        p.confirm_by, 'confirmedAt', p.confirmed_at, 'expiresAt', due.was, 'endCause', due.cause) as before
  ), sims as (
    update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1, desired_at = $5
    from ended where s.id = ended.sim_id
  ), recorded as (
    insert into rollover_entry (run_id, hub_package_id) select run.id, ended.id from run, ended
  ), audited as (
    insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id, subject_version,
      hub_id, before, after, origin, at, effective_at)
    select gen_random_uuid(), e.company_id, r.company_id, 'JOB', 'Month rollover', 'package.expired', e.id, e.version,
      e.hub_id, e.before, jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'EXPIRED'), 'JOB',
      $5, e.ended_at
    from ended e join reseller r on r.id = e.reseller_id
  ), announced as (
    insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
    select gen_random_uuid(), 'package.expired', e.company_id, r.company_id, e.id, e.hub_id, e.id || ':' || e.version,
      jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'EXPIRED'), $5
    from ended e join reseller r on r.id = e.reseller_id
  )
  select count(*)::int as ended from ended`;

/** What is due: one month in one zone on one clock. */
export type Due = { month: string; timeZone: string; clockId: string; dueAt: Date; now: Date };

/** Ends everything that is due in one statement. Returns how many packages, and how long it took with its commit. */
export async function endPlainly(client: Client, due: Due): Promise<{ ended: number; ms: number }> {
  const begun = elapsedMs();
  const { rows } = await client.query<{ ended: number }>(endAll, [
    due.month,
    due.timeZone,
    due.clockId,
    due.dueAt,
    due.now,
  ]);
  return { ended: rows[0]?.ended ?? 0, ms: elapsedMs() - begun };
}
