import { DRIFT_MINUTES, GONE_MINUTES } from "@/lib/domain/sim-status";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver } from "./package-reading";
import { reachesObject } from "./reach";

/** When a gateway comes back, a whole fleet may agree again: the rest waits for the next look. */
const tasksAtOnce = 500;

export type TaskKind = "SIM_DRIFT" | "SIM_GONE" | "SIM_ELSEWHERE";

/** Something about a SIM that somebody has to look at, or no more; `at` is by its company's clock. */
export type TaskRow = {
  kind: TaskKind;
  simId: string;
  iccid: string;
  companyId: string;
  companySlug: string;
  companyName: string;
  hubKey: string;
  hubId: string;
  hubName: string;
  objectId: string;
  objectName: string;
  /** Of a SIM in another hub of the company: which one. */
  otherHubKey: string | null;
  otherHubName: string | null;
  /** Who acted last on the hub's services, while that person still reaches it. */
  actorId: string | null;
  at: Date;
};

/** Everything a task is told with, from the rows of a table `t` that one statement has just written. */
const described = Prisma.sql`
  select t.kind::text as kind, t.sim_id as "simId", s.iccid, c.id as "companyId", c.slug as "companySlug",
    c.name as "companyName", h.id as "hubKey", h.hub_id as "hubId", h.name as "hubName", x.id as "objectId",
    x.name as "objectName", o.id as "otherHubKey", o.name as "otherHubName",
    case when ${reachesObject(Prisma.sql`act.actor_id`)} then act.actor_id end as "actorId", t.at
  from t join company c on c.id = t.company_id join hub h on h.id = t.hub_id join ajax_sim s on s.id = t.sim_id
  join secured_object x on x.id = h.object_id
  left join hub o on o.id = s.hub_id and o.id <> h.id and o.company_id = t.company_id
  left join lateral (
    select e.actor_id from audit_entry e where e.hub_id = h.id and e.actor_kind = 'PERSON' and e.action like 'package.%'
    order by e.recorded_at desc limit 1) act on true
  order by t.at, t.sim_id`;

/** A task of that kind is open about SIM `s` already. */
const isOpen = (kind: TaskKind) =>
  Prisma.sql`exists (select from service_task open where open.kind = ${kind}::"TaskKind" and open.sim_id = s.id
    and open.closed_at is null)`;

const clockNow = (now: Date) => Prisma.sql`${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'`;

/**
 * Opens a task for each SIM that has said something else than it was told for five minutes, on a hub that could report
 * all the while; counted from the command or the hub's return, whichever is later (PRODUCT 7.2). `now` is real time. One
 * that is open already stays as it is. Returns the new ones, the oldest first and some hundred at once.
 */
export async function openDriftTasks(tx: Transaction, now: Date): Promise<TaskRow[]> {
  return tx.$queryRaw<TaskRow[]>`
    with drifting as (
      select s.id, s.company_id, s.hub_id, greatest(s.desired_at, h.online_since) + ${DRIFT_MINUTES} * interval '1 minute' as at
      from ajax_sim s join hub h on h.id = s.hub_id join company c on c.id = s.company_id
      left join simulation_clock k on k.id = c.clock_id
      where s.reported_version < s.desired_version and s.reported_status <> s.desired_status and s.kind = 'AJAX'
        and h.is_online and h.released_at is null and c.deleted_at is null
        and greatest(s.desired_at, h.online_since) + ${DRIFT_MINUTES} * interval '1 minute' <= ${clockNow(now)}
        and not ${isOpen("SIM_DRIFT")}
      order by at, s.id limit ${tasksAtOnce}
    ), t as (
      insert into service_task (id, kind, company_id, hub_id, sim_id, opened_at)
      select gen_random_uuid(), 'SIM_DRIFT', company_id, hub_id, id, at from drifting
      on conflict (kind, sim_id) where closed_at is null do nothing
      returning kind, sim_id, company_id, hub_id, opened_at as at
    ) ${described}`;
}

/**
 * Where the SIM `s` of a live package `p` is not fit to carry it: in another hub, which counts at once, or out of every
 * hub, locked or broken. What is over, however late the jobs run, wants no SIM.
 */
