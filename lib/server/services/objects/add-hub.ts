import { toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadObjectForShare } from "@/lib/server/store/objects";
import { putSim } from "./put-sim";

export type AddHubInput = { objectId: string; hubId: string; name: string; model: HubModel; iccid: string | null };
export type AddHubRefusal = "HUB_TAKEN" | "SIM_IN_OTHER_HUB" | "SIM_RETIRED";

/** What a new hub of the simulation runs, and how it comes online: by cable, as on an installer's desk. */
const factoryState = { firmware: "2.34.1", isOnline: true, hasEthernet: true, hasMains: true, batteryPercent: 100 };

/**
 * Adds a hub to an object, with its SIM in slot 1 if one is given. A hub of another company is HUB_TAKEN. A hub that is
 * in this company already is left as it is, and its place is returned. Throws NOT_FOUND for another company's object.
 */
export async function addHub(
  given: CompanyContext,
  input: AddHubInput,
): Promise<Outcome<{ objectId: string; hubId: string }, AddHubRefusal>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const objectId = await loadObjectForShare(tx, ctx.companyId, input.objectId);
    const { hubId, name, model, iccid } = input;
    const taken = await tx.hub.findUnique({ where: { hubId }, select: { companyId: true, objectId: true } });
    if (taken)
      return taken.companyId === ctx.companyId ? succeed({ objectId: taken.objectId, hubId }) : refuse("HUB_TAKEN");

    const at = toDate(ctx.now);
    const hub = await tx.hub.create({
      data: {
        ...factoryState,
        companyId: ctx.companyId,
        objectId,
        hubId,
        name,
        model,
        onlineSince: at,
        lastSeenAt: at,
        installedById: ctx.account.id,
        createdAt: at,
      },
      select: { id: true },
    });
    const after = { hubId, name, model, objectId };
    await recordAudit(tx, ctx, {
      action: "hub.added",
      subjectId: hub.id,
      subjectVersion: 1,
      hubKey: hub.id,
      before: null,
      after,
    });
    const put = iccid ? await putSim(tx, ctx, { hubKey: hub.id, hubId, slot: 1, iccid }) : null;
    return put && !put.ok ? put : succeed({ objectId, hubId });
  });
}
