import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { unseenCard } from "@/lib/domain/sim-card";
import type { SimSlot } from "@/lib/domain/sim-status";
import { recordAudit } from "@/lib/server/audit";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { lockSimHolder, type SimHolder, takeSimOver } from "@/lib/server/store/freed-hubs";

export type SimPlace = { hubKey: string; hubId: string; slot: SimSlot; iccid: string };

/**
 * Puts a SIM into a slot, in the caller's transaction, with its line in the hub's history. A SIM that sits in another
 * hub, or belongs to another company, is SIM_IN_OTHER_HUB alike, unless that company is deleted: then it is taken over.
 * One that was switched off for good is SIM_RETIRED. The hub answers for an Ajax SIM from now on; nothing is switched on
 * by inserting it.
 */
export async function putSim(
  tx: Transaction,
  ctx: CompanyContext,
  { hubKey, hubId, slot, iccid }: SimPlace,
): Promise<Outcome<{ simId: string }, "SIM_IN_OTHER_HUB" | "SIM_RETIRED">> {
  const known = await lockSimHolder(tx, iccid);
  const isOwn = known?.companyId === ctx.companyId && (known.hubId === null || known.hubId === hubKey);
  if (known && !known.isFree && !isOwn) return refuse("SIM_IN_OTHER_HUB");
  if (known?.isRetired) return refuse("SIM_RETIRED");

  const simId = await placeSim(tx, ctx, { known, hubKey, slot, iccid });
  await recordAudit(tx, ctx, {
    action: "sim.installed",
    subjectId: simId,
    subjectVersion: 1,
    hubKey,
    before: null,
    after: { hubId, slot, iccid, installedAt: toDate(ctx.now).toISOString() },
  });
  return succeed({ simId });
}

type Placing = Omit<SimPlace, "hubId"> & { known: SimHolder | null };

async function placeSim(
  tx: Transaction,
  { companyId, now }: CompanyContext,
  { known, hubKey, slot, iccid }: Placing,
): Promise<string> {
  const place = { hubId: hubKey, slot };
  if (!known) {
    const data = { ...unseenCard(iccid), companyId, trafficResetAt: toDate(now), ...place };
    return (await tx.ajaxSim.create({ data, select: { id: true } })).id;
  }
  const id = known.isFree
    ? await takeSimOver(tx, known.simId, { companyId, hubId: null, at: toDate(now) })
    : known.simId;
  await tx.ajaxSim.update({ where: { id }, data: { ...place, removedAt: null }, select: { id: true } });
  return id;
}
