import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** When a connection's last month is over in one zone. */
export type ZoneEnd = { zone: string; endsAt: Date };

/** What of a connection's packages is written down at once; with `only`, that one. `now` is the companies' time. */
export type SettleBatch = { connectionId: string; now: Date; limit: number; only?: string };

/** Reads the zones of the packages that run on a connection. */
export async function listRunningZones(tx: Transaction, connectionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    select distinct billing_zone as zone from hub_package
    where connection_id = ${connectionId}::uuid and status <> 'INACTIVE'`;
  return rows.map(({ zone }) => zone);
}

/**
 * Lets up to `limit` packages of an ending connection end with it, each with its zone's month, and returns how many. An
 * earlier end stays. Nothing happens once the connection is kept. A package whose SIM has not reported in time is left
 * to the job that ends it. `ends` names the instant of each zone: the database computes no boundary.
 */
export async function endPackagesWith(
  tx: Transaction,
  { connectionId, now, limit, only }: SettleBatch,
  ends: readonly ZoneEnd[],
): Promise<number> {
  const zones = JSON.stringify(ends.map(({ zone, endsAt }) => ({ zone, ends_at: endsAt.toISOString() })));
  const rows = await tx.$queryRaw<[{ settled: number }]>`
    with due as materialized (
      select p.id, z.ends_at, ${stateOf} as before
      ${running(connectionId, "ENDING")}
      join jsonb_to_recordset(${zones}::jsonb) as z(zone text, ends_at timestamptz) on z.zone = p.billing_zone
      where p.connection_id = ${connectionId}::uuid and p.status in ('ACTIVE', 'EXPIRING')
        and (p.status = 'ACTIVE' or p.expires_at > z.ends_at)
        and (p.confirmed_at is not null or p.confirm_by > ${now}) ${onlyThat(only)}
      order by p.id limit ${limit} for update of h, p
    ), settled as (
      update hub_package p set status = 'EXPIRING', expires_at = due.ends_at, end_cause = 'CONNECTION',
        version = p.version + 1
      from due where p.id = due.id
      returning p.*, due.before
    ) ${traces(connectionId, { decision: "connection.ending", action: "package.expiry_scheduled", now })}`;
  return rows[0].settled;
}

/** Takes the end that came from a connection back from up to `limit` of its packages, and returns how many. */
export async function keepPackagesWith(
  tx: Transaction,
  { connectionId, now, limit, only }: SettleBatch,
): Promise<number> {
  const rows = await tx.$queryRaw<[{ settled: number }]>`
    with due as materialized (
      select p.id, ${stateOf} as before
      ${running(connectionId, "OPEN")}
      where p.connection_id = ${connectionId}::uuid and p.status = 'EXPIRING' and p.end_cause = 'CONNECTION'
        ${onlyThat(only)}
      order by p.id limit ${limit} for update of h, p
    ), settled as (
      update hub_package p set status = 'ACTIVE', expires_at = null, end_cause = null, deactivated_at = null,
        version = p.version + 1
      from due where p.id = due.id
      returning p.*, due.before
    ) ${traces(connectionId, { decision: "connection.kept", action: "package.resumed", now })}`;
  return rows[0].settled;
}

/** The packages `p` of a connection `n` that still stands as `state`, with their hubs `h`. */
function running(connectionId: string, state: "OPEN" | "ENDING"): Prisma.Sql {
  return Prisma.sql`from hub_package p join hub h on h.id = p.hub_id
    join reseller_connection n on n.id = ${connectionId}::uuid and n.state = ${state}::"ConnectionState"`;
}

function onlyThat(packageId: string | undefined): Prisma.Sql {
  return packageId ? Prisma.sql`and p.id = ${packageId}::uuid` : Prisma.empty;
}

const stateOf = Prisma.sql`jsonb_build_object('status', p.status, 'resellerId', p.reseller_id,
  'billingZone', p.billing_zone, 'confirmBy', p.confirm_by, 'confirmedAt', p.confirmed_at, 'expiresAt', p.expires_at,
  'endCause', p.end_cause)`;

/**
 * What each settled package leaves: its history entry, in the name of whoever decided on the connection, and its event.
 * The event says that the connection is the cause: its own news told of all its hubs already.
 */
function traces(
  connectionId: string,
  { decision, action, now }: { decision: string; action: string; now: Date },
): Prisma.Sql {
  return Prisma.sql`, told as (
      select s.id, s.company_id, s.hub_id, s.version, s.before, s.expires_at, r.company_id as reseller_company,
        ${stateOfSettled} as after, a.actor_id, a.actor_name, a.origin, a.request_id
      from settled s join reseller r on r.id = s.reseller_id
      cross join (
        select actor_id, actor_name, origin, request_id from audit_entry
        where subject_id = ${connectionId}::uuid and action = ${decision} order by subject_version desc limit 1) a
    ), audited as (
      insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
        subject_version, hub_id, before, after, origin, request_id, at, effective_at)
      select gen_random_uuid(), company_id, reseller_company, 'PERSON', actor_id, actor_name, ${action}, id, version,
        hub_id, before, after, origin, request_id, ${now}, coalesce(expires_at, ${now}) from told
    ), announced as (
      insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
      select gen_random_uuid(), ${action}, company_id, id, hub_id, id || ':' || version,
        after || '{"cause": "CONNECTION"}', ${now} from told
    ) select count(*)::int as settled from told`;
}

const stateOfSettled = Prisma.sql`jsonb_build_object('status', s.status, 'resellerId', s.reseller_id,
  'billingZone', s.billing_zone, 'confirmBy', s.confirm_by, 'confirmedAt', s.confirmed_at, 'expiresAt', s.expires_at,
  'endCause', s.end_cause)`;

/** Answers whether packages of a connection still owe it what it decided: an end, or none any more. */
export async function hasUnsettled(tx: Transaction, connectionId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ isOwed: boolean }]>`
    select exists (
      select from hub_package p join reseller_connection n on n.id = p.connection_id
      where n.id = ${connectionId}::uuid and (n.state = 'ENDING' and p.status = 'ACTIVE'
        or n.state = 'OPEN' and p.status = 'EXPIRING' and p.end_cause = 'CONNECTION')) as "isOwed"`;
  return rows[0].isOwed;
}

/** Hubs that run on a connection in one zone: how many, and how many of them end earlier by an end of their own. */
export type ZoneHubs = { zone: string; hubs: number; endEarlier: number };

/** Counts what runs on a connection by the zone of its months, most first. */
export async function countByZone(tx: Transaction, connectionId: string): Promise<ZoneHubs[]> {
  return tx.$queryRaw<ZoneHubs[]>`
    select billing_zone as zone, count(*)::int as hubs,
      count(*) filter (where end_cause = 'DEACTIVATED')::int as "endEarlier"
    from hub_package where connection_id = ${connectionId}::uuid and status <> 'INACTIVE'
    group by 1 order by 2 desc, 1`;
}

/** Counts the hubs that are to move to a connection and from it: agreed, and asked for. */
export async function countPlannedMoves(
  tx: Transaction,
  connectionId: string,
): Promise<{ arriving: number; leaving: number }> {
  const rows = await tx.$queryRaw<[{ arriving: number; leaving: number }]>`
    select count(*) filter (where m.connection_id = ${connectionId}::uuid)::int as arriving,
      count(*) filter (where p.connection_id = ${connectionId}::uuid)::int as leaving
    from scheduled_change m join hub_package p on p.id = m.hub_package_id
    join reseller_connection n on n.id = ${connectionId}::uuid and n.company_id = m.company_id
    where m.status = 'PLANNED' and m.kind = 'MOVE'`;
  return rows[0];
}
