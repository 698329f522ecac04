import { simSlotsOf } from "@/lib/domain/devices/hub-model";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import type { SimSlot } from "@/lib/domain/sim-status";
import { decideSwap, type SwapRefusal } from "@/lib/domain/sim-swap";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { type HubPackage, type HubPackageRef, loadHubForUpdate } from "@/lib/server/store/hub-packages";
import { lockNewSim, type NewSim, readSwapPlace, type SwapPlace, writeSwap } from "@/lib/server/store/sim-swaps";

export type SwapSimInput = HubPackageRef & { iccid: string };

/**
 * Lets a running package go on with another SIM: the new one is switched on, the old one off for good, and billing does
 * not notice. The new SIM may sit in the hub already, or comes into the old one's slot. Both histories name each other.
 * Throws NOT_FOUND for another company's hub, also one it shares, CONFLICT where the hub's services or its SIM changed meanwhile.
 * Source: PRODUCT 7.2, F11.
 */
export async function swapSim(
  given: CompanyContext,
  input: SwapSimInput,
): Promise<Outcome<{ hubId: string; simId: string }, SwapRefusal>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const hub = await loadHubForUpdate(tx, ctx.companyId, input);
    if (hub.isShared) throw new AppError("NOT_FOUND");
    const run = hub.latest;
    if (!run) return refuse("PACKAGE_NOT_ACTIVE");

    const place = await readSwapPlace(tx, run);
    if (place.oldIccid === input.iccid) return refuse("SIM_UNCHANGED");
    const newSim = await lockNewSim(tx, run, input.iccid, slotFor(place));
    const decision = decideSwap(run.state, newSim, ctx.now);
    if (!decision.ok) return decision;

    const { simId } = await writeSwap(tx, { run, newSim, now: ctx.now });
    await recordSwap(tx, ctx, { run, newSim, oldIccid: place.oldIccid, simId });
    return succeed({ hubId: hub.hubId, simId });
  });
}

/** A new SIM takes the old one's slot; where that one is out of the hub, a free slot. */
function slotFor({ model, oldSlot, taken }: SwapPlace): SimSlot {
  const free = ([1, 2] as const).filter((slot) => slot <= simSlotsOf(model) && !taken.includes(slot));
  return oldSlot ?? free[0] ?? 1;
}

type Swapped = { run: HubPackage; newSim: NewSim; oldIccid: string; simId: string };

async function recordSwap(tx: Transaction, ctx: CompanyContext, { run, newSim, oldIccid, simId }: Swapped) {
  const place = { hubKey: run.hubKey, counterpartId: run.resellerCompanyId };
  await recordAudit(tx, ctx, {
    ...place,
    action: "sim.swapped",
    subjectId: run.id,
    subjectVersion: run.version + 1,
    before: { iccid: oldIccid },
    after: { iccid: newSim.iccid, slot: newSim.slot },
  });
  const own = { hubKey: run.hubKey, subjectVersion: 1 };
  await recordAudit(tx, ctx, {
    ...own,
    action: "sim.retired",
    subjectId: run.simId,
    before: { iccid: oldIccid },
    after: { iccid: oldIccid, replacedBy: newSim.iccid },
  });
  if (newSim.isHere) return;
  await recordAudit(tx, ctx, {
    ...own,
    action: "sim.installed",
    subjectId: simId,
    before: null,
    after: { iccid: newSim.iccid, slot: newSim.slot, replaces: oldIccid },
  });
}
