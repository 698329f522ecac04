import { toDate, zoneDataVersion } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Active, ConnectionEnd, PackageState } from "@/lib/domain/package-lifecycle";
import type { ApprovedMove, Surroundings } from "@/lib/domain/package-reading";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { readDatabaseClock } from "./database-clock";
import { kept } from "./kept-statements";
import { type PackageColumns, toPackageState, toStateColumns } from "./package-columns";
import { dropMovesOfEnded } from "./planned-moves";
import { withinReach } from "./reach";

/** Names a hub's package in a command. `version` is the hub's, as the form was drawn from it. */
export type HubPackageRef = { objectId: string; hubId: string; version: number };

/** One run of a package as a command reads it under lock. */
export type HubPackage = {
  id: string;
  companyId: CompanyId;
  /** The hub's key inside; people see `hubId`. */
  hubKey: string;
  simId: string;
  resellerId: string;
  /** The company behind the reseller, which may read the entry. */
  resellerCompanyId: string;
  resellerName: string;
  connectionId: string;
  connectionEnd: ConnectionEnd | null;
  /** To another reseller, waiting for its boundary; null where none is planned. */
  plannedMove: PlannedMove | null;
  state: PackageState;
  activatedAt: Date;
  /** When a person scheduled the end; null while none did. */
  deactivatedAt: Date | null;
  version: number;
};

/** A move of the package to another reseller. */
export type PlannedMove = ApprovedMove & {
  changeId: string;
  resellerName: string;
  /** Both sides agreed. */
  isApproved: boolean;
  /** The new reseller's connection is open; one that is not takes nothing over at the boundary. */
  isUsable: boolean;
};

/** A hub under lock, with its latest run. */
export type LockedHub = {
  key: string;
  hubId: string;
  version: number;
  isOnline: boolean;
  activeSlot: 1 | 2;
  /** Another company holds it and shares it with this one. */
  isShared: boolean;
  /** Null for a hub that never had the package. */
  latest: HubPackage | null;
  /** The database's clock once all locks are held. */
  lockedAt: Date;
};

type HubRow = Pick<LockedHub, "key" | "version" | "isOnline" | "activeSlot" | "isShared">;

export type PackageRow = PackageColumns & {
  id: string;
  simId: string;
  resellerCompanyId: string;
  resellerName: string;
  connectionId: string;
  endMonth: string | null;
  plannedMove: (Omit<PlannedMove, "at"> & { at: string }) | null;
  activatedAt: Date;
  deactivatedAt: Date | null;
  version: number;
};

/** The columns of {@link PackageRow}, from a package `p`, its connection `c`, reseller `r` and that one's company `rc`. */
export const packageColumns = Prisma.sql`
  p.id, p.sim_id as "simId", p.status::text as status, p.reseller_id as "resellerId",
  p.billing_zone as "billingZone", p.confirm_by as "confirmBy", p.confirmed_at as "confirmedAt",
  p.expires_at as "expiresAt", p.end_cause::text as "endCause", p.ended_at as "endedAt",
  p.end_reason::text as "endReason", p.activated_at as "activatedAt", p.deactivated_at as "deactivatedAt", p.version,
  r.company_id as "resellerCompanyId", rc.name as "resellerName", p.connection_id as "connectionId",
  case c.state when 'ENDING' then c.end_month end as "endMonth",
  (select jsonb_build_object('changeId', w.id, 'at', w.effective_at, 'resellerId', w.reseller_id, 'resellerName', wc.name,
      'isApproved', w.is_approved, 'isUsable', wn.state = 'OPEN')
    from scheduled_change w join reseller_connection wn on wn.id = w.connection_id
    join reseller wr on wr.id = w.reseller_id join company wc on wc.id = wr.company_id
    where w.hub_package_id = p.id and w.status = 'PLANNED' and w.kind = 'MOVE') as "plannedMove"`;

/** The tables behind {@link packageColumns}. */
export const packageJoins = Prisma.sql`
  from hub_package p
  join reseller_connection c on c.id = p.connection_id
  join reseller r on r.id = p.reseller_id
  join company rc on rc.id = r.company_id`;

