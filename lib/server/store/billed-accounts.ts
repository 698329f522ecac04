import type { DayCalendar } from "@/lib/domain/billing-days";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { PackageColumns } from "./package-columns";
import { isOver } from "./package-reading";

/**
 * One account of a reseller by its latest run (of those with a date in the asked month, if one is asked for). A reseller
 * learns the hub's number and nothing else of it: neither its name nor the object, its address or the end user.
 */
export type AccountRow = PackageColumns & {
  id: string;
  hubNumber: string;
  companyId: string;
  dealerName: string;
  dealerNumber: string | null;
  connectionId: string;
  offerCode: string;
  activatedAt: Date;
};

export type AccountStateFilter = "LIVE" | "ENDS" | "ACTIVATING" | "ENDED";

export type AccountFilters = {
  state: AccountStateFilter | null;
  dealerId: string | null;
  /** The beginning of hub numbers, upper case. */
  hubNumber: string | null;
  /** Only accounts with a live date in this month. */
  month: DayCalendar | null;
  /** Only accounts that end, or ended, with this month. */
  lastMonth: DayCalendar | null;
  zone: string | null;
  offerCode: string | null;
};

/** Whose accounts are asked for, how they are narrowed, and when: what a run reads as depends on `now`. */
export type AccountQuery = { companyId: CompanyId; filters: AccountFilters; now: Date };

