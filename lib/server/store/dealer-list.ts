import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver } from "./package-reading";

export type ConnectionState = "OPEN" | "ENDING" | "CLOSED";
export type DealerOrder = "name" | "number" | "accounts" | "since";

/** A dealer in the list. `liveAccounts` are the hubs that are billed to the reseller now; `sortValue` makes cursors. */
export type DealerRow = {
  connectionId: string;
  companyId: string;
  name: string;
  country: string;
  timeZone: string;
  dealerNumber: string | null;
  state: ConnectionState;
  openedAt: Date;
  endMonth: string | null;
  closedAt: Date | null;
  liveAccounts: number;
  sortValue: string;
};

/** `cursor` is the last row of the page before (or, for BACKWARD, the first of the page after). */
export type DealerPageRequest = {
  /** LIVE: those with accounts that run now, whether or not their connection ends. */
  state: ConnectionState | "LIVE";
  /** Words of the name, or the beginning of the number. */
  search: string | null;
  now: Date;
  sort: DealerOrder;
  isDescending: boolean;
  cursor: { value: string; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

const numberOrder = Prisma.sql`case when d.dealer_number is null then '1' else '0' || d.dealer_number end`;

const sortColumns: Record<DealerOrder, { column: Prisma.Sql; cast: Prisma.Sql; text: Prisma.Sql }> = {
  name: { column: Prisma.sql`d.name`, cast: Prisma.sql`text`, text: Prisma.sql`d.name` },
  // Dealers without a number come last.
  number: { column: numberOrder, cast: Prisma.sql`text`, text: numberOrder },
  accounts: { column: Prisma.sql`d.live`, cast: Prisma.sql`int`, text: Prisma.sql`d.live::text` },
  since: {
    column: Prisma.sql`d.opened_at`,
    cast: Prisma.sql`timestamptz`,
    text: Prisma.sql`to_char(d.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  },
};

/** Lists one page of a reseller's dealers of one state by keyset, each with its live accounts at `now`. */
export async function listDealerRows(
  tx: Transaction,
  companyId: CompanyId,
  { state, search, now, sort, isDescending, cursor, direction, limit }: DealerPageRequest,
): Promise<DealerRow[]> {
  const { column, cast, text } = sortColumns[sort];
  const isUpward = isDescending === (direction === "FORWARD");
  const order = isUpward ? Prisma.sql`desc` : Prisma.sql`asc`;
  const beyond = isUpward ? Prisma.sql`<` : Prisma.sql`>`;
  const after = cursor
    ? Prisma.sql`where (${column}, d.id) ${beyond} (${cursor.value}::${cast}, ${cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<DealerRow[]>`
    with live as (
      select p.connection_id, count(*)::int as live from hub_package p
      where p.reseller_id = (select r.id from reseller r where r.company_id = ${companyId}::uuid)
        and p.status <> 'INACTIVE' and not ${isOver(now)} group by 1
    ), d as (
      select n.*, c.name, c.country, c.time_zone, coalesce(l.live, 0) as live
      from reseller r
      join reseller_connection n on n.reseller_id = r.id
      join company c on c.id = n.company_id
      left join live l on l.connection_id = n.id
      where r.company_id = ${companyId}::uuid and ${stateCondition(state)} and ${isLatest} ${searchCondition(search)}
    )
    select d.id as "connectionId", d.company_id as "companyId", d.name, d.country, d.time_zone as "timeZone", d.dealer_number as "dealerNumber",
      d.state::text as state, d.opened_at as "openedAt", d.end_month as "endMonth", d.closed_at as "closedAt",
      d.live as "liveAccounts", ${text} as "sortValue"
    from d ${after} order by ${column} ${order}, d.id ${order} limit ${limit}`;
  return direction === "FORWARD" ? rows : rows.reverse();
}

function stateCondition(state: DealerPageRequest["state"]): Prisma.Sql {
  return state === "LIVE" ? Prisma.sql`l.live > 0` : Prisma.sql`n.state = ${state}::"ConnectionState"`;
}

/** A dealer stands where its latest connection (`n`) stands; one that came back is no longer an ended one. */
const isLatest = Prisma.sql`(n.state <> 'CLOSED' or not exists (
  select from reseller_connection later where later.company_id = n.company_id and later.reseller_id = n.reseller_id
    and (later.opened_at, later.id) > (n.opened_at, n.id)))`;

function searchCondition(search: string | null): Prisma.Sql {
  const words = (search ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8).map(escapeLike);
  if (words.length === 0) return Prisma.empty;
  const inName = words.map((word) => Prisma.sql`lower(c.name) like ${`%${word}%`}`);
  const number = `${escapeLike((search ?? "").toLowerCase())}%`;
  return Prisma.sql`and ((${Prisma.join(inName, " and ")}) or lower(n.dealer_number) like ${number})`;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (found) => `\\${found}`);
}

/** How many dealers stand where, and how many requests wait for an answer. */
export type DealerCounts = { connected: number; ending: number; ended: number; waiting: number };

/** Counts a reseller's dealers by state, and the requests that wait at `now`: past their 90 days they no longer do. */
export async function countDealers(tx: Transaction, companyId: CompanyId, now: Date): Promise<DealerCounts> {
  const rows = await tx.$queryRaw<[DealerCounts]>`
    select count(*) filter (where n.state = 'OPEN')::int as connected,
      count(*) filter (where n.state = 'ENDING')::int as ending,
      count(*) filter (where n.state = 'CLOSED')::int as ended,
      (select count(*)::int from connection_request q join reseller r on r.id = q.reseller_id
        where r.company_id = ${companyId}::uuid and q.status = 'PENDING' and q.expires_at > ${now}) as waiting
    from reseller r join reseller_connection n on n.reseller_id = r.id
    where r.company_id = ${companyId}::uuid and ${isLatest}`;
  return rows[0];
}

/** Counts the dealers with accounts that are billed to a reseller at `now`. */
export async function countLiveDealers(tx: Transaction, companyId: CompanyId, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(distinct p.connection_id)::int as n from hub_package p
    where p.reseller_id = (select r.id from reseller r where r.company_id = ${companyId}::uuid)
      and p.status <> 'INACTIVE' and not ${isOver(now)}`;
  return rows[0].n;
}

/** A request that waits for the reseller's answer. */
export type WaitingRequest = { id: string; dealerName: string; sentAt: Date; expiresAt: Date };

/** Counts the requests that wait at `now`, and lists those that have waited longest. */
export async function listWaitingRequests(
  tx: Transaction,
  companyId: CompanyId,
  { now, limit }: { now: Date; limit: number },
): Promise<{ n: number; oldest: WaitingRequest[] }> {
  const rows = await tx.$queryRaw<(WaitingRequest & { n: number })[]>`
    select q.id, c.name as "dealerName", q.sent_at as "sentAt", q.expires_at as "expiresAt", count(*) over ()::int as n
    from reseller r join connection_request q on q.reseller_id = r.id join company c on c.id = q.company_id
    where r.company_id = ${companyId}::uuid and q.status = 'PENDING' and q.expires_at > ${now}
    order by q.sent_at, q.id limit ${limit}`;
  return { n: rows[0]?.n ?? 0, oldest: rows.map(({ n: _n, ...request }) => request) };
}

/** Finds the latest connection of each of some dealers with a reseller, by the dealer's company. */
export async function findConnectionIds(
  tx: Transaction,
  resellerId: string,
  companyIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ companyId: string; id: string }[]>`
    select distinct on (company_id) company_id as "companyId", id from reseller_connection
    where reseller_id = ${resellerId}::uuid and company_id = any(${[...companyIds]}::uuid[])
    order by company_id, opened_at desc, id desc`;
  return new Map(rows.map(({ companyId, id }) => [companyId, id]));
}
