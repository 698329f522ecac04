import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { DeviceType } from "@/lib/domain/devices/registry";
import { deviceTypes } from "@/lib/domain/devices/registry";
import type { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** A company that gets simulated equipment. `offsetMs` is that of its clock. */
export type EquippedCompany = { companyId: string; clockId: string | null; offsetMs: bigint };

/** Finds a company by its slug, with its clock (offset in ms); null for an unknown or deleted one. */
export async function findEquippedCompany(tx: Transaction, slug: string): Promise<EquippedCompany | null> {
  const rows = await tx.$queryRaw<EquippedCompany[]>`
    select c.id as "companyId", c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs"
    from company c left join simulation_clock k on k.id = c.clock_id where c.slug = ${slug} and c.deleted_at is null`;
  return rows[0] ?? null;
}

/** Finds a company's object by its name, or makes one. Returns its key. */
export async function ensureObject(
  tx: Transaction,
  companyId: string,
  { name, at }: { name: string; at: Date },
): Promise<string> {
  const found = await tx.securedObject.findFirst({ where: { companyId, name }, select: { id: true } });
  if (found) return found.id;
  const data = { companyId, name, address: name, createdAt: at };
  return (await tx.securedObject.create({ data, select: { id: true } })).id;
}

/** Answers whether some company holds a hub of that ID. */
export async function isHubHeld(tx: Transaction, hubId: string): Promise<boolean> {
  return (await tx.hub.count({ where: { hubId, releasedAt: null } })) > 0;
}

type Place = { companyId: string; objectId: string };

/** Adds a hub as it leaves the factory. Returns its key. */
export async function insertSimulatedHub(
  tx: Transaction,
  place: Place,
  hub: Omit<Prisma.HubUncheckedCreateInput, keyof Place | "model"> & { model: HubModel },
): Promise<string> {
  return (await tx.hub.create({ data: { ...place, ...hub }, select: { id: true } })).id;
}

/** A device that is to be paired. `groupNumber` is null for none. */
export type NewDevice = {
  companyId: string;
  hubKey: string;
  deviceId: string;
  type: DeviceType;
  name: string;
  roomName: string | null;
  groupNumber: number | null;
};

/** A hub has so many zones at a monitoring station. */
const mostDevices = 500;

/** Pairs a device with a hub that the caller holds; its room is made where there is none of that name. */
export async function insertDevice(
  tx: Transaction,
  { companyId, hubKey, deviceId, type, name, roomName, groupNumber }: NewDevice,
): Promise<"DONE" | "HUB_FULL" | "NO_SUCH_GROUP"> {
  const place = { companyId, hubId: hubKey };
  const group = groupNumber
    ? await tx.hubGroup.findFirst({ where: { ...place, number: groupNumber }, select: { id: true } })
    : null;
  if (groupNumber && !group) return "NO_SUCH_GROUP";
  const last = await tx.device.aggregate({ where: place, _max: { cmsDeviceIndex: true } });
  const cmsDeviceIndex = (last._max.cmsDeviceIndex ?? 0) + 1;
  if (cmsDeviceIndex > mostDevices) return "HUB_FULL";
  const roomId = roomName ? await ensureRoom(tx, place, roomName) : null;
  const { fields, hasBattery, hasThermometer } = deviceTypes[type];
  const senses = { batteryPercent: hasBattery ? 100 : null, temperature: hasThermometer ? 21 : null };
  await tx.device.create({
    data: { ...place, deviceId, type, name, roomId, groupId: group?.id ?? null, cmsDeviceIndex, fields, ...senses },
    select: { id: true },
  });
  return "DONE";
}

async function ensureRoom(tx: Transaction, place: { companyId: string; hubId: string }, name: string): Promise<string> {
  const found = await tx.room.findFirst({ where: { ...place, name }, select: { id: true } });
  if (found) return found.id;
  const last = await tx.room.aggregate({ where: place, _max: { number: true } });
  const data = { ...place, name, number: (last._max.number ?? 0) + 1 };
  return (await tx.room.create({ data, select: { id: true } })).id;
}

/** What a hub runs, and the newer firmware that waits for it. */
export type Firmware = { firmware: string; latestFirmware: string | null };

/** Sets what a hub that the caller holds runs. Returns what it ran before. */
export async function setFirmware(tx: Transaction, hubKey: string, next: Firmware): Promise<Firmware> {
  const select = { firmware: true, latestFirmware: true };
  const before = await tx.hub.findUniqueOrThrow({ where: { id: hubKey }, select });
  await tx.hub.update({ where: { id: hubKey }, data: next, select: { id: true } });
  return before;
}
