import { simSlotsOf } from "@/lib/domain/devices/hub-model";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import type { SimSlot } from "@/lib/domain/sim-status";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockHubRow } from "@/lib/server/store/objects";
import { putSim } from "./put-sim";

export type InstallSimInput = { objectId: string; hubId: string; slot: SimSlot; iccid: string };

/**
 * Puts a SIM into a free slot of a hub. Refuses a SIM that is in another hub or switched off for good. Throws NOT_FOUND
 * for another company's hub, CONFLICT where somebody filled the slot meanwhile or the hub has no such slot.
 */
export async function installSim(
  given: CompanyContext,
  input: InstallSimInput,
): Promise<Outcome<{ hubId: string }, "SIM_IN_OTHER_HUB" | "SIM_RETIRED">> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const hub = await lockHubRow(tx, ctx.companyId, input);
    const inSlot = await tx.ajaxSim.count({ where: { hubId: hub.key, slot: input.slot } });
    if (inSlot > 0 || input.slot > simSlotsOf(hub.model)) throw new AppError("CONFLICT");
    const put = await putSim(tx, ctx, { hubKey: hub.key, hubId: input.hubId, slot: input.slot, iccid: input.iccid });
    return put.ok ? succeed({ hubId: input.hubId }) : put;
  });
}
