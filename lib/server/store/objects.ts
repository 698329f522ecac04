import type { HubModel } from "@/lib/domain/devices/hub-model";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** Holds an object of the company for a hub to be added. Throws NOT_FOUND alike for unknown and other companies'. */
export async function loadObjectForShare(tx: Transaction, companyId: CompanyId, objectId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from secured_object where company_id = ${companyId}::uuid and id = ${objectId}::uuid for share`;
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
    select id as key, model::text as model from hub
    where company_id = ${companyId}::uuid and object_id = ${objectId}::uuid and hub_id = ${hubId} for update`;
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
      select id, name, company_id from secured_object where company_id = ${companyId}::uuid
      order by id desc limit ${newestObjects}
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
    select id, name from secured_object where company_id = ${companyId}::uuid and id = any(${ids}::uuid[])
    order by id for share`;
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
    where o.company_id = ${companyId}::uuid and o.id <> ${except}::uuid
      and lower(concat_ws(' ', o.name, o.address, o.reference)) like ${like}
    order by o.name, o.id limit ${limit}`;
}
