import { toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { kindOfSim } from "@/lib/domain/iccid";
import { unseenCard } from "@/lib/domain/sim-card";
import type { SimSlot, SlotSim } from "@/lib/domain/sim-status";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { HubPackage } from "./hub-packages";

/** The SIM a package goes over to. `isHere`: it sits in the hub; `simId` is null for a number nobody has seen yet. */
export type NewSim = Omit<SlotSim, "simId"> & { simId: string | null; iccid: string; isHere: boolean };

type Known = {
  simId: string;
  companyId: string;
  hubId: string | null;
  slot: SimSlot | null;
  kind: SlotSim["kind"];
  condition: SlotSim["condition"];
  isRetired: boolean;
  isServing: boolean;
};

/**
 * Locks the SIM of a number and reads what a swap must know of it. `freeSlot` is where it goes if it is not in the hub.
 * One of another company, in another hub or carrying another package serves another hub, alike.
 */
export async function lockNewSim(
  tx: Transaction,
  { companyId, hubKey }: Pick<HubPackage, "companyId" | "hubKey">,
  iccid: string,
  freeSlot: SimSlot,
): Promise<NewSim> {
  const rows = await tx.$queryRaw<Known[]>`
    select s.id as "simId", s.company_id as "companyId", s.hub_id as "hubId", s.slot, s.kind::text as kind,
      s.condition::text as condition, s.retired_at is not null as "isRetired",
      exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and p.hub_id <> ${hubKey}::uuid)
        as "isServing"
    from ajax_sim s where s.iccid = ${iccid} and s.released_at is null for update of s`;
  const known = rows[0];
  const place = { iccid, isNumberKnown: true };
  if (!known) {
    const unseen = { condition: "OK", isServingOtherHub: false, isRetired: false } as const;
    return { ...place, ...unseen, simId: null, slot: freeSlot, kind: kindOfSim(iccid), isHere: false };
  }
  const { simId, kind, condition, isRetired } = known;
  const isElsewhere = known.companyId !== companyId || (known.hubId !== null && known.hubId !== hubKey);
  return {
    ...place,
    simId,
    kind,
    condition,
    isRetired: isRetired && known.companyId === companyId,
    isServingOtherHub: isElsewhere || known.isServing,
    isHere: known.hubId === hubKey,
    slot: known.hubId === hubKey && known.slot ? known.slot : freeSlot,
  };
}

/** A hub's slots as a swap finds them. `oldSlot` is null where the package's SIM sits in no slot of the hub. */
export type SwapPlace = { model: HubModel; oldSlot: SimSlot | null; oldIccid: string; taken: SimSlot[] };

/** Reads the hub of a run, the SIM that the run belongs to, and the slots taken. Throws where either is gone. */
export async function readSwapPlace(tx: Transaction, run: HubPackage): Promise<SwapPlace> {
  const hub = await tx.hub.findUniqueOrThrow({
    where: { id: run.hubKey },
    select: { model: true, sims: { select: { id: true, slot: true } } },
  });
  const old = await tx.ajaxSim.findUniqueOrThrow({ where: { id: run.simId }, select: { iccid: true } });
  const slotOf = (sim: { slot: number | null } | undefined) => (sim?.slot ?? null) as SimSlot | null;
  return {
    model: hub.model,
    oldIccid: old.iccid,
    oldSlot: slotOf(hub.sims.find(({ id }) => id === run.simId)),
    taken: hub.sims.flatMap((sim) => slotOf(sim) ?? []),
  };
}

type Swap = { run: HubPackage; newSim: NewSim; now: Temporal.Instant };

/**
 * Puts the new SIM in its slot (the old one comes out of it if it sits there), hands it the package, switches it on, and
 * switches the old one off for good, all in the caller's transaction. Throws CONFLICT where the package has changed.
 */
export async function writeSwap(tx: Transaction, { run, newSim, now }: Swap): Promise<{ simId: string }> {
  const at = toDate(now);
  if (!newSim.isHere) {
    await tx.ajaxSim.updateMany({
      where: { id: run.simId, hubId: run.hubKey, slot: newSim.slot },
      data: { hubId: null, slot: null, removedAt: at },
    });
  }
  const simId = await placeSim(tx, run, { newSim, at });
  const moved = await tx.hubPackage.updateMany({
    where: { id: run.id, version: run.version },
    data: { simId, version: { increment: 1 } },
  });
  if (moved.count === 0) throw new AppError("CONFLICT");
  const command = { desiredVersion: { increment: 1 }, desiredAt: at };
  await tx.ajaxSim.update({
    where: { id: run.simId },
    data: { ...command, desiredStatus: "DISABLED", retiredAt: at },
    select: { id: true },
  });
  await tx.ajaxSim.update({
    where: { id: simId },
    data: { ...command, desiredStatus: "ENABLED" },
    select: { id: true },
  });
  await tx.hub.update({
    where: { id: run.hubKey },
    data: { activeSlot: newSim.slot, version: { increment: 1 } },
    select: { id: true },
  });
  return { simId };
}

async function placeSim(tx: Transaction, run: HubPackage, { newSim, at }: { newSim: NewSim; at: Date }) {
  const { simId, iccid, slot, isHere } = newSim;
  if (isHere && simId) return simId;
  const place = { hubId: run.hubKey, slot };
  if (!simId) {
    const data = { ...unseenCard(iccid), companyId: run.companyId, trafficResetAt: at, ...place };
    return (await tx.ajaxSim.create({ data, select: { id: true } })).id;
  }
  await tx.ajaxSim.update({ where: { id: simId }, data: { ...place, removedAt: null }, select: { id: true } });
  return simId;
}
