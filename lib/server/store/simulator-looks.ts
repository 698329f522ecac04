import type { Transaction } from "../context";

/** One thing the simulator can act on, as the command line lists it. A hub's own line has no device. */
export type SimulatedRow = {
  hubId: string;
  deviceId: string;
  type: string;
  name: string;
  state: string;
  company: string;
};

const rowsAtMost = 200;

/** Lists a hub and its devices; without a hub, every hub of companies that live by a demo clock, up to a limit. */
export async function listSimulatedRows(tx: Transaction, hubId: string | null): Promise<SimulatedRow[]> {
  return tx.$queryRaw<SimulatedRow[]>`
    with hubs as (
      select h.id, h.hub_id, h.name, h.model::text as type, h.state::text as state, h.is_online, c.slug
      from hub h join company c on c.id = h.company_id
      where h.released_at is null and (h.hub_id = ${hubId} or (${hubId}::text is null and c.clock_id is not null))
      order by c.slug, h.hub_id limit ${rowsAtMost}
    )
    select hub_id as "hubId", '-' as "deviceId", type, name, case when is_online then state else 'OFFLINE' end as state,
      slug as company from hubs
    union all
    select h.hub_id, d.device_id, d.type, d.name, case when d.is_online then 'ONLINE' else 'LOST' end, h.slug
    from hubs h join device d on d.hub_id = h.id where ${hubId}::text is not null
    order by company, "hubId", "deviceId"`;
}

/** One thing a hub told. */
export type ToldRow = { at: string; hubId: string; kind: string; what: string; id: string };

/** Lists the last events and updates of a hub, or of all, the newest first. */
export async function listToldRows(tx: Transaction, hubId: string | null): Promise<ToldRow[]> {
  return tx.$queryRaw<ToldRow[]>`
    select to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, o.payload ->> 'hubId' as "hubId", o.kind,
      coalesce(o.payload ->> 'eventTag', o.payload ->> 'updates') as what, o.id::text as id
    from outbox o
    where o.kind in ('hub.event', 'hub.update') and (${hubId}::text is null or o.payload ->> 'hubId' = ${hubId})
    order by o.xid desc, o.seq desc limit 20`;
}

/** The clock of a company. */
export type ClockOfCompany = { id: string; name: string; offsetMs: bigint; state: "READY" | "ADVANCING" };

/**
 * Finds the simulation clock a company lives by, offset in ms; null where it lives by real time, or is unknown or
 * deleted.
 */
export async function findCompanyClock(tx: Transaction, companySlug: string): Promise<ClockOfCompany | null> {
  const rows = await tx.$queryRaw<ClockOfCompany[]>`
    select k.id, k.name, k.offset_ms as "offsetMs", k.state::text as state
    from company c join simulation_clock k on k.id = c.clock_id where c.slug = ${companySlug} and c.deleted_at is null`;
  return rows[0] ?? null;
}
