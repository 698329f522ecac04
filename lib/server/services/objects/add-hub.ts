import { toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { findHolder, lockHolder, takeHubOver } from "@/lib/server/store/freed-hubs";
import { lockShareWith, placeSharedHub } from "@/lib/server/store/hub-access";
import { loadObjectForShare } from "@/lib/server/store/objects";
import { putSim } from "./put-sim";

export type AddHubInput = { objectId: string; hubId: string; name: string; model: HubModel; iccid: string | null };
export type AddHubRefusal = "HUB_TAKEN" | "SIM_IN_OTHER_HUB" | "SIM_RETIRED";

/** What a new hub of the simulation runs, and how it comes online: by cable, as on an installer's desk. */
export const factoryState = {
  firmware: "2.34.1",
  isOnline: true,
  hasEthernet: true,
  ethernet: { enabled: true, ip: "", mask: "", gate: "", dns: "", dhcp: true },
  hasMains: true,
  batteryPercent: 100,
};

/**
 * Adds a hub to an object, with its SIM in slot 1 if one is given. A hub of another company is HUB_TAKEN, unless that
 * company shares it with this one: then it comes under the object as it is, its name, model and SIMs being the holder's.
 * One that a deleted company has left behind is taken over with all that is in it. A hub that is in this company already
 * is left as it is, and its place is returned. Throws NOT_FOUND for another company's object.
 */
export async function addHub(
  given: CompanyContext,
  input: AddHubInput,
): Promise<Outcome<{ objectId: string; hubId: string }, AddHubRefusal>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const objectId = await loadObjectForShare(tx, ctx.companyId, input.objectId);
    const { hubId, name, iccid } = input;
    const found = await findHolder(tx, hubId);
    const holder = found?.isFree ? await lockHolder(tx, found, hubId) : found;
    if (holder && !holder.isFree) {
      if (holder.companyId === ctx.companyId) {
        return succeed({ objectId: await loadObjectForShare(tx, ctx.companyId, holder.objectId), hubId });
      }
      return addShared(tx, ctx, { hubKey: holder.hubKey, hubId, objectId });
    }
    const hub = holder
      ? await takeOver(tx, ctx, { oldKey: holder.hubKey, objectId, name })
      : await insertNew(tx, ctx, { ...input, objectId });
    await recordAudit(tx, ctx, {
      action: "hub.added",
      subjectId: hub.key,
      subjectVersion: 1,
      hubKey: hub.key,
      before: null,
      after: { hubId, name, model: hub.model, objectId },
    });
    const put = iccid ? await fillFirstSlot(tx, ctx, { hubKey: hub.key, hubId, iccid }) : null;
    return put && !put.ok ? put : succeed({ objectId, hubId });
  });
}

type SharedPlace = { hubKey: string; hubId: string; objectId: string };

async function addShared(
  tx: Transaction,
  ctx: CompanyContext,
  { hubKey, hubId, objectId }: SharedPlace,
): Promise<Outcome<{ objectId: string; hubId: string }, "HUB_TAKEN">> {
  const share = await lockShareWith(tx, ctx.companyId, hubKey);
  if (!share) return refuse("HUB_TAKEN");
  if (share.objectId) return succeed({ objectId: share.objectId, hubId });
  await placeSharedHub(tx, ctx.companyId, { hubKey, objectId });
  await recordAudit(tx, ctx, {
    action: "hub.share_added",
    subjectId: hubKey,
    subjectVersion: 1,
    hubKey,
    before: null,
    after: { hubId, objectId },
  });
  return succeed({ objectId, hubId });
}

type AddedHub = { key: string; model: HubModel };

async function insertNew(
  tx: Transaction,
  ctx: CompanyContext,
  { objectId, hubId, name, model }: AddHubInput,
): Promise<AddedHub> {
  const at = toDate(ctx.now);
  const times = { onlineSince: at, lastSeenAt: at, createdAt: at };
  const own = { companyId: ctx.companyId, objectId, hubId, name, model, installedById: ctx.account.id };
  const { id } = await tx.hub.create({ data: { ...factoryState, ...own, ...times }, select: { id: true } });
  return { key: id, model };
}

async function takeOver(
  tx: Transaction,
  ctx: CompanyContext,
  { oldKey, objectId, name }: { oldKey: string; objectId: string; name: string },
): Promise<AddedHub> {
  const holder = { companyId: ctx.companyId, objectId, name, installedById: ctx.account.id, at: ctx.now };
  const key = await takeHubOver(tx, oldKey, holder);
  const { model } = await tx.hub.findUniqueOrThrow({ where: { id: key }, select: { model: true } });
  return { key, model };
}

/** What the installer has typed is what sits there: another card of a hub that was taken over has come out. */
async function fillFirstSlot(
  tx: Transaction,
  ctx: CompanyContext,
  place: { hubKey: string; hubId: string; iccid: string },
): Promise<Outcome<unknown, "SIM_IN_OTHER_HUB" | "SIM_RETIRED">> {
  await tx.ajaxSim.updateMany({
    where: { hubId: place.hubKey, slot: 1, NOT: { iccid: place.iccid } },
    data: { hubId: null, slot: null, removedAt: toDate(ctx.now) },
  });
  return putSim(tx, ctx, { ...place, slot: 1 });
}
