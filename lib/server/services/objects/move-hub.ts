import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { holdObjects, lockHubRow, setHubObject } from "@/lib/server/store/objects";

export type MoveHubInput = { objectId: string; hubId: string; toObjectId: string };

/**
 * Moves a hub to another object of its company. Package, payer, SIMs and devices go with it; its history names both
 * objects. Throws NOT_FOUND alike for unknown hubs and objects and other companies', CONFLICT where the hub is there
 * already. Source: PRODUCT J14.4.
 */
export async function moveHub(
  given: CompanyContext,
  { objectId, hubId, toObjectId }: MoveHubInput,
): Promise<Outcome<{ objectId: string; hubId: string }, never>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const names = await holdObjects(tx, ctx.companyId, [objectId, toObjectId]);
    const hub = await lockHubRow(tx, ctx.companyId, { objectId, hubId });
    if (objectId === toObjectId) throw new AppError("CONFLICT");
    await setHubObject(tx, hub.key, toObjectId);
    const placeOf = (id: string) => ({ objectId: id, object: names.get(id) ?? "" });
    await recordAudit(tx, ctx, {
      action: "hub.moved",
      subjectId: hub.key,
      subjectVersion: 1,
      hubKey: hub.key,
      before: placeOf(objectId),
      after: placeOf(toObjectId),
    });
    return succeed({ objectId: toObjectId, hubId });
  });
}
