import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { dropMovesOfEnded } from "./planned-moves";

/**
 * `now` is real time; each company's own clock decides. The packages in `except` are left alone. With `only` the batch is
 * that one package, with `connectionId` those of one connection.
 */
export type FailedBatch = {
  now: Date;
  limit: number;
  except: readonly string[];
  only?: string | undefined;
  connectionId?: string | undefined;
};

/** The packages whose SIM never reported in time, as table `p` joined with hub `h` and clock `k`. */
function unconfirmed({ now, except, only, connectionId }: Omit<FailedBatch, "limit">): Prisma.Sql {
  return Prisma.sql`
    from hub_package p join hub h on h.id = p.hub_id join company c on c.id = p.company_id
    left join simulation_clock k on k.id = c.clock_id
    where p.status <> 'INACTIVE' and p.confirmed_at is null
      and p.confirm_by <= coalesce(p.expires_at, 'infinity')
      and p.confirm_by <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
      and p.id <> all(${except}::uuid[]) ${only ? Prisma.sql`and p.id = ${only}::uuid` : Prisma.empty}
      ${connectionId ? Prisma.sql`and p.connection_id = ${connectionId}::uuid` : Prisma.empty}`;
}

/** Locks the first of them that nobody else holds. Null where there is none. */
export async function lockFirstFailed(tx: Transaction, batch: Omit<FailedBatch, "limit">): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id ${unconfirmed(batch)} order by p.id limit 1 for update of h, p skip locked`;
  return rows[0]?.id ?? null;
}

/** Ends up to `limit` packages whose SIM never reported in time, as of that time and unbilled; returns how many. */
export async function endFailedActivations(tx: Transaction, batch: FailedBatch): Promise<number> {
  const rows = await tx.$queryRaw<[{ ended: number }]>`
    with due as materialized (
      select p.id, ${batch.now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond' as at,
        jsonb_build_object('status', p.status, 'resellerId', p.reseller_id, 'billingZone', p.billing_zone,
          'confirmBy', p.confirm_by, 'confirmedAt', null, 'expiresAt', p.expires_at, 'endCause', p.end_cause) as before
      ${unconfirmed(batch)}
      order by p.id limit ${batch.limit} for update of h, p skip locked
    ), ended as (
      update hub_package p set status = 'INACTIVE', end_reason = 'ACTIVATION_FAILED', ended_at = p.confirm_by,
        expires_at = null, end_cause = null, version = p.version + 1
      from due where p.id = due.id
      returning p.id, p.company_id, p.hub_id, p.sim_id, p.reseller_id, p.ended_at, p.version, due.before, due.at
    ), sims as (
      update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1, desired_at = ended.at
      from ended where s.id = ended.sim_id
    ), dropped as (
      ${dropMovesOfEnded(Prisma.sql`ended.at`)}
    ), audited as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
        subject_version, hub_id, before, after, origin, at, effective_at)
      select gen_random_uuid(), e.company_id, r.company_id, 'JOB', 'Month rollover', 'package.activation_failed', e.id,
        e.version, e.hub_id, e.before,
        jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'ACTIVATION_FAILED'),
        'JOB', e.at, e.ended_at
      from ended e join reseller r on r.id = e.reseller_id
    ), announced as (
      insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
      select gen_random_uuid(), 'package.activation_failed', e.company_id, r.company_id, e.id, e.hub_id,
        e.id || ':' || e.version,
        jsonb_build_object('status', 'INACTIVE', 'endedAt', e.ended_at, 'endReason', 'ACTIVATION_FAILED'), e.at
      from ended e join reseller r on r.id = e.reseller_id
    ) select count(*)::int as ended from ended`;
  return rows[0].ended;
}
