import type { HubModel } from "@/lib/domain/devices/hub-model";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { withinReach } from "./reach";

/** Holds an object of the company for a hub to be added. Throws NOT_FOUND alike for unknown and other companies'. */
export async function loadObjectForShare(tx: Transaction, companyId: CompanyId, objectId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select o.id from secured_object o
    where o.company_id = ${companyId}::uuid and o.id = ${objectId}::uuid and ${withinReach} for share`;
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return rows[0].id;
}

/** Locks a hub of the company and that object. Throws NOT_FOUND alike for unknown and other companies'. */
export async function lockHubRow(
  tx: Transaction,
  companyId: CompanyId,
  { objectId, hubId }: { objectId: string; hubId: string },
): Promise<{ key: string; model: HubModel }> {
  const rows = await tx.$queryRaw<{ key: string; model: HubModel }[]>`
    select h.id as key, h.model::text as model from hub h join secured_object o on o.id = h.object_id
    where h.company_id = ${companyId}::uuid and o.id = ${objectId}::uuid and h.hub_id = ${hubId} and ${withinReach}
    for update of h`;
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return rows[0];
}

const newestObjects = 50;

/** Lists those of a company's newest objects that hold no hub yet, newest first. Ids grow with time. */
export async function listNewEmptyObjects(
  tx: Transaction,
  companyId: CompanyId,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    select o.id, o.name from (
      select o.id, o.name, o.company_id from secured_object o where o.company_id = ${companyId}::uuid and ${withinReach}
      order by o.id desc limit ${newestObjects}
    ) o where not exists (select from hub h where h.company_id = o.company_id and h.object_id = o.id)
    order by o.id desc`;
}

/** Holds objects of the company in one order and reads their names. Throws NOT_FOUND alike for unknown and others'. */
export async function holdObjects(
  tx: Transaction,
  companyId: CompanyId,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select o.id, o.name from secured_object o
    where o.company_id = ${companyId}::uuid and o.id = any(${ids}::uuid[]) and ${withinReach}
    order by o.id for share`;
  if (rows.length < new Set(ids).size) throw new AppError("NOT_FOUND");
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Puts a hub under another object of its company. */
export async function setHubObject(tx: Transaction, hubKey: string, objectId: string): Promise<void> {
  await tx.hub.update({ where: { id: hubKey }, data: { objectId }, select: { id: true } });
}

export type ObjectChoice = { id: string; name: string; address: string; hubs: number };

/** Lists objects of a company but one, by name, whose name, address or reference holds `search`. */
export async function searchObjects(
  tx: Transaction,
  companyId: CompanyId,
  { search, except, limit }: { search: string; except: string; limit: number },
): Promise<ObjectChoice[]> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  return tx.$queryRaw<ObjectChoice[]>`
    select o.id, o.name, o.address,
      (select count(*)::int from hub h where h.company_id = o.company_id and h.object_id = o.id) as hubs
    from secured_object o
    where o.company_id = ${companyId}::uuid and o.id <> ${except}::uuid and ${withinReach}
      and lower(concat_ws(' ', o.name, o.address, o.reference)) like ${like}
    order by o.name, o.id limit ${limit}`;
}

/** Whom an object is assigned to. */
export type Assignee = { employeeId: string; name: string };

/** Reads whom an object is assigned to; null for nobody. */
export async function findAssignee(tx: Transaction, objectId: string): Promise<Assignee | null> {
  const { assignedTo } = await tx.securedObject.findUniqueOrThrow({
    where: { id: objectId },
    select: { assignedTo: { select: { id: true, account: { select: { name: true } } } } },
  });
  return assignedTo && { employeeId: assignedTo.id, name: assignedTo.account.name };
}

/** Assigns an object to an employee of its company, or to nobody. Returns its new version. */
export async function setAssignee(tx: Transaction, objectId: string, assignedToId: string | null): Promise<number> {
  const data = { assignedToId, version: { increment: 1 } };
  return (await tx.securedObject.update({ where: { id: objectId }, data, select: { version: true } })).version;
}