/** `cursor` is the last row of the page before (or, for BACKWARD, the first of the page after). */
export type AccountPageRequest = {
  cursor: { at: Date; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/** Lists one page of accounts by keyset, the latest activation first, so that deep pages cost what the first one does. */
export async function listAccountRows(
  tx: Transaction,
  query: AccountQuery,
  { cursor, direction, limit }: AccountPageRequest,
): Promise<AccountRow[]> {
  const isForward = direction === "FORWARD";
  const order = isForward ? Prisma.sql`desc` : Prisma.sql`asc`;
  const beyond = isForward ? Prisma.sql`<` : Prisma.sql`>`;
  const place = cursor
    ? Prisma.sql`and (p.activated_at, p.id) ${beyond} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.empty;
  const parts = branchesOf(query).map(
    (branch) => Prisma.sql`(select p.*, h.hub_id as hub_number ${branch} ${place}
      order by p.activated_at ${order}, p.id ${order} limit ${limit})`,
  );
  const rows = await tx.$queryRaw<AccountRow[]>`
    with ${gridTables(query)}, page as (
      select * from (${Prisma.join(parts, " union all ")}) p
      order by p.activated_at ${order}, p.id ${order} limit ${limit}
    )
    select p.hub_number as "hubNumber", ${runColumns} from page p
    join company c on c.id = p.company_id
    join reseller_connection n on n.id = p.connection_id
    join package_offer o on o.id = p.offer_id
    order by p.activated_at desc, p.id desc`;
  return rows;
}

/** A run `p` with its dealer `c`, connection `n` and offer `o`. */
const runColumns = Prisma.sql`p.id, p.company_id as "companyId", c.name as "dealerName",
  n.dealer_number as "dealerNumber", p.connection_id as "connectionId", o.code as "offerCode",
  p.activated_at as "activatedAt", p.status::text as status, p.reseller_id as "resellerId",
  p.billing_zone as "billingZone", p.confirm_by as "confirmBy", p.confirmed_at as "confirmedAt",
  p.expires_at as "expiresAt", p.end_cause::text as "endCause", p.ended_at as "endedAt",
  p.end_reason::text as "endReason"`;

/** Counts the accounts that match, up to `limit`; the page says "more than" beyond it. */
export async function countAccountRows(tx: Transaction, query: AccountQuery, limit: number): Promise<number> {
  const parts = branchesOf(query).map((branch) => Prisma.sql`(select 1 ${branch} limit ${limit})`);
  const rows = await tx.$queryRaw<[{ n: number }]>`
    with ${gridTables(query)}
    select least(count(*), ${limit})::int as n from (${Prisma.join(parts, " union all ")}) matching`;
  return rows[0].n;
}

/** How many accounts run at an instant: all, those with an end set, and those that wait for their SIM. */
export type LiveCounts = { live: number; ends: number; activating: number };

/** Counts a reseller's running accounts, or one dealer's of them; the index of live runs alone is read. */
export async function countLiveAccounts(
  tx: Transaction,
  companyId: CompanyId,
  { now, dealerId }: { now: Date; dealerId: string | null },
): Promise<LiveCounts> {
  const ofDealer = dealerId
    ? Prisma.sql`and p.connection_id in (select n.id from reseller_connection n where n.company_id = ${dealerId}::uuid)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<[LiveCounts]>`
    select count(*)::int as live, count(*) filter (where p.expires_at is not null)::int as ends,
      count(*) filter (where p.confirmed_at is null)::int as activating
    from hub_package p
    where p.reseller_id = ${resellerOf(companyId)} and p.status <> 'INACTIVE' and not ${isOver(now)} ${ofDealer}`;
  return rows[0];
}

function resellerOf(companyId: CompanyId): Prisma.Sql {
  return Prisma.sql`(select r.id from reseller r where r.company_id = ${companyId}::uuid)`;
}

/** The asked months in each zone, as handed in: `grid` is the month of live dates, `closing` the last one. */
function gridTables({ filters: { month, lastMonth } }: AccountQuery): Prisma.Sql {
  return Prisma.sql`grid as materialized (${gridOf(month)}), closing as materialized (${gridOf(lastMonth)})`;
}

/** A month's first instant and the next one's in each zone; empty where no month is asked for. */
function gridOf(calendar: DayCalendar | null): Prisma.Sql {
  const zones = calendar?.grids.map(({ zone, starts }) => ({
    zone,
    starts_at: starts[calendar.before],
    ends_at: starts[calendar.before + calendar.days],
  }));
  return Prisma.sql`select * from jsonb_to_recordset(${JSON.stringify(zones ?? [])}::jsonb)
    as (zone text, starts_at timestamptz, ends_at timestamptz)`;
}

/**
 * The runs that stand for accounts, as one or two `from … where …`: those stored as live and those stored as ended have
 * an index of their own each. A run stored as live may be over, where no job has met it yet.
 */
function branchesOf(query: AccountQuery): Prisma.Sql[] {
  const { state } = query.filters;
  const live = Prisma.sql`${runsOf(query)} and p.status <> 'INACTIVE' and ${liveCondition(query)}`;
  if (state === "LIVE" || state === "ENDS" || state === "ACTIVATING") return [live];
  const ended = Prisma.sql`${runsOf(query)} and p.status = 'INACTIVE' and p.confirmed_at is not null
    and ${isLatest(query)}`;
  return [live, ended];
}

function runsOf({ companyId, filters }: AccountQuery): Prisma.Sql {
  const { dealerId, hubNumber, month, lastMonth, zone, offerCode } = filters;
  const parts = [
    Prisma.sql`p.reseller_id = ${resellerOf(companyId)}`,
    dealerId ? Prisma.sql`p.company_id = ${dealerId}::uuid` : null,
    // A range, since the index of hub numbers is none for patterns; every number is hex digits in upper case.
    hubNumber ? Prisma.sql`h.hub_id >= ${hubNumber} and h.hub_id < ${`${hubNumber}G`}` : null,
    zone ? Prisma.sql`p.billing_zone = ${zone}` : null,
    offerCode ? Prisma.sql`p.offer_id = (select o.id from package_offer o where o.code = ${offerCode})` : null,
    lastMonth
      ? Prisma.sql`coalesce(p.ended_at, p.expires_at) = (select c.ends_at from closing c where c.zone = p.billing_zone)`
      : null,
    // Said for the index, which knows activations: a run is confirmed after it.
    month ? Prisma.sql`p.activated_at < (select max(ends_at) from grid)` : null,
    month ? inMonth(Prisma.sql`p`, Prisma.sql`g`) : null,
  ].filter((part) => part !== null);
  const grid = month ? Prisma.sql`join grid g on g.zone = p.billing_zone` : Prisma.empty;
  return Prisma.sql`from hub_package p join hub h on h.id = p.hub_id ${grid}
    where ${Prisma.join(parts, " and ")}`;
}

/** One live run a hub is the database's own rule, so a run stored as live is its account's latest. */
function liveCondition({ filters: { state }, now }: AccountQuery): Prisma.Sql {
  const isRunning = Prisma.sql`not ${isOver(now)}`;
  switch (state) {
    case "LIVE":
      return isRunning;
    case "ENDS":
      return Prisma.sql`p.expires_at is not null and ${isRunning}`;
    case "ACTIVATING":
      return Prisma.sql`p.confirmed_at is null and ${isRunning}`;
    case "ENDED":
      return Prisma.sql`p.confirmed_at is not null and ${isOver(now)}`;
    default:
      return Prisma.sql`(p.confirmed_at is not null or ${isRunning})`;
  }
}

/** Whether no later run of the same account counts too: confirmed, or still waiting for its SIM. */
function isLatest({ filters: { month }, now }: AccountQuery): Prisma.Sql {
  const grid = month ? Prisma.sql`join grid l on l.zone = q.billing_zone` : Prisma.empty;
  const counts = month
    ? inMonth(Prisma.sql`q`, Prisma.sql`l`)
    : Prisma.sql`(q.confirmed_at is not null or q.status <> 'INACTIVE' and q.confirm_by > ${now})`;
  return Prisma.sql`not exists (
    select from hub_package q ${grid} where q.company_id = p.company_id and q.hub_id = p.hub_id
      and q.reseller_id = p.reseller_id and q.offer_id = p.offer_id
      and (q.activated_at, q.id) > (p.activated_at, p.id) and ${counts})`;
}

/** Whether a run has a live instant in the month, by the calendar `grid` of its own zone: as its statement counts it. */
function inMonth(run: Prisma.Sql, grid: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${run}.confirmed_at < ${grid}.ends_at
    and coalesce(${run}.ended_at, ${run}.expires_at, 'infinity') > greatest(${run}.confirmed_at, ${grid}.starts_at)`;
}

/** Lists every run of one hub that was billed to a reseller or might have been, the latest first. */
export async function listRuns(
  tx: Transaction,
  companyId: CompanyId,
  hubNumber: string,
  limit: number,
): Promise<AccountRow[]> {
  return tx.$queryRaw<AccountRow[]>`
    select h.hub_id as "hubNumber", ${runColumns} from hub h
    join hub_package p on p.hub_id = h.id
    join company c on c.id = p.company_id
    join reseller_connection n on n.id = p.connection_id
    join package_offer o on o.id = p.offer_id
    where h.hub_id = ${hubNumber} and p.reseller_id = ${resellerOf(companyId)}
    order by p.activated_at desc, p.id desc limit ${limit}`;
}

/** A dealer to choose from: its company and its name. */
export type DealerChoice = { id: string; name: string };

/** Lists the companies that are or were a reseller's dealers, by name. */
export async function listDealerChoices(tx: Transaction, companyId: CompanyId, limit: number): Promise<DealerChoice[]> {
  return tx.$queryRaw<DealerChoice[]>`
    select c.id, c.name from company c where c.id in (
      select n.company_id from reseller_connection n where n.reseller_id = ${resellerOf(companyId)})
    order by c.name, c.id limit ${limit}`;
}
