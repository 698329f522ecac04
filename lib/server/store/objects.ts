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
