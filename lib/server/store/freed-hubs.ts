import { toDate } from "@/lib/clock";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** Who holds a hub now. `isFree`: its company is deleted, so that another may take the hub over. */
export type HubHolder = { hubKey: string; companyId: string; objectId: string; isFree: boolean };

/** Finds who holds a hub by the ID printed on it. Null for one nobody ever added. */
export async function findHolder(tx: Transaction, hubId: string): Promise<HubHolder | null> {
  const rows = await tx.$queryRaw<HubHolder[]>`
    select h.id as "hubKey", h.company_id as "companyId", h.object_id as "objectId", c.deleted_at is not null as "isFree"
    from hub h join company c on c.id = h.company_id where h.hub_id = ${hubId} and h.released_at is null`;
  return rows[0] ?? null;
}

/** Locks a free hub against others who want it too, and finds who holds it then. */
export async function lockHolder(tx: Transaction, holder: HubHolder, hubId: string): Promise<HubHolder | null> {
  await tx.$queryRaw`select id from hub where id = ${holder.hubKey}::uuid for update`;
  return findHolder(tx, hubId);
}

/** What the new holder says of the hub it takes over; everything else is as it stands in the hub itself. */
export type NewHolder = {
  companyId: CompanyId;
  objectId: string;
  name: string;
  installedById: string;
  at: Temporal.Instant;
};

/**
 * Writes a locked free hub down as another company's, with the rooms, groups, devices and SIM cards in it. The row of the
 * old company stays for what happened there, offline and released. Returns the new row's key.
 */
export async function takeHubOver(tx: Transaction, oldKey: string, holder: NewHolder): Promise<string> {
  const { at: now, ...own } = holder;
  const at = toDate(now);
  const old = await tx.hub.findUniqueOrThrow({ where: { id: oldKey } });
  const silent = { isOnline: false, onlineSince: null, offlineDueAt: null };
  await tx.hub.update({ where: { id: oldKey }, data: { releasedAt: at, ...silent }, select: { id: true } });
  const { id: _id, searchText: _searched, version: _version, ...physical } = old;
  const json = { ethernet: old.ethernet ?? {}, wifi: old.wifi ?? {} };
  const made = await tx.hub.create({ data: { ...physical, ...json, ...own, createdAt: at }, select: { id: true } });
  await moveEquipment(tx, { oldKey, newKey: made.id, companyId: holder.companyId });
  for (const { id } of await tx.ajaxSim.findMany({
    where: { hubId: oldKey, releasedAt: null },
    select: { id: true },
  })) {
    await takeSimOver(tx, id, { companyId: holder.companyId, hubId: made.id, at });
  }
  return made.id;
}

/** In one statement: a device must lie in a room and a group of its own hub at every end of one. */
async function moveEquipment(
  tx: Transaction,
  { oldKey, newKey, companyId }: { oldKey: string; newKey: string; companyId: CompanyId },
): Promise<void> {
  await tx.$executeRaw`
    with rooms as (
      update room set company_id = ${companyId}::uuid, hub_id = ${newKey}::uuid where hub_id = ${oldKey}::uuid
    ), groups as (
      update hub_group set company_id = ${companyId}::uuid, hub_id = ${newKey}::uuid where hub_id = ${oldKey}::uuid
    )
    update device set company_id = ${companyId}::uuid, hub_id = ${newKey}::uuid where hub_id = ${oldKey}::uuid`;
}

/**
 * Writes a SIM card of a deleted company down as another company's, switched off, in a hub of its own or (null) in none.
 * Returns the new row's id.
 */
export async function takeSimOver(
  tx: Transaction,
  oldId: string,
  to: { companyId: CompanyId; hubId: string | null; at: Date },
): Promise<string> {
  const { companyId, hubId, at } = to;
  const old = await tx.ajaxSim.update({ where: { id: oldId }, data: { releasedAt: at } });
  const { id: _id, slot, ...card } = old;
  const place = { companyId, hubId, slot: hubId ? slot : null, releasedAt: null };
  const made = await tx.ajaxSim.create({ data: { ...card, ...place }, select: { id: true } });
  return made.id;
}

/** A SIM card as whoever wants to use its number finds it. `isFree`: its company is deleted. */
export type SimHolder = { simId: string; companyId: string; hubId: string | null; isRetired: boolean; isFree: boolean };

/** Locks the card of a number and finds who has it. Null for a number nobody has seen. */
export async function lockSimHolder(tx: Transaction, iccid: string): Promise<SimHolder | null> {
  const rows = await tx.$queryRaw<SimHolder[]>`
    select s.id as "simId", s.company_id as "companyId", s.hub_id as "hubId", s.retired_at is not null as "isRetired",
      c.deleted_at is not null as "isFree"
    from ajax_sim s join company c on c.id = s.company_id
    where s.iccid = ${iccid} and s.released_at is null for update of s`;
  return rows[0] ?? null;
}