const isElsewhere = Prisma.sql`(s.hub_id is not null and s.hub_id <> p.hub_id)`;
const isMissing = Prisma.sql`(s.hub_id is null or s.condition <> 'OK')`;

/**
 * Opens a task for each live package whose SIM was seen in another hub, and for each whose SIM has been out of its hub,
 * locked or defective for half an hour; counted from then (PRODUCT 7.2). `now` is real time. Returns the new ones, some
 * hundred at once.
 */
export async function openSimTasks(tx: Transaction, now: Date): Promise<TaskRow[]> {
  const since = Prisma.sql`case when s.hub_id is null then s.removed_at else s.condition_at end`;
  return tx.$queryRaw<TaskRow[]>`
    with unfit as (
      select p.company_id, p.hub_id, s.id as sim_id, ${isElsewhere} as is_elsewhere, ${clockNow(now)} as now,
        ${since} + ${GONE_MINUTES} * interval '1 minute' as gone_at
      from hub_package p join ajax_sim s on s.id = p.sim_id join company c on c.id = p.company_id and c.deleted_at is null
      left join simulation_clock k on k.id = c.clock_id
      where p.status <> 'INACTIVE' and not ${isOver(clockNow(now))} and (
        ${isElsewhere} and not ${isOpen("SIM_ELSEWHERE")} or not ${isElsewhere} and ${isMissing} and not ${isOpen("SIM_GONE")})
    ), t as (
      insert into service_task (id, kind, company_id, hub_id, sim_id, opened_at)
      select gen_random_uuid(), (case when is_elsewhere then 'SIM_ELSEWHERE' else 'SIM_GONE' end)::"TaskKind", company_id,
        hub_id, sim_id, case when is_elsewhere then now else gone_at end
      from unfit where is_elsewhere or gone_at <= now
      order by gone_at, sim_id limit ${tasksAtOnce}
      on conflict (kind, sim_id) where closed_at is null do nothing
      returning kind, sim_id, company_id, hub_id, opened_at as at
    ) ${described}`;
}

/**
 * Closes the tasks whose cause is gone: the SIM does as it was told again, is back and well, or nothing needs it there.
 * Returns them, some hundred at once.
 */
export async function closeTasks(tx: Transaction, now: Date): Promise<TaskRow[]> {
  const carried = Prisma.sql`select from hub_package p
    where p.hub_id = t.hub_id and p.sim_id = s.id and p.status <> 'INACTIVE' and not ${isOver(clockNow(now))}`;
  return tx.$queryRaw<TaskRow[]>`
    with settled as (
      select t.id, ${clockNow(now)} as now
      from service_task t join ajax_sim s on s.id = t.sim_id
      join company c on c.id = t.company_id left join simulation_clock k on k.id = c.clock_id
      where t.closed_at is null and case t.kind
        when 'SIM_DRIFT' then s.hub_id is distinct from t.hub_id or s.reported_status = s.desired_status
        when 'SIM_GONE' then not exists (${carried} and ${isMissing})
        else not exists (${carried} and ${isElsewhere}) end
      order by t.opened_at, t.id limit ${tasksAtOnce} for update of t
    ), t as (
      update service_task t set closed_at = greatest(t.opened_at, settled.now) from settled
      where t.id = settled.id and t.closed_at is null
      returning t.kind, t.sim_id, t.company_id, t.hub_id, t.closed_at as at
    ) ${described}`;
}

/** A task that is open on a hub. */
export type OpenTask = { kind: TaskKind; iccid: string; openedAt: Date };

/** Lists what is open on a hub of the company, the oldest first. */
export async function listOpenTasks(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<OpenTask[]> {
  return tx.$queryRaw<OpenTask[]>`
    select t.kind::text as kind, s.iccid, t.opened_at as "openedAt"
    from service_task t join ajax_sim s on s.id = t.sim_id
    where t.hub_id = ${hubKey}::uuid and t.company_id = ${companyId}::uuid and t.closed_at is null
    order by t.opened_at, t.kind`;
}
