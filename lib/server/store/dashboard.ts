import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isSimFaulty } from "./hub-list";
import { isOver, willEnd } from "./package-reading";

export type HubState = "ACTIVE" | "ACTIVATING" | "EXPIRING" | "INACTIVE";

/** How many hubs of one payer, or of one installer, read as `state`. The id is null where nobody is named. */
export type HubShareRow = { id: string | null; name: string | null; state: HubState; hubs: number };

/** Counts running services by who is billed for them, as they read at `now`. */
export async function countByPayer(tx: Transaction, companyId: CompanyId, now: Date): Promise<HubShareRow[]> {
  return tx.$queryRaw<HubShareRow[]>`
    with live as (
      select p.reseller_id, p.status, p.confirmed_at is null as is_unconfirmed, count(*)::int as hubs
      from hub_package p
      where p.company_id = ${companyId}::uuid and p.status <> 'INACTIVE' and not ${isOver(now)} group by 1, 2, 3
    )
    select l.reseller_id as id, c.name, case when l.status = 'EXPIRING' then 'EXPIRING'
      when l.is_unconfirmed then 'ACTIVATING' else 'ACTIVE' end as state, sum(l.hubs)::int as hubs
    from live l join reseller r on r.id = l.reseller_id join company c on c.id = r.company_id group by 1, 2, 3`;
}

/**
 * Counts hubs by who installed them, as they read at `now`: by the status each hub keeps, corrected by the packages it
 * does not tell of (not confirmed yet, or over while no job has met them).
 */
export async function countByInstaller(tx: Transaction, companyId: CompanyId, now: Date): Promise<HubShareRow[]> {
  return tx.$queryRaw<HubShareRow[]>`
    with kept as (
      select h.installed_by_id, h.service_status::text as state, count(*)::int as n
      from hub h where h.company_id = ${companyId}::uuid group by 1, 2
    ), told as (
      select h.installed_by_id, x.state, sum(x.n)::int as n
      from hub_package p
      join hub h on h.id = p.hub_id
      cross join lateral (values
        (p.status::text, -1), (case when ${isOver(now)} then 'INACTIVE' else 'ACTIVATING' end, 1)) x (state, n)
      where p.company_id = ${companyId}::uuid and p.status <> 'INACTIVE'
        and (${isOver(now)} or (p.status = 'ACTIVE' and p.confirmed_at is null))
      group by 1, 2
    )
    select t.installed_by_id as id, a.name, t.state, sum(t.n)::int as hubs
    from (select * from kept union all select * from told) t
    left join pro_account a on a.id = t.installed_by_id
    group by 1, 2, 3 having sum(t.n) <> 0`;
}

/** Counts the hubs that never had a run of the company. */
export async function countNeverActivated(tx: Transaction, companyId: CompanyId): Promise<number> {
  const rows = await tx.$queryRaw<[{ hubs: number }]>`
    select count(*)::int as hubs from hub h where h.company_id = ${companyId}::uuid and not exists (
      select from hub_package e where e.company_id = ${companyId}::uuid and e.hub_id = h.id)`;
  return rows[0].hubs;
}

/** Counts the hubs without a working SIM in their active slot, by the rule of the list of SIM problems. */
export async function countSimProblems(tx: Transaction, companyId: CompanyId, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<[{ hubs: number }]>`
    with lent as (
      select distinct e.sim_id from hub_package e join ajax_sim x on x.id = e.sim_id and x.hub_id <> e.hub_id
      where e.company_id = ${companyId}::uuid and e.status <> 'INACTIVE'
    )
    select count(*)::int as hubs from hub h
    left join ajax_sim s on s.hub_id = h.id and s.slot = h.active_slot
    left join lent l on l.sim_id = s.id
    where h.company_id = ${companyId}::uuid and (${isSimFaulty(now)} or l.sim_id is not null)`;
  return rows[0].hubs;
}

type Moment = { now: Date; monthStart: Date };

/** Counts the hubs on which a run started, and those on which one ended, since `monthStart`; a move is neither. */
export async function countRunsOfMonth(
  tx: Transaction,
  companyId: CompanyId,
  { now, monthStart }: Moment,
): Promise<{ started: number; ended: number }> {
  const rows = await tx.$queryRaw<[{ started: number; ended: number }]>`
    with recent as (
      select p.hub_id, bool_or(p.activated_at >= ${monthStart} and b.id is null) as started,
        bool_or(coalesce(p.ended_at >= ${monthStart} and p.end_reason <> 'MOVED', false)
          or p.status <> 'INACTIVE' and ${isOver(now)}) as ended
      from hub_package p left join hub_package b on b.id = p.previous_id and b.end_reason = 'MOVED'
      where p.company_id = ${companyId}::uuid
        and (p.activated_at >= ${monthStart} or p.ended_at >= ${monthStart} or (p.status <> 'INACTIVE' and ${isOver(now)}))
      group by 1
    )
    select count(*) filter (where m.started)::int as started, count(*) filter (where m.ended)::int as ended
    from recent m join hub h on h.id = m.hub_id and h.company_id = ${companyId}::uuid`;
  return rows[0];
}

/** Ends that are still to come: those up to `until`, and all. */
export async function countEnds(
  tx: Transaction,
  companyId: CompanyId,
  { now, until }: { now: Date; until: Date },
): Promise<{ next: number; all: number }> {
  const rows = await tx.$queryRaw<[{ next: number; all: number }]>`
    select count(*) filter (where p.expires_at <= ${until})::int as next, count(*)::int as all
    from hub_package p where p.company_id = ${companyId}::uuid and ${willEnd(now)}`;
  return rows[0];
}
