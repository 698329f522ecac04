import { DRIFT_MINUTES } from "@/lib/domain/sim-status";
import type { Transaction } from "../context";

/** When a gateway comes back, a whole fleet may agree again: the rest waits for the next look. */
const tasksAtOnce = 500;

/** A SIM that does not do as it was told, or does again; `at` is by its company's clock. */
export type DriftRow = {
  simId: string;
  companyId: string;
  companySlug: string;
  companyName: string;
  hubKey: string;
  hubId: string;
  hubName: string;
  objectId: string;
  objectName: string;
  at: Date;
};

/**
 * Opens a task for each SIM that has said something else than it was told for five minutes, on a hub that could report
 * all the while; counted from the command or the hub's return, whichever is later (PRODUCT 7.2). `now` is real time. One
 * that is open already stays as it is. Returns the new ones, the oldest first and some hundred at once.
 */
export async function openDriftTasks(tx: Transaction, now: Date): Promise<DriftRow[]> {
  return tx.$queryRaw<DriftRow[]>`
    with drifting as (
      select s.id, s.company_id, s.hub_id, greatest(s.desired_at, h.online_since) + ${DRIFT_MINUTES} * interval '1 minute' as at
      from ajax_sim s join hub h on h.id = s.hub_id join company c on c.id = s.company_id
      left join simulation_clock k on k.id = c.clock_id
      where s.reported_version < s.desired_version and s.reported_status <> s.desired_status and s.kind = 'AJAX'
        and h.is_online and h.released_at is null and c.deleted_at is null
        and greatest(s.desired_at, h.online_since) + ${DRIFT_MINUTES} * interval '1 minute'
          <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
        and not exists (
          select from service_task t where t.kind = 'SIM_DRIFT' and t.sim_id = s.id and t.closed_at is null)
      order by at, s.id limit ${tasksAtOnce}
    ), opened as (
      insert into service_task (id, kind, company_id, hub_id, sim_id, opened_at)
      select gen_random_uuid(), 'SIM_DRIFT', company_id, hub_id, id, at from drifting
      on conflict (kind, sim_id) where closed_at is null do nothing
      returning sim_id, company_id, hub_id, opened_at
    )
    select o.sim_id as "simId", c.id as "companyId", c.slug as "companySlug", c.name as "companyName", h.id as "hubKey",
      h.hub_id as "hubId", h.name as "hubName", x.id as "objectId", x.name as "objectName", o.opened_at as at
    from opened o join company c on c.id = o.company_id join hub h on h.id = o.hub_id
    join secured_object x on x.id = h.object_id order by o.opened_at, o.sim_id`;
}

/** Closes the tasks of SIM cards that do as they were told again, or are in that hub no more. Returns them, some hundred at once. */
export async function closeDriftTasks(
  tx: Transaction,
  now: Date,
): Promise<Omit<DriftRow, "companySlug" | "objectName">[]> {
  return tx.$queryRaw<DriftRow[]>`
    with settled as (
      select t.id from service_task t join ajax_sim s on s.id = t.sim_id
      where t.kind = 'SIM_DRIFT' and t.closed_at is null
        and (s.hub_id is distinct from t.hub_id or s.reported_status = s.desired_status)
      order by t.opened_at, t.id limit ${tasksAtOnce} for update of t
    ), closed as (
      update service_task t
      set closed_at = greatest(t.opened_at, ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond')
      from settled, company c left join simulation_clock k on k.id = c.clock_id
      where t.id = settled.id and c.id = t.company_id and t.closed_at is null
      returning t.sim_id, t.company_id, t.hub_id, t.closed_at
    )
    select o.sim_id as "simId", o.company_id as "companyId", h.id as "hubKey", h.hub_id as "hubId", h.name as "hubName",
      h.object_id as "objectId", o.closed_at as at
    from closed o join hub h on h.id = o.hub_id order by o.closed_at, o.sim_id`;
}
