import { toInstantOrNull } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { TransferHub } from "@/lib/domain/hub-transfer";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver } from "./package-reading";
import { withinReach } from "./reach";

/** A hub as a transfer needs it. `key` is its key inside, `deviceCount` what would go over or be overwritten. */
export type TransferCandidate = TransferHub & {
  key: string;
  hubId: string;
  objectId: string;
  objectName: string;
  deviceCount: number;
};

type Row = Omit<TransferCandidate, "busyUntil"> & { busyUntil: Date | null };

/** Services count by their own ends at `now`, the company's time, however late the jobs run. */
const columnsOf = (now: Date) => Prisma.sql`
  h.id as key, h.hub_id as "hubId", h.name, h.model::text as model, h.firmware, o.id as "objectId", o.name as "objectName",
  h.is_armed or h.is_night_mode or exists (select from hub_group g where g.hub_id = h.id and g.state = 'ARMED') as "isArmed",
  exists (select from hub_package p where p.hub_id = h.id and p.status <> 'INACTIVE' and not ${isOver(now)}) as "isLive",
  (select t.due_at from hub_transfer t where t.state = 'RUNNING' and h.id in (t.source_id, t.target_id)) as "busyUntil",
  (select count(*)::int from device d where d.hub_id = h.id) as "deviceCount"
  from hub h join secured_object o on o.id = h.object_id`;

/** Locks hubs of the company in one order and reads them, by hub ID. Throws NOT_FOUND alike for unknown and others'. */
export async function lockTransferHubs(
  tx: Transaction,
  companyId: CompanyId,
  hubIds: readonly [string, string],
  now: Date,
): Promise<[TransferCandidate, TransferCandidate]> {
  await tx.$queryRaw`
    select h.id from hub h where h.company_id = ${companyId}::uuid and h.hub_id = any(${[...hubIds]})
    order by h.id for update`;
  const rows = await tx.$queryRaw<Row[]>`
    select ${columnsOf(now)}
    where h.company_id = ${companyId}::uuid and h.hub_id = any(${[...hubIds]}) and ${withinReach}`;
  const found = rows.map(toCandidate);
  const [source, target] = hubIds.map((hubId) => found.find((hub) => hub.hubId === hubId));
  if (!source || !target) throw new AppError("NOT_FOUND");
  return [source, target];
}

/** Reads one hub of the company without a lock. Throws NOT_FOUND alike for unknown hubs and other companies'. */
export async function readTransferHub(
  tx: Transaction,
  companyId: CompanyId,
  hubId: string,
  now: Date,
): Promise<TransferCandidate> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columnsOf(now)} where h.company_id = ${companyId}::uuid and h.hub_id = ${hubId} and ${withinReach}`;
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return toCandidate(rows[0]);
}

type Search = { search: string; models: readonly HubModel[]; except: string; now: Date; limit: number };

/** Lists hubs of the company that a configuration could go to by their model, by name, whose words hold `search`. */
export async function searchTransferHubs(
  tx: Transaction,
  companyId: CompanyId,
  { search, models, except, now, limit }: Search,
): Promise<TransferCandidate[]> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  const rows = await tx.$queryRaw<Row[]>`
    select ${columnsOf(now)}
    where h.company_id = ${companyId}::uuid and h.hub_id <> ${except} and h.model::text = any(${[...models]})
      and h.search_text like ${like} and ${withinReach}
    order by h.name, h.id limit ${limit}`;
  return rows.map(toCandidate);
}

function toCandidate({ busyUntil, ...row }: Row): TransferCandidate {
  return { ...row, busyUntil: toInstantOrNull(busyUntil) };
}

/** When the transfer on a hub is done; null while none runs. */
export async function findBusyUntil(tx: Transaction, hubKey: string): Promise<Date | null> {
  const running = await tx.hubTransfer.findFirst({
    where: { state: "RUNNING", OR: [{ sourceId: hubKey }, { targetId: hubKey }] },
    select: { dueAt: true },
  });
  return running?.dueAt ?? null;
}

/** A transfer that is due, with its company's clock and what its history names. */
export type DueTransfer = {
  id: string;
  companyId: string;
  sourceId: string;
  targetId: string;
  sourceName: string;
  targetName: string;
  dueAt: Date;
  /** A standing fault of the simulation cuts it off. */
  isCut: boolean;
};

/** Locks transfers that are due at `now`, real time, by their companies' clocks; those another worker holds are left. */
export async function lockDueTransfers(tx: Transaction, now: Date, limit: number): Promise<DueTransfer[]> {
  return tx.$queryRaw<DueTransfer[]>`
    select t.id, t.company_id as "companyId", t.source_id as "sourceId", t.target_id as "targetId",
      s.name as "sourceName", g.name as "targetName", t.due_at as "dueAt",
      exists (select from simulated_fault f where f.kind = 'TRANSFER_INTERRUPTED' and f.lifted_at is null
        and f.hub_id in (t.source_id, t.target_id)) as "isCut"
    from hub_transfer t join hub s on s.id = t.source_id join hub g on g.id = t.target_id
    join company c on c.id = t.company_id left join simulation_clock k on k.id = c.clock_id
    where t.state = 'RUNNING'
      and t.due_at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
    order by t.due_at, t.id limit ${limit} for update of t skip locked`;
}

/**
 * Hands a hub's devices, rooms and groups over to another one, whose own are gone. One statement moves all three, since
 * each names the others within its hub. Internet, monitoring station and SIM stay with their hubs.
 */
export async function handOver(tx: Transaction, sourceId: string, targetId: string): Promise<void> {
  await tx.device.deleteMany({ where: { hubId: targetId } });
  await tx.room.deleteMany({ where: { hubId: targetId } });
  await tx.hubGroup.deleteMany({ where: { hubId: targetId } });
  await tx.$executeRaw`
    with rooms as (update room set hub_id = ${targetId}::uuid where hub_id = ${sourceId}::uuid),
      groups as (update hub_group set hub_id = ${targetId}::uuid where hub_id = ${sourceId}::uuid),
      settings as (update hub t set groups_enabled = s.groups_enabled, arm_prevention_mode = s.arm_prevention_mode
        from hub s where t.id = ${targetId}::uuid and s.id = ${sourceId}::uuid)
    update device set hub_id = ${targetId}::uuid where hub_id = ${sourceId}::uuid`;
}
