import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver } from "./package-reading";
import { withinReach } from "./reach";

/** A run that waits for its SIM's first report, under lock. `lockedAt` is by its company's clock. */
export type WaitingRun = { simId: string; resellerId: string; billingZone: string; lockedAt: Date };

/** Locks the runs that wait for a first report of one of these SIM cards. */
export async function lockWaitingRuns(tx: Transaction, simIds: readonly string[]): Promise<WaitingRun[]> {
  return tx.$queryRaw<WaitingRun[]>`
    select p.sim_id as "simId", p.reseller_id as "resellerId", p.billing_zone as "billingZone",
      clock_timestamp() + coalesce(k.offset_ms, 0) * interval '1 millisecond' as "lockedAt"
    from hub_package p join company c on c.id = p.company_id left join simulation_clock k on k.id = c.clock_id
    where p.sim_id = any(${[...simIds]}::uuid[]) and p.status <> 'INACTIVE' and p.confirmed_at is null
    order by p.id for update of p`;
}

/**
 * What was reported of a SIM. `version` is that of the last command it had heard, `at` when the hub saw it; `confirmedAt`
 * is when a run that waits for the report counts as confirmed, then or later.
 */
export type ReportRow = {
  simId: string;
  status: "ENABLED" | "DISABLED";
  version: number;
  at: Date;
  confirmedAt: Date;
};

export type TakenReport = {
  simId: string;
  hubKey: string;
  companyId: string;
  /** Whether the SIM is another thing than it was said to be before. */
  isNews: boolean;
  hubPackageId: string | null;
  packageVersion: number | null;
  confirmedAt: Date | null;
};

/**
 * Takes reports that are newer than the last accepted one of their SIM, one a SIM: writes what the SIM is, and confirms
 * the package of that hub that waits for it and is not over. Late, doubled and reordered ones (RELIABILITY I-7), and those
 * of a SIM that sits in no hub, are left out of the answer. The caller holds the hubs.
 */
export async function takeReportRows(tx: Transaction, reports: readonly ReportRow[]): Promise<TakenReport[]> {
  return tx.$queryRaw<TakenReport[]>`
    with incoming as (
      select n.*, s.reported_status as former
      from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as n ("simId" uuid, status "SimPower", version int,
        at timestamptz, "confirmedAt" timestamptz)
      join ajax_sim s on s.id = n."simId"
    ), taken as (
      update ajax_sim s set reported_status = n.status, reported_version = n.version, reported_at = n.at
      from incoming n where s.id = n."simId" and s.hub_id is not null and s.desired_version >= n.version
        and (s.reported_version < n.version or s.reported_version = n.version and s.reported_at < n.at)
      returning s.id, s.hub_id, s.company_id, s.desired_version, n.status, n.version, n."confirmedAt" as confirmed_at, n.former
    ), confirmed as (
      update hub_package p set confirmed_at = t.confirmed_at, confirm_by = null, version = p.version + 1
      from taken t where p.sim_id = t.id and p.hub_id = t.hub_id and p.status <> 'INACTIVE' and p.confirmed_at is null
        and t.status = 'ENABLED' and t.desired_version = t.version and p.confirm_by > t.confirmed_at
        and not ${isOver(Prisma.sql`t.confirmed_at`)}
      returning p.id, p.version, p.sim_id, p.confirmed_at
    )
    select t.id as "simId", t.hub_id as "hubKey", t.company_id as "companyId", t.former is distinct from t.status as "isNews",
      c.id as "hubPackageId", c.version as "packageVersion", c.confirmed_at as "confirmedAt"
    from taken t left join confirmed c on c.sim_id = t.id order by t.id`;
}

/** A SIM in a hub, under lock. */
export type HeldSim = {
  simId: string;
  hubKey: string;
  desiredStatus: "ENABLED" | "DISABLED";
  desiredVersion: number;
  reportedStatus: "ENABLED" | "DISABLED" | null;
};

/** Locks a hub of the company and the Ajax SIM of that number in it. Null: there is none. */
export async function lockSimOfHub(
  tx: Transaction,
  companyId: CompanyId,
  { objectId, hubId, iccid }: { objectId: string; hubId: string; iccid: string },
): Promise<HeldSim | null> {
  const hubs = await tx.$queryRaw<{ key: string }[]>`
    select h.id as key from hub h join secured_object o on o.id = h.object_id
    where h.company_id = ${companyId}::uuid and h.hub_id = ${hubId} and o.id::text = ${objectId} and ${withinReach}
    for no key update of h`;
  const hubKey = hubs[0]?.key;
  if (!hubKey) return null;
  const rows = await tx.$queryRaw<HeldSim[]>`
    select id as "simId", hub_id as "hubKey", desired_status::text as "desiredStatus", desired_version as "desiredVersion",
      reported_status::text as "reportedStatus"
    from ajax_sim where hub_id = ${hubKey}::uuid and iccid = ${iccid} and kind = 'AJAX' and retired_at is null
    for no key update`;
  return rows[0] ?? null;
}

/** Makes the order that a SIM has a newer one of the same, which is sent at once. Drift counts on. Returns its version. */
export async function bumpCommand(tx: Transaction, simId: string): Promise<number> {
  const { desiredVersion } = await tx.ajaxSim.update({
    where: { id: simId },
    data: { desiredVersion: { increment: 1 } },
    select: { desiredVersion: true },
  });
  return desiredVersion;
}
