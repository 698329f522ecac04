import { toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { isLive } from "@/lib/domain/package-lifecycle";
import { settledPackage } from "@/lib/domain/package-reading";
import type { PrintedCode } from "@/lib/domain/printed-code";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import {
  type HubPackage,
  type PackageRow,
  packageColumns,
  packageJoins,
  surroundingsOf,
  toHubPackage,
} from "./hub-packages";
import { withinReach } from "./reach";

export type HubRow = {
  key: string;
  hubId: string;
  objectId: string;
  name: string;
  model: HubModel;
  firmware: string;
  /** The newer one that waits for it; null while it has the newest. */
  latestFirmware: string | null;
  isOnline: boolean;
  onlineSince: Date | null;
  lastSeenAt: Date | null;
  hasEthernet: boolean;
  hasWifi: boolean;
  hasCellular: boolean;
  cellularGeneration: number | null;
  signalBars: number | null;
  noiseDbm: number | null;
  hasMains: boolean;
  batteryPercent: number;
  isLidClosed: boolean;
  malfunctions: string[];
  hasMonitoringStation: boolean;
  /** It has one that has answered before and does not now. */
  isStationLost: boolean;
  activeSlot: 1 | 2;
  version: number;
  /** Another company holds it and shares it with this one. */
  isShared: boolean;
};

/**
 * Reads one hub that the company holds, or that is shared with it, of that object of its own. Throws NOT_FOUND alike for
 * unknown hubs and other companies'.
 */
export async function loadHub(tx: Transaction, companyId: CompanyId, objectId: string, hubId: string): Promise<HubRow> {
  const hub = (await listObjectHubs(tx, companyId, objectId)).find((row) => row.hubId === hubId);
  if (!hub) throw new AppError("NOT_FOUND");
  return hub;
}

/** Reads one hub as {@link loadHub} does, if the company holds it itself: what is done to the equipment is the holder's. */
export async function loadOwnHub(
  tx: Transaction,
  companyId: CompanyId,
  objectId: string,
  hubId: string,
): Promise<HubRow> {
  const hub = await loadHub(tx, companyId, objectId, hubId);
  if (hub.isShared) throw new AppError("NOT_FOUND");
  return hub;
}

/** Where the company has a hub, found by its printed ID or by the number of a SIM in it. Null for all others. */
export async function findHubPlace(
  tx: Transaction,
  companyId: CompanyId,
  code: PrintedCode,
): Promise<{ objectId: string; hubId: string } | null> {
  const printed =
    code.kind === "HUB"
      ? Prisma.sql`h.hub_id = ${code.hubId}`
      : Prisma.sql`h.id in (select s.hub_id from ajax_sim s where s.iccid = ${code.iccid})`;
  const rows = await tx.$queryRaw<{ objectId: string; hubId: string }[]>`
    select o.id as "objectId", h.hub_id as "hubId"
    from hub h join hub_access a on a.hub_id = h.id join secured_object o on o.id = a.object_id
    where ${printed} and a.company_id = ${companyId}::uuid and a.ended_at is null and ${withinReach} limit 1`;
  return rows[0] ?? null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the hubs of one object, by name; a hub that is shared with the company stands in the object it was added to. */
export async function listObjectHubs(tx: Transaction, companyId: CompanyId, objectId: string): Promise<HubRow[]> {
  if (!uuid.test(objectId)) return [];
  return tx.$queryRaw<HubRow[]>`
    select h.id as key, h.hub_id as "hubId", a.object_id as "objectId", h.name, h.model::text as model, h.firmware,
      h.latest_firmware as "latestFirmware",
      h.is_online as "isOnline", h.online_since as "onlineSince", h.last_seen_at as "lastSeenAt",
      h.has_ethernet as "hasEthernet", h.has_wifi as "hasWifi", h.has_cellular as "hasCellular",
      h.cellular_generation as "cellularGeneration", h.signal_bars as "signalBars", h.noise_dbm as "noiseDbm",
      h.has_mains as "hasMains", h.battery_percent as "batteryPercent", h.is_lid_closed as "isLidClosed",
      coalesce(h.malfunctions, array[]::text[]) as malfunctions,
      st.acknowledged_at is not null and not st.is_lost and h.is_online as "hasMonitoringStation",
      st.acknowledged_at is not null and (st.is_lost or not h.is_online) as "isStationLost", h.active_slot as "activeSlot", h.version, a.kind = 'SHARED' as "isShared"
    from hub_access a join hub h on h.id = a.hub_id join secured_object o on o.id = a.object_id
    left join station st on st.hub_id = h.id
    where a.company_id = ${companyId}::uuid and o.id = ${objectId}::uuid and a.ended_at is null and ${withinReach}
    order by h.name, h.id`;
}

/**
 * Reads a hub's latest run, without a lock, as it would stand at `now` had every job been on time, but for its end. Null
 * for a hub that never ran one.
 */
export async function findLatestPackage(
  tx: Transaction,
  companyId: CompanyId,
  { hubKey, now }: { hubKey: string; now: Temporal.Instant },
): Promise<HubPackage | null> {
  const rows = await tx.$queryRaw<PackageRow[]>`
    select ${packageColumns} ${packageJoins}
    where p.company_id = ${companyId}::uuid and p.hub_id = ${hubKey}::uuid
      and not exists (select from hub_package later where later.previous_id = p.id)`;
  const row = rows[0];
  return row ? asSettled(toHubPackage(row, companyId, hubKey), now) : null;
}

function asSettled(stored: HubPackage, now: Temporal.Instant): HubPackage {
  const state = settledPackage(stored.state, surroundingsOf(stored), now);
  const { plannedMove } = stored;
  const hasMoved = isLive(state) && state.resellerId !== stored.resellerId;
  if (!hasMoved || !plannedMove) return { ...stored, state };
  const { resellerId, resellerName, at } = plannedMove;
  return {
    ...stored,
    state,
    resellerId,
    resellerName,
    activatedAt: toDate(at),
    connectionEnd: null,
    plannedMove: null,
  };
}

export type SimRow = {
  simId: string;
  iccid: string;
  slot: 1 | 2;
  kind: "AJAX" | "OTHER_OPERATOR";
  condition: "OK" | "PIN_LOCKED" | "DEFECTIVE";
  isRetired: boolean;
  isServingOtherHub: boolean;
  isNumberKnown: boolean;
  desiredStatus: "ENABLED" | "DISABLED";
  desiredVersion: number;
  desiredAt: Date | null;
  reportedStatus: "ENABLED" | "DISABLED" | null;
  reportedVersion: number;
  reportedAt: Date | null;
};

/** Reads the SIMs of a hub by slot. One that carries another hub's live package says so, without naming that hub. */
export async function listSims(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<SimRow[]> {
  return tx.$queryRaw<SimRow[]>`
    select s.id as "simId", s.iccid, s.slot, s.kind::text as kind, s.condition::text as condition,
      s.retired_at is not null as "isRetired", true as "isNumberKnown",
      exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and p.hub_id <> s.hub_id)
        as "isServingOtherHub",
      s.desired_status::text as "desiredStatus", s.desired_version as "desiredVersion", s.desired_at as "desiredAt",
      s.reported_status::text as "reportedStatus", s.reported_version as "reportedVersion",
      s.reported_at as "reportedAt"
    from hub_access a join ajax_sim s on s.hub_id = a.hub_id
    where a.company_id = ${companyId}::uuid and a.hub_id = ${hubKey}::uuid and a.ended_at is null order by s.slot`;
}
