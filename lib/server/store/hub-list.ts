import type { BillingMonth } from "@/lib/domain/billing-month";
import type { PackageStatus } from "@/lib/domain/package-lifecycle";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { PackageColumns } from "./package-columns";
import { goesOn, isOver } from "./package-reading";
import { withinReach } from "./reach";

export type HubListFilter = {
  /** Words of hub, object, address or reference; or part of a hub ID or of a SIM's number. */
  search: string | null;
  status: PackageStatus | "ACTIVATING" | null;
  resellerId: string | null;
  installerId: string | null;
  isOffline: boolean;
  hasSimProblem: boolean;
  run: RunFilter | null;
  /** Only hubs whose services have an end set; a list sorted by ends holds no others. */
  hasEnd: boolean;
};

/**
 * Never activated; a run that started, or ended, in the month that begins at `since`; or one whose end is set for
 * `until` or sooner. A move to another payer neither starts nor ends.
 */
export type RunFilter =
  | { kind: "NEVER" }
  | { kind: "STARTED" | "ENDED"; since: Date }
  | { kind: "ENDING"; until: Date };

/** `now` is the company's: what a package reads as depends on it. */
export type HubListQuery = { filter: HubListFilter; now: Date };

export type HubSort = "name" | "object" | "ends";

/** `cursor` is the last row of the page before (or, for BACKWARD, the first of the page after). */
export type HubPageRequest = {
  sort: HubSort;
  isDescending: boolean;
  cursor: { value: string; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/** A hub as the list shows it, with the columns of its live package if it has one. */
export type HubListRow = Partial<PackageColumns> & {
  key: string;
  hubId: string;
  name: string;
  objectId: string;
  objectName: string;
  address: string;
  isOnline: boolean;
  onlineSince: Date | null;
  lastSeenAt: Date | null;
  resellerName: string | null;
  installerName: string | null;
  simKind: "AJAX" | "OTHER_OPERATOR" | null;
  simCondition: "OK" | "PIN_LOCKED" | "DEFECTIVE" | null;
  isSimRetired: boolean | null;
  isSimElsewhere: boolean | null;
  desiredStatus: "ENABLED" | "DISABLED" | null;
  desiredVersion: number | null;
  desiredAt: Date | null;
  reportedStatus: "ENABLED" | "DISABLED" | null;
  reportedVersion: number | null;
  reportedAt: Date | null;
  /** What decides on the live package beside itself: the last month of an ending connection, an approved move. */
  connectionEndMonth: BillingMonth | null;
  approvedMove: { at: string; resellerId: string; resellerName: string } | null;
  /** The company that the hub is shared with runs its services. */
  isRunByOther: boolean;
  sortValue: string;
};

/** Names are read row by row: with four joins more, planning the read took several times as long as reading. */
const columns = (now: Date) => Prisma.sql`
  h.id as key, h.hub_id as "hubId", h.name, o.id as "objectId", o.name as "objectName", o.address,
  h.is_online as "isOnline", h.online_since as "onlineSince", h.last_seen_at as "lastSeenAt",
  (select c.name from reseller r join company c on c.id = r.company_id where r.id = p.reseller_id) as "resellerName",
  (select i.name from pro_account i where i.id = h.installed_by_id) as "installerName",
  s.kind::text as "simKind", s.condition::text as "simCondition",
  s.retired_at is not null as "isSimRetired",
  exists (select from hub_package e where e.sim_id = s.id and e.status <> 'INACTIVE' and e.hub_id <> h.id)
    as "isSimElsewhere",
  s.desired_status::text as "desiredStatus", s.desired_version as "desiredVersion", s.desired_at as "desiredAt",
  s.reported_status::text as "reportedStatus", s.reported_version as "reportedVersion", s.reported_at as "reportedAt",
  p.status::text as status, p.reseller_id as "resellerId", p.billing_zone as "billingZone",
  p.confirm_by as "confirmBy", p.confirmed_at as "confirmedAt", p.expires_at as "expiresAt",
  p.end_cause::text as "endCause", p.ended_at as "endedAt", p.end_reason::text as "endReason",
  exists (select from hub_package g where g.hub_id = h.id and g.status <> 'INACTIVE' and g.company_id <> h.company_id
    and not coalesce(g.expires_at <= ${now}, false)) as "isRunByOther",
  (select n.end_month from reseller_connection n where n.id = p.connection_id and n.state = 'ENDING')
    as "connectionEndMonth",
  (select jsonb_build_object('at', m.effective_at, 'resellerId', m.reseller_id, 'resellerName', mc.name)
    from scheduled_change m join reseller_connection t on t.id = m.connection_id and t.state = 'OPEN'
    join reseller mr on mr.id = m.reseller_id join company mc on mc.id = mr.company_id
    where m.hub_package_id = p.id and m.status = 'PLANNED' and m.is_approved) as "approvedMove"`;

const joins = Prisma.sql`
  from hub h
  join secured_object o on o.company_id = h.company_id and o.id = h.object_id
  left join hub_package p on p.hub_id = h.id and p.company_id = h.company_id and p.status <> 'INACTIVE'
  left join ajax_sim s on s.hub_id = h.id and s.slot = h.active_slot`;

const sortColumns: Record<HubSort, { column: Prisma.Sql; cast: Prisma.Sql }> = {
  name: { column: Prisma.sql`h.name`, cast: Prisma.sql`text` },
  object: { column: Prisma.sql`o.name`, cast: Prisma.sql`text` },
  ends: { column: Prisma.sql`p.expires_at`, cast: Prisma.sql`timestamptz` },
};

/** Lists one page of a company's hubs by keyset, so that deep pages cost what the first one does. */
export async function listHubRows(
  tx: Transaction,
  companyId: CompanyId,
  { filter, now }: HubListQuery,
  page: HubPageRequest,
): Promise<HubListRow[]> {
  const { column, cast } = sortColumns[page.sort];
  const isUpward = page.isDescending === (page.direction === "FORWARD");
  const order = isUpward ? Prisma.sql`desc` : Prisma.sql`asc`;
  const beyond = isUpward ? Prisma.sql`<` : Prisma.sql`>`;
  const after = page.cursor
    ? Prisma.sql`and (${column}, h.id) ${beyond} (${page.cursor.value}::${cast}, ${page.cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<HubListRow[]>`
    select ${columns(now)}, ${column}::text as "sortValue" ${joins}
    where h.company_id = ${companyId}::uuid ${conditions(companyId, filter, now)} ${after}
    order by ${column} ${order}, h.id ${order} limit ${page.limit}`;
  return page.direction === "FORWARD" ? rows : rows.reverse();
}

/** Counts the hubs that match, up to `limit`; the page says "about" beyond it. */
export async function countHubRows(
  tx: Transaction,
  companyId: CompanyId,
  { filter, now }: HubListQuery,
  limit: number,
): Promise<number> {
  const rows = await tx.$queryRaw<[{ matches: number }]>`
    select count(*)::int as matches from (
      select 1 ${joins} where h.company_id = ${companyId}::uuid ${conditions(companyId, filter, now)} limit ${limit}
    ) matching`;
  return rows[0].matches;
}

function conditions(companyId: CompanyId, filter: HubListFilter, now: Date): Prisma.Sql {
  const parts = [
    withinReach,
    filter.search ? searchCondition(filter.search) : null,
    filter.status ? statusCondition(filter.status, now) : null,
    filter.resellerId ? Prisma.sql`p.reseller_id = ${filter.resellerId}::uuid` : null,
    filter.installerId ? Prisma.sql`h.installed_by_id = ${filter.installerId}::uuid` : null,
    filter.isOffline ? Prisma.sql`not h.is_online` : null,
    filter.hasSimProblem ? simProblem(now) : null,
    filter.run ? runCondition(companyId, filter.run, now) : null,
    filter.hasEnd ? Prisma.sql`p.expires_at is not null` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? Prisma.sql`and ${Prisma.join(parts, " and ")}` : Prisma.empty;
}

function searchCondition(search: string): Prisma.Sql {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  const inText = words.map((word) => Prisma.sql`h.search_text like ${`%${escapeLike(word)}%`}`);
  const digits = search.replace(/\s+/g, "");
  if (!/^\d{6,20}$/.test(digits)) return Prisma.join(inText, " and ");
  return Prisma.sql`(h.id in (select n.hub_id from ajax_sim n where n.iccid like ${`${digits}%`})
    or (${Prisma.join(inText, " and ")}))`;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (found) => `\\${found}`);
}

function statusCondition(status: NonNullable<HubListFilter["status"]>, now: Date): Prisma.Sql {
  switch (status) {
    case "INACTIVE":
      return Prisma.sql`(h.service_status = 'INACTIVE' or ${isOver(now)})`;
    case "ACTIVATING":
      return Prisma.sql`h.service_status = 'ACTIVE' and p.confirmed_at is null and not ${isOver(now)}`;
    case "ACTIVE":
      return Prisma.sql`h.service_status = 'ACTIVE' and p.confirmed_at is not null and not ${isOver(now)}`;
    case "EXPIRING":
      return Prisma.sql`h.service_status = 'EXPIRING' and not ${isOver(now)}`;
  }
}

function runCondition(companyId: CompanyId, run: RunFilter, now: Date): Prisma.Sql {
  const runs = Prisma.sql`select from hub_package e where e.company_id = ${companyId}::uuid and e.hub_id = h.id`;
  switch (run.kind) {
    case "NEVER":
      return Prisma.sql`not exists (${runs})`;
    case "STARTED":
      return Prisma.sql`exists (${runs} and e.activated_at >= ${run.since}
        and not exists (select from hub_package b where b.id = e.previous_id and b.end_reason = 'MOVED'))`;
    case "ENDING":
      return Prisma.sql`p.status = 'EXPIRING' and p.expires_at <= ${run.until} and not ${isOver(now)}`;
    case "ENDED":
      return Prisma.sql`(exists (${runs} and e.ended_at >= ${run.since} and e.end_reason <> 'MOVED') or ${isOver(now)})`;
  }
}

function simProblem(now: Date): Prisma.Sql {
  return Prisma.sql`(${isSimFaulty(now)}
    or exists (select from hub_package e where e.sim_id = s.id and e.status <> 'INACTIVE' and e.hub_id <> h.id))`;
}

/** Whether a hub (`h`) lacks a working SIM (`s`) in its active slot, but for one that serves another hub. */
export function isSimFaulty(now: Date): Prisma.Sql {
  return Prisma.sql`(s.id is null or s.kind <> 'AJAX' or s.condition <> 'OK' or s.retired_at is not null
    or coalesce(h.is_online and s.reported_status <> s.desired_status and s.desired_at is not null
      and greatest(s.desired_at, h.online_since) <= ${now}::timestamptz - interval '5 minutes', false))`;
}

export type HubCounts = { objects: number; inactive: number; active: number; expiring: number; activating: number };

/** Counts as {@link countHubsByStatus} does, hub by hub, what the objects within reach hold: few, where it is narrowed. */
export async function countHubsWithinReach(tx: Transaction, companyId: CompanyId, now: Date): Promise<HubCounts> {
  const count = (status: NonNullable<HubListFilter["status"]>) =>
    Prisma.sql`count(*) filter (where h.id is not null and ${statusCondition(status, now)})::int`;
  const rows = await tx.$queryRaw<[HubCounts]>`
    select count(distinct o.id)::int as objects, ${count("INACTIVE")} as inactive, ${count("ACTIVE")} as active,
      ${count("EXPIRING")} as expiring, ${count("ACTIVATING")} as activating
    from secured_object o left join hub h on h.company_id = o.company_id and h.object_id = o.id
    left join hub_package p on p.hub_id = h.id and p.company_id = h.company_id and p.status <> 'INACTIVE'
    where o.company_id = ${companyId}::uuid and ${withinReach}`;
  return rows[0];
}

/**
 * Counts a company's hubs by what they read as at `now`: the sums kept by triggers, corrected by the packages whose end
 * has come but which no job has met yet. The cost does not grow with the fleet.
 */
export async function countHubsByStatus(tx: Transaction, companyId: CompanyId, now: Date): Promise<HubCounts> {
  const rows = await tx.$queryRaw<[HubCounts]>`
    with sums as (
      select kind::text as kind, sum(delta)::int as n from company_tally where company_id = ${companyId}::uuid group by kind
    ), over as (
      select
        count(*) filter (where status = 'ACTIVE')::int as active,
        count(*) filter (where status = 'EXPIRING')::int as expiring
      from (
        select p.id, p.status from hub_package p
        where p.company_id = ${companyId}::uuid and p.status = 'EXPIRING' and p.expires_at <= ${now} and not ${goesOn}
        union
        select id, status from hub_package
        where company_id = ${companyId}::uuid and status <> 'INACTIVE' and confirmed_at is null and confirm_by <= ${now}
      ) due
    ), waiting as (
      select count(*)::int as n from hub_package
      where company_id = ${companyId}::uuid and status <> 'INACTIVE' and confirmed_at is null and confirm_by > ${now}
        and status = 'ACTIVE'
    )
    select
      coalesce((select n from sums where kind = 'OBJECT'), 0) as objects,
      coalesce((select n from sums where kind = 'INACTIVE'), 0) + o.active + o.expiring as inactive,
      coalesce((select n from sums where kind = 'ACTIVE'), 0) - o.active - w.n as active,
      coalesce((select n from sums where kind = 'EXPIRING'), 0) - o.expiring as expiring,
      w.n as activating
    from over o, waiting w`;
  return rows[0];
}
