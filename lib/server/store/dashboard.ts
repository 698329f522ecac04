import type { EndCause } from "@/lib/domain/package-lifecycle";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver, isSimFaulty } from "./hub-list";

export type HubState = "ACTIVE" | "ACTIVATING" | "EXPIRING" | "INACTIVE";

/** How many hubs agree in all of this. Null where a hub has none; only live packages have a payer. */
export type HubGroup = {
  resellerId: string | null;
  resellerName: string | null;
  installerId: string | null;
  installerName: string | null;
  state: HubState;
  isNeverActivated: boolean;
  hasStarted: boolean;
  hasEnded: boolean;
  hasSimProblem: boolean;
  hubs: number;
};

type Moment = { now: Date; monthStart: Date };

/**
 * Groups a company's hubs by everything the dashboard counts, in one pass over its fleet: all figures are of one
 * instant, and each is the size of the list with the same filter ({@link HubListFilter}).
 */
export async function groupHubs(
  tx: Transaction,
  companyId: CompanyId,
  { now, monthStart }: Moment,
): Promise<HubGroup[]> {
  return tx.$queryRaw<HubGroup[]>`
    with known as (
      select distinct e.hub_id from hub_package e where e.company_id = ${companyId}::uuid
    ), recent as (
      select e.hub_id, bool_or(e.activated_at >= ${monthStart} and b.id is null) as started,
        bool_or(coalesce(e.ended_at >= ${monthStart} and e.end_reason <> 'MOVED', false)) as ended
      from hub_package e left join hub_package b on b.id = e.previous_id and b.end_reason = 'MOVED'
      where e.company_id = ${companyId}::uuid and (e.activated_at >= ${monthStart} or e.ended_at >= ${monthStart})
      group by e.hub_id
    ), lent as (
      select distinct e.sim_id from hub_package e join ajax_sim x on x.id = e.sim_id and x.hub_id <> e.hub_id
      where e.company_id = ${companyId}::uuid and e.status <> 'INACTIVE'
    ), grouped as (
      select p.reseller_id, h.installed_by_id, p.status, p.confirmed_at is null as is_unconfirmed,
        coalesce(${isOver(now)}, false) as is_over, k.hub_id is null as is_never, coalesce(m.started, false) as has_started,
        coalesce(m.ended, false) as has_ended, ${isSimFaulty(now)} or l.sim_id is not null as has_problem,
        count(*)::int as hubs
      from hub h
      left join hub_package p on p.hub_id = h.id and p.status <> 'INACTIVE'
      left join ajax_sim s on s.hub_id = h.id and s.slot = h.active_slot
      left join known k on k.hub_id = h.id
      left join recent m on m.hub_id = h.id
      left join lent l on l.sim_id = s.id
      where h.company_id = ${companyId}::uuid
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    select case when not g.is_over then g.reseller_id end as "resellerId", c.name as "resellerName",
      g.installed_by_id as "installerId", a.name as "installerName",
      case when g.status is null or g.is_over then 'INACTIVE' when g.status = 'EXPIRING' then 'EXPIRING'
        when g.is_unconfirmed then 'ACTIVATING' else 'ACTIVE' end as state,
      g.is_never as "isNeverActivated", g.has_started as "hasStarted", g.has_ended or g.is_over as "hasEnded",
      g.has_problem as "hasSimProblem", g.hubs
    from grouped g
    left join reseller r on r.id = g.reseller_id
    left join company c on c.id = r.company_id
    left join pro_account a on a.id = g.installed_by_id`;
}

/** Ends that are still to come: those up to `until`, and all. */
export async function countEnds(
  tx: Transaction,
  companyId: CompanyId,
  { now, until }: { now: Date; until: Date },
): Promise<{ next: number; all: number }> {
  const rows = await tx.$queryRaw<[{ next: number; all: number }]>`
    select count(*) filter (where p.expires_at <= ${until})::int as next, count(*)::int as all
    from hub_package p where p.company_id = ${companyId}::uuid ${stillToCome(now)}`;
  return rows[0];
}

/** A live package whose end is set, with who set it. `setAt` is null only in rows older than the column. */
export type UpcomingEnd = {
  id: string;
  expiresAt: Date;
  billingZone: string;
  endCause: EndCause;
  setAt: Date | null;
  setBy: string | null;
  reason: string | null;
  hubId: string;
  hubName: string;
  objectId: string;
  objectName: string;
  resellerName: string;
  installerName: string | null;
};

export type UpcomingRequest = {
  now: Date;
  /** The end of the page before, or for BACKWARD the beginning of the one after. */
  cursor: { at: Date; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/** Lists ends that are still to come, the next one first, by keyset. */
export async function listUpcomingEnds(
  tx: Transaction,
  companyId: CompanyId,
  { now, cursor, direction, limit }: UpcomingRequest,
): Promise<UpcomingEnd[]> {
  const isForward = direction === "FORWARD";
  const order = isForward ? Prisma.sql`expires_at, id` : Prisma.sql`expires_at desc, id desc`;
  const beyond = isForward ? Prisma.sql`>` : Prisma.sql`<`;
  const place = cursor
    ? Prisma.sql`and (p.expires_at, p.id) ${beyond} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.empty;
  return tx.$queryRaw<UpcomingEnd[]>`
    with page as (
      select p.* from hub_package p where p.company_id = ${companyId}::uuid ${stillToCome(now)} ${place}
      order by ${order} limit ${limit}
    )
    select p.id, p.expires_at as "expiresAt", p.billing_zone as "billingZone", p.end_cause::text as "endCause",
      p.deactivated_at as "setAt", act.actor_name as "setBy", act.reason, h.hub_id as "hubId", h.name as "hubName",
      o.id as "objectId", o.name as "objectName", c.name as "resellerName", i.name as "installerName"
    from page p
    join hub h on h.id = p.hub_id
    join secured_object o on o.id = h.object_id
    join reseller r on r.id = p.reseller_id
    join company c on c.id = r.company_id
    left join pro_account i on i.id = h.installed_by_id
    left join lateral (
      select e.actor_name, e.reason from audit_entry e
      where e.subject_id = p.id and e.action = 'package.expiry_scheduled' order by e.subject_version desc limit 1
    ) act on true
    order by p.expires_at, p.id`;
}

/** The company's own index of ends serves this; an end that has come is over, however late the jobs run. */
function stillToCome(now: Date): Prisma.Sql {
  return Prisma.sql`and p.status = 'EXPIRING' and p.expires_at > ${now}
    and not coalesce(p.confirmed_at is null and p.confirm_by <= ${now}, false)`;
}
