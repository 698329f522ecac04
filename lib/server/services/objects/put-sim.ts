import { toDate } from "@/lib/clock";
import { kindOfSim } from "@/lib/domain/iccid";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import type { SimSlot } from "@/lib/domain/sim-status";
import { recordAudit } from "@/lib/server/audit";
import type { CompanyContext, Transaction } from "@/lib/server/context";

export type SimPlace = { hubKey: string; hubId: string; slot: SimSlot; iccid: string };

/**
 * Puts a SIM into a slot, in the caller's transaction, with its line in the hub's history. A SIM that sits in another
 * hub, or belongs to another company, is SIM_IN_OTHER_HUB alike; one that was switched off for good is SIM_RETIRED.
 * The hub answers for an Ajax SIM from now on; nothing is switched on by inserting it.
 */
export async function putSim(
  tx: Transaction,
  ctx: CompanyContext,
  { hubKey, hubId, slot, iccid }: SimPlace,
): Promise<Outcome<{ simId: string }, "SIM_IN_OTHER_HUB" | "SIM_RETIRED">> {
  const known = await tx.ajaxSim.findUnique({ where: { iccid } });
  const isElsewhere = known && (known.companyId !== ctx.companyId || (known.hubId !== null && known.hubId !== hubKey));
  if (isElsewhere) return refuse("SIM_IN_OTHER_HUB");
  if (known?.retiredAt) return refuse("SIM_RETIRED");

  const sim = await tx.ajaxSim.upsert({
    where: { iccid },
    create: { companyId: ctx.companyId, iccid, kind: kindOfSim(iccid), hubId: hubKey, slot },
    update: { hubId: hubKey, slot, removedAt: null },
    select: { id: true },
  });
  await recordAudit(tx, ctx, {
    action: "sim.installed",
    subjectId: sim.id,
    subjectVersion: 1,
    hubKey,
    before: null,
    after: { hubId, slot, iccid, installedAt: toDate(ctx.now).toISOString() },
  });
  return succeed({ simId: sim.id });
}
