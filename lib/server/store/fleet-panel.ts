import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { SimulatedFaultKind } from "@/lib/domain/simulated-faults";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { SimRow } from "./hub-detail";

/** A hub as the platform's fleet panel lists it, whoever's it is. */
export type FleetHubRow = {
  key: string;
  hubId: string;
  name: string;
  model: HubModel;
  companyName: string;
  clockId: string | null;
  offsetMs: bigint;
  state: string;
  isOnline: boolean;
  onlineSince: Date | null;
  offlineDueAt: Date | null;
  lastSeenAt: Date | null;
  hasEthernet: boolean;
  hasWifi: boolean;
  hasCellular: boolean;
  hasMains: boolean;
  batteryPercent: number;
  isLidClosed: boolean;
  activeSlot: 1 | 2;
  isServiceOn: boolean;
  /** How many faults stand at the hub and at the SIM cards in it. */
  faults: number;
};

export type FleetQuery = { hubId?: string; search: string | null; state: "offline" | "faults" | "drift" | null };

/** Lists hubs that match, by name, up to a limit. Months that have ended count as ended, however late the jobs run. */
export async function listFleetHubs(tx: Transaction, query: FleetQuery, limit: number): Promise<FleetHubRow[]> {
  return tx.$queryRaw<FleetHubRow[]>`
    select h.id as key, h.hub_id as "hubId", h.name, h.model::text as model, c.name as "companyName", c.clock_id as "clockId",
      coalesce(k.offset_ms, 0) as "offsetMs", h.state::text as state, h.is_online as "isOnline",
      h.online_since as "onlineSince", h.offline_due_at as "offlineDueAt", h.last_seen_at as "lastSeenAt",
      h.has_ethernet as "hasEthernet", h.has_wifi as "hasWifi", h.has_cellular as "hasCellular", h.has_mains as "hasMains",
      h.battery_percent as "batteryPercent", h.is_lid_closed as "isLidClosed", h.active_slot as "activeSlot",
      h.service_status <> 'INACTIVE' as "isServiceOn", ${standingFaults} as faults
    from hub h join company c on c.id = h.company_id left join simulation_clock k on k.id = c.clock_id
    where ${conditions(query)} order by h.name, h.hub_id limit ${limit}`;
}

const standingFaults = Prisma.sql`((select count(*) from simulated_fault f where f.hub_id = h.id and f.lifted_at is null)
  + (select count(*) from simulated_fault f join ajax_sim s on s.id = f.sim_id
     where s.hub_id = h.id and f.lifted_at is null))::int`;

function conditions({ hubId, search, state }: FleetQuery): Prisma.Sql {
  const parts = [Prisma.sql`h.released_at is null and c.deleted_at is null`];
  if (hubId) parts.push(Prisma.sql`h.hub_id = ${hubId}`);
  if (search) {
    const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
    parts.push(Prisma.sql`(h.search_text like ${like} or lower(c.name) like ${like})`);
  }
  if (state === "offline") parts.push(Prisma.sql`not h.is_online`);
  if (state === "faults") parts.push(Prisma.sql`${standingFaults} > 0`);
  if (state === "drift") {
    parts.push(Prisma.sql`h.is_online and exists (select from ajax_sim s where s.hub_id = h.id and s.kind = 'AJAX'
      and s.reported_status is distinct from s.desired_status and s.desired_at is not null)`);
  }
  return Prisma.join(parts, " and ");
}

/** Reads the SIM cards in some hubs' slots, as {@link listSims} reads those of a company's. */
export async function listFleetSims(
  tx: Transaction,
  hubKeys: readonly string[],
): Promise<(SimRow & { hubKey: string })[]> {
  return tx.$queryRaw<(SimRow & { hubKey: string })[]>`
    select s.hub_id as "hubKey", s.id as "simId", s.iccid, s.slot, s.kind::text as kind, s.condition::text as condition,
      s.retired_at is not null as "isRetired", true as "isNumberKnown",
      exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and p.hub_id <> s.hub_id)
        as "isServingOtherHub",
      s.desired_status::text as "desiredStatus", s.desired_version as "desiredVersion", s.desired_at as "desiredAt",
      s.reported_status::text as "reportedStatus", s.reported_version as "reportedVersion", s.reported_at as "reportedAt"
    from ajax_sim s where s.hub_id = any(${[...hubKeys]}::uuid[]) order by s.hub_id, s.slot`;
}

/** A fault that stands at a hub, at a SIM in it, or in the network around it. */
export type PanelFaultRow = {
  id: string;
  kind: SimulatedFaultKind;
  part: string;
  injectedAt: Date;
  injectedBy: string;
  isOfNetwork: boolean;
};

/**
 * Lists the faults that now stand in the way of a hub, the oldest first: its own, its SIM cards' and its clock's
 * network.
 */
export async function listPanelFaults(
  tx: Transaction,
  { key, clockId }: { key: string; clockId: string | null },
): Promise<PanelFaultRow[]> {
  return tx.$queryRaw<PanelFaultRow[]>`
    select f.id, f.kind::text as kind, case when s.slot is null then f.part else 'slot ' || s.slot end as part,
      f.injected_at as "injectedAt", f.injected_by as "injectedBy", f.clock_id is not null as "isOfNetwork"
    from simulated_fault f left join ajax_sim s on s.id = f.sim_id
    where f.lifted_at is null and (f.hub_id = ${key}::uuid or s.hub_id = ${key}::uuid or f.clock_id = ${clockId}::uuid)
    order by f.injected_at, f.id`;
}

export type PanelDeviceRow = {
  deviceId: string;
  type: string;
  name: string;
  room: string | null;
  isOnline: boolean;
  isTampered: boolean;
  batteryPercent: number | null;
  fields: Record<string, unknown>;
};

/** Lists a hub's devices in the order of their index at the station. */
export async function listPanelDevices(tx: Transaction, hubKey: string): Promise<PanelDeviceRow[]> {
  return tx.$queryRaw<PanelDeviceRow[]>`
    select d.device_id as "deviceId", d.type, d.name, r.name as room, d.is_online as "isOnline", d.is_tampered as "isTampered",
      d.battery_percent as "batteryPercent", d.fields
    from device d left join room r on r.id = d.room_id where d.hub_id = ${hubKey}::uuid order by d.cms_device_index`;
}

/** How home boxes are linked and told: `waiting` wait for their next try, `failing` had their last push refused. */
export type LinkFigures = { links: number; waiting: number; failing: number; undelivered: number };

/** Counts the home boxes linked now, over all companies. */
export async function countLinks(tx: Transaction): Promise<LinkFigures> {
  const rows = await tx.$queryRaw<[LinkFigures]>`
    select count(*)::int as links, count(*) filter (where next_try_at is not null)::int as waiting,
      count(*) filter (where last_error is not null)::int as failing, coalesce(sum(undelivered), 0)::int as undelivered
    from relay.link where state = 'ACTIVE'`;
  return rows[0];
}
