import { toDate } from "@/lib/clock";
import { type BillingMonth, nextMonth, startOfMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** Where a month begins first on Earth. */
const easternmost = "Etc/GMT-14";

/** A reseller with what tells which month it closes next, and whether that can be over. Zones are those of its dealers. */
export type ClosingCandidate = {
  resellerId: string;
  offsetMs: bigint;
  ownZone: string;
  deletedAt: Date | null;
  lastMonth: BillingMonth | null;
  /** The first connection in each zone; ISO text. */
  starts: { openedAt: string; zone: string }[];
  zones: string[];
};

/** Reads every reseller that has or had a dealer, or the one given. */
export async function listClosingCandidates(tx: Transaction, resellerId?: string): Promise<ClosingCandidate[]> {
  return tx.$queryRaw<ClosingCandidate[]>`
    select r.id as "resellerId", coalesce(k.offset_ms, 0) as "offsetMs", o.time_zone as "ownZone",
      o.deleted_at as "deletedAt", (select max(s.month) from statement s where s.reseller_id = r.id) as "lastMonth",
      d.starts, coalesce(d.zones, '{}') as zones
    from reseller r join company o on o.id = r.company_id left join simulation_clock k on k.id = o.clock_id
    cross join lateral (
      select jsonb_agg(jsonb_build_object('openedAt', first_at, 'zone', zone)) as starts,
        array_agg(zone order by zone) filter (where is_living) as zones
      from (select c.time_zone as zone, min(n.opened_at) as first_at, bool_or(n.state <> 'CLOSED') as is_living
        from reseller_connection n join company c on c.id = n.company_id where n.reseller_id = r.id group by 1) z) d
    where d.starts is not null ${resellerId ? Prisma.sql`and r.id = ${resellerId}::uuid` : Prisma.empty}`;
}

/**
 * Reads the zones whose boundaries a reseller's month waits for: those its dealers of that month live in, and those that
 * were frozen on runs of theirs which reach into it. A reseller without either has its own.
 */
export async function readClosingZones(tx: Transaction, resellerId: string, month: BillingMonth): Promise<string[]> {
  const from = toDate(startOfMonth(month, easternmost));
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    with recursive dealer as (
      select n.id, c.time_zone as zone from reseller_connection n join company c on c.id = n.company_id
      where n.reseller_id = ${resellerId}::uuid and (n.state <> 'CLOSED' or n.closed_at >= ${from})
    ), used as (
      select d.id, (select min(p.billing_zone) from hub_package p where p.connection_id = d.id) as zone from dealer d
      union all
      select u.id, (select min(p.billing_zone) from hub_package p where p.connection_id = u.id and p.billing_zone > u.zone)
      from used u where u.zone is not null
    ), found as (
      select zone from dealer
      union select u.zone from used u where exists (
        select from hub_package p where p.connection_id = u.id and p.billing_zone = u.zone
          and coalesce(p.ended_at, 'infinity') > ${from})
    )
    select zone from found
    union select c.time_zone from reseller r join company c on c.id = r.company_id
      where r.id = ${resellerId}::uuid and not exists (select from found)
    order by zone`;
  return rows.map(({ zone }) => zone);
}

export type ClosingReseller = {
  companyId: string;
  slug: string;
  companyName: string;
  currency: string;
  clockId: string | null;
  offsetMs: bigint;
  lastMonth: BillingMonth | null;
};

/** Reads the reseller whose month is to close. */
export async function loadClosingReseller(tx: Transaction, resellerId: string): Promise<ClosingReseller> {
  const rows = await tx.$queryRaw<ClosingReseller[]>`
    select r.company_id as "companyId", c.slug, c.name as "companyName", r.currency, c.clock_id as "clockId",
      coalesce(k.offset_ms, 0) as "offsetMs", (select max(month) from statement where reseller_id = r.id) as "lastMonth"
    from reseller r join company c on c.id = r.company_id left join simulation_clock k on k.id = c.clock_id
    where r.id = ${resellerId}::uuid`;
  const [found] = rows;
  if (!found) throw new Error("The reseller of a closing month is gone.");
  return found;
}

/**
 * Locks a reseller for the closing of a month, against other closings and against reports of a month that is over. Answers
 * false where somebody else holds it and `mode` is SKIP: whoever does is closing, and there is nothing to wait for.
 */
export async function lockForClosing(tx: Transaction, resellerId: string, mode: "WAIT" | "SKIP"): Promise<boolean> {
  const locked =
    mode === "SKIP"
      ? await tx.$queryRaw<unknown[]>`
          select 1 as held from reseller where id = ${resellerId}::uuid for no key update skip locked`
      : await tx.$queryRaw<unknown[]>`select 1 as held from reseller where id = ${resellerId}::uuid for no key update`;
  return locked.length > 0;
}

/** Holds a reseller against the closing of a month, shared with others who do. */
export async function shareReseller(tx: Transaction, resellerId: string): Promise<void> {
  await tx.$queryRaw`select 1 as held from reseller where id = ${resellerId}::uuid for share`;
}

/** Reads the last month a reseller has a statement of; null where none is closed. */
export async function findLastClosedMonth(tx: Transaction, resellerId: string): Promise<BillingMonth | null> {
  const rows = await tx.$queryRaw<[{ month: BillingMonth | null }]>`
    select max(month) as month from statement where reseller_id = ${resellerId}::uuid`;
  return rows[0].month;
}

/** What a month and zone are over with: their boundary, ISO text. */
export type ZoneEnd = { zone: string; endsAt: string };

/** The first instant after `month` in each of the zones. */
export function zoneEnds(month: BillingMonth, zones: readonly string[]): ZoneEnd[] {
  return zones.map((zone) => ({ zone, endsAt: startOfMonth(nextMonth(month), zone).toString() }));
}

export type ClosingObstacles = { hasRuns: boolean; hasDue: boolean; hasMoves: boolean };

/**
 * Says what of a month that is over is not done yet: month rollovers of its zones, packages that are due, those set aside
 * as failed included, and approved moves.
 */
export async function findObstacles(
  tx: Transaction,
  given: { resellerId: string; clockId: string | null; month: BillingMonth; ends: readonly ZoneEnd[] },
): Promise<ClosingObstacles> {
  const rows = await tx.$queryRaw<[ClosingObstacles]>`
    with over as (
      select zone, "endsAt" as ends_at from jsonb_to_recordset(${JSON.stringify(given.ends)}::jsonb)
        as z (zone text, "endsAt" timestamptz))
    select
      exists (select from rollover_run r join over o on o.zone = r.time_zone
        where r.month = ${given.month} and r.clock_id is not distinct from ${given.clockId}::uuid
          and r.status in ('PLANNED', 'RUNNING')) as "hasRuns",
      exists (select from over o
        join hub_package p on p.billing_zone = o.zone and p.status = 'EXPIRING' and p.expires_at <= o.ends_at
        join reseller_connection n on n.id = p.connection_id and n.reseller_id = ${given.resellerId}::uuid) as "hasDue",
      exists (select from over o
        join scheduled_change s on s.zone = o.zone and s.status = 'PLANNED' and s.effective_at <= o.ends_at
        join hub_package p on p.id = s.hub_package_id
        where s.kind = 'MOVE' and s.is_approved and p.reseller_id = ${given.resellerId}::uuid) as "hasMoves"`;
  return rows[0];
}

/**
 * Waits until every command of a reseller's dealers that began before this instant has ended, and every report that is
 * about to confirm one of their runs: they may still carry instants of the month that is over. Locks are parents first,
 * as everywhere, and are gone with the caller's transaction.
 */
export async function waitForCommands(tx: Transaction, resellerId: string): Promise<void> {
  await tx.$queryRaw`
    select 1 as held from company where id in (
      select company_id from reseller_connection where reseller_id = ${resellerId}::uuid and state <> 'CLOSED')
    order by id for no key update`;
  await tx.$queryRaw`
    select 1 as held from hub_package where status <> 'INACTIVE' and confirmed_at is null and company_id in (
      select company_id from reseller_connection where reseller_id = ${resellerId}::uuid) order by id for update`;
}