/**
 * Locks the company (shared), the hub, then the company's latest package on it and that package's SIM, and reads them.
 * Throws NOT_FOUND for a hub that the company neither holds nor shares, CONFLICT with who did what when if the hub's services have
 * changed since the form was drawn.
 */
export async function loadHubForUpdate(tx: Transaction, companyId: CompanyId, ref: HubPackageRef): Promise<LockedHub> {
  const hubs = await tx.$queryRaw<HubRow[]>`
    ${kept} select h.id as key, h.version, h.is_online as "isOnline", h.active_slot as "activeSlot", a.kind = 'SHARED' as "isShared"
    from hub h join hub_access a on a.hub_id = h.id join company c on c.id = a.company_id
    join secured_object o on o.id = a.object_id
    where a.company_id = ${companyId}::uuid and h.hub_id = ${ref.hubId} and a.object_id::text = ${ref.objectId}
      and a.ended_at is null and ${withinReach}
    for share of c for update of h`;
  const hub = hubs[0];
  if (!hub) throw new AppError("NOT_FOUND");

  const rows = await tx.$queryRaw<(PackageRow & { lockedAt: Date })[]>`
    ${kept} select ${packageColumns}, clock_timestamp() as "lockedAt"
    ${packageJoins} join ajax_sim s on s.id = p.sim_id
    where p.hub_id = ${hub.key}::uuid and p.company_id = ${companyId}::uuid
      and not exists (select from hub_package later where later.previous_id = p.id)
    for update of p, s`;
  if (hub.version !== ref.version) throw await hubConflict(tx, companyId, hub.key);
  const row = rows[0];
  return {
    ...hub,
    hubId: ref.hubId,
    latest: row ? toHubPackage(row, companyId, hub.key) : null,
    lockedAt: row?.lockedAt ?? (await readDatabaseClock(tx)),
  };
}

