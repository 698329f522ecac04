import type { SimFilter } from "@/lib/schemas/sim-list";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { SimRow } from "./hub-detail";
import { isOver } from "./package-reading";
import { withinReach } from "./reach";

/** A SIM of the company, with the hub it sits in (if it does) and the payer of what it carries. */
export type SimListRow = Omit<SimRow, "slot"> & {
  slot: 1 | 2 | null;
  hubId: string | null;
  hubName: string | null;
  objectId: string | null;
  objectName: string | null;
  onlineSince: Date | null;
  /** Set while it carries running services. */
  resellerName: string | null;
};

export type SimListQuery = { state: SimFilter | null; search: string | null; now: Date };
export type SimPageRequest = { cursor: string | null; direction: "FORWARD" | "BACKWARD"; limit: number };

const tables = Prisma.sql`
  from ajax_sim s
  left join hub h on h.id = s.hub_id
  left join secured_object o on o.id = h.object_id
  left join hub_package p on p.sim_id = s.id and p.status <> 'INACTIVE'`;

/** Lists one page of a company's SIM cards by their numbers, by keyset, so that deep pages cost what the first one does. */
export async function listSimRows(
  tx: Transaction,
  companyId: CompanyId,
  query: SimListQuery,
  { cursor, direction, limit }: SimPageRequest,
): Promise<SimListRow[]> {
  const isForward = direction === "FORWARD";
  const beyond = isForward ? Prisma.sql`>` : Prisma.sql`<`;
  const order = isForward ? Prisma.sql`asc` : Prisma.sql`desc`;
  const rows = await tx.$queryRaw<SimListRow[]>`
    select s.id as "simId", s.iccid, s.slot, s.kind::text as kind, s.condition::text as condition,
      s.retired_at is not null as "isRetired", true as "isNumberKnown",
      coalesce(p.hub_id <> s.hub_id, false) as "isServingOtherHub",
      s.desired_status::text as "desiredStatus", s.desired_version as "desiredVersion", s.desired_at as "desiredAt",
      s.reported_status::text as "reportedStatus", s.reported_version as "reportedVersion", s.reported_at as "reportedAt",
      h.hub_id as "hubId", h.name as "hubName", o.id as "objectId", o.name as "objectName", h.online_since as "onlineSince",
      case when ${isCarrying(query.now)} then (
        select c.name from reseller r join company c on c.id = r.company_id where r.id = p.reseller_id) end as "resellerName"
    ${tables}
    where ${conditions(companyId, query)} ${cursor ? Prisma.sql`and s.iccid ${beyond} ${cursor}` : Prisma.empty}
    order by s.iccid ${order} limit ${limit}`;
  return isForward ? rows : rows.reverse();
}

/** Counts the SIM cards that match, up to `limit`. */
export async function countSimRows(
  tx: Transaction,
  companyId: CompanyId,
  query: SimListQuery,
  limit: number,
): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from (select 1 ${tables} where ${conditions(companyId, query)} limit ${limit}) matching`;
  return rows[0].n;
}

function conditions(companyId: CompanyId, { state, search, now }: SimListQuery): Prisma.Sql {
  const parts = [Prisma.sql`s.company_id = ${companyId}::uuid and ${withinReach}`];
  if (search) parts.push(searchCondition(search));
  if (state) parts.push(stateCondition(state, now));
  return Prisma.join(parts, " and ");
}

function searchCondition(search: string): Prisma.Sql {
  const digits = search.replace(/[\s-]/g, "");
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  const inHub = Prisma.sql`h.search_text like ${like}`;
  return /^\d{4,20}$/.test(digits) ? Prisma.sql`(s.iccid like ${`%${digits}%`} or ${inHub})` : inHub;
}

function stateCondition(state: SimFilter, now: Date): Prisma.Sql {
  switch (state) {
    case "running":
      return isCarrying(now);
    case "problem":
      return isFaulty(now);
    case "spare":
      return Prisma.sql`(s.kind = 'AJAX' and s.condition = 'OK' and s.retired_at is null and not ${isCarrying(now)})`;
    case "retired":
      return Prisma.sql`s.retired_at is not null`;
  }
}

/** Whether a SIM (`s`) carries services (`p`) at `now`, by their own ends, however late the jobs run. */
function isCarrying(now: Date): Prisma.Sql {
  return Prisma.sql`(p.status is not null and not ${isOver(now)})`;
}

/** Whether somebody has to look at a SIM (`s`): it cannot serve, serves another hub, or does not do as it was told. */
function isFaulty(now: Date): Prisma.Sql {
  return Prisma.sql`(s.retired_at is null and (s.kind <> 'AJAX' or s.condition <> 'OK'
    or coalesce(p.hub_id <> s.hub_id, false) or (s.hub_id is null and ${isCarrying(now)})
    or coalesce(h.is_online and s.reported_status <> s.desired_status and s.desired_at is not null
      and greatest(s.desired_at, h.online_since) <= ${now}::timestamptz - interval '5 minutes', false)))`;
}