/** Reads a locked hub's latest run anew, after the command itself has written what was owed. */
export async function reloadLatest(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<HubPackage> {
  const rows = await tx.$queryRaw<PackageRow[]>`
    select ${packageColumns} ${packageJoins}
    where p.hub_id = ${hubKey}::uuid and p.company_id = ${companyId}::uuid
      and not exists (select from hub_package later where later.previous_id = p.id)`;
  const row = rows[0];
  if (!row) throw new Error("A hub that ran a package has a latest one.");
  return toHubPackage(row, companyId, hubKey);
}

/** Who changed a hub's services last, what it was called, and when, as ISO text. */
export type LastAct = { name: string; did: string; time: string };

/** Reads what was done last to a company's services on a hub. Null where nothing ever was. */
export async function findLastAct(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<LastAct | null> {
  const entry = await tx.auditEntry.findFirst({
    where: {
      companyId,
      hubId: hubKey,
      OR: [{ action: { startsWith: "package." } }, { action: { startsWith: "start." } }, { action: "sim.swapped" }],
    },
    orderBy: [{ at: "desc" }, { recordedAt: "desc" }],
    select: { actorName: true, action: true, at: true },
  });
  return entry ? { name: entry.actorName, did: entry.action, time: entry.at.toISOString() } : null;
}

/** Says who changed the hub's services last. Its sentence tells the later of two employees what happened. */
export async function hubConflict(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<AppError> {
  return new AppError("CONFLICT", (await findLastAct(tx, companyId, hubKey)) ?? {});
}

/** Reads a row as the run it is. */
export function toHubPackage(row: PackageRow, companyId: CompanyId, hubKey: string): HubPackage {
  return {
    id: row.id,
    companyId,
    hubKey,
    simId: row.simId,
    resellerId: row.resellerId,
    resellerCompanyId: row.resellerCompanyId,
    resellerName: row.resellerName,
    connectionId: row.connectionId,
    plannedMove: row.plannedMove && { ...row.plannedMove, at: Temporal.Instant.from(row.plannedMove.at) },
    connectionEnd: row.endMonth ? { endMonth: row.endMonth as BillingMonth, resellerName: row.resellerName } : null,
    state: toPackageState(row),
    activatedAt: row.activatedAt,
    deactivatedAt: row.deactivatedAt,
    version: row.version,
  };
}

/** Returns what decides on a run beside itself. */
export function surroundingsOf({ connectionEnd, plannedMove }: HubPackage): Surroundings {
  return { connectionEnd, approvedMove: plannedMove?.isApproved && plannedMove.isUsable ? plannedMove : null };
}

/** What a hub without any run counts as. */
export const neverActivated: PackageState = { status: "INACTIVE", ended: null };

/**
 * Writes `next` over the row read as `before`, and in the same statement switches the SIM off where the run has ended
 * (RELIABILITY I-7) and drops a move that was planned for it. Throws CONFLICT if the row has changed since.
 */
export async function saveHubPackage(
  tx: Transaction,
  before: HubPackage,
  next: PackageState,
  now: Temporal.Instant,
): Promise<HubPackage> {
  const columns = toStateColumns(next, before.state);
  const deactivatedAt = columns.endCause === "DEACTIVATED" ? toDate(now) : null;
  const rows = await tx.$queryRaw<[{ saved: number }]>`
    ${kept} with saved as (
      update hub_package set status = ${columns.status}::"PackageStatus", expires_at = ${columns.expiresAt},
        end_cause = ${columns.endCause}::"EndCause", ended_at = ${columns.endedAt},
        end_reason = ${columns.endReason}::"EndReason", confirm_by = ${columns.confirmBy},
        confirmed_at = ${columns.confirmedAt}, version = version + 1,
        deactivated_at = case ${columns.status} when 'EXPIRING' then coalesce(${deactivatedAt}, deactivated_at)
          when 'INACTIVE' then deactivated_at end
      where id = ${before.id}::uuid and version = ${before.version} returning id, sim_id, status
    ), sim as (
      update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1,
        desired_at = ${toDate(now)}
      from saved where saved.status = 'INACTIVE' and s.id = saved.sim_id
    ), ended as (
      select id from saved where status = 'INACTIVE'
    ), dropped as (
      ${dropMovesOfEnded(toDate(now))}
    ) select count(*)::int as saved from saved`;
  if (rows[0].saved === 0) throw new AppError("CONFLICT");
  return { ...before, state: next, deactivatedAt, version: before.version + 1 };
}

/** What a new run is made of, beside its state. */
export type NewRun = {
  state: Active;
  hub: LockedHub;
  simId: string;
  offerId: string;
  connectionId: string;
  resellerCompanyId: string;
  resellerName: string;
};

/** Inserts a new run linked to the last one, and switches its SIM on in the same statement. */
export async function insertHubPackage(
  tx: Transaction,
  companyId: CompanyId,
  run: NewRun,
  now: Temporal.Instant,
): Promise<HubPackage> {
  const { state } = run;
  const at = toDate(now);
  const rows = await tx.$queryRaw<[{ id: string }]>`
    with made as (
      insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, previous_id,
        status, billing_zone, tzdb_version, activated_at, confirm_by)
      values (gen_random_uuid(), ${companyId}::uuid, ${run.hub.key}::uuid, ${run.simId}::uuid, ${run.offerId}::uuid,
        ${state.resellerId}::uuid, ${run.connectionId}::uuid, ${run.hub.latest?.id ?? null}::uuid, 'ACTIVE',
        ${state.billingZone}, ${zoneDataVersion}, ${at}, ${state.confirmBy ? toDate(state.confirmBy) : null})
      returning id, sim_id
    ), sim as (
      update ajax_sim s set desired_status = 'ENABLED', desired_version = s.desired_version + 1, desired_at = ${at}
      from made where s.id = made.sim_id
    ) select id from made`;
  return {
    id: rows[0].id,
    companyId,
    hubKey: run.hub.key,
    simId: run.simId,
    resellerId: state.resellerId,
    resellerCompanyId: run.resellerCompanyId,
    resellerName: run.resellerName,
    connectionId: run.connectionId,
    connectionEnd: null,
    plannedMove: null,
    state,
    activatedAt: at,
    deactivatedAt: null,
    version: 1,
  };
}
