import type { SimSlot } from "@/lib/domain/sim-status";
import type { SimulatedFaultKind } from "@/lib/domain/simulated-faults";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { ClockRef } from "./network";

/** A hub that the simulator acts on, whoever's it is. `offsetMs` is that of its company's clock. */
export type SimulatedHub = {
  hubKey: string;
  companyId: string;
  clockId: ClockRef;
  offsetMs: bigint;
  model: string;
};

const hubColumns = Prisma.sql`
  h.id as "hubKey", h.company_id as "companyId", c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs",
  h.model::text as model`;

const hubsOfCompanies = Prisma.sql`
  hub h join company c on c.id = h.company_id and c.deleted_at is null left join simulation_clock k on k.id = c.clock_id`;

/** Finds a hub of any company by its 8-digit id, with its clock (offset in ms); null for one nobody has now. */
export async function findSimulatedHub(tx: Transaction, hubId: string): Promise<SimulatedHub | null> {
  const rows = await tx.$queryRaw<SimulatedHub[]>`
    select ${hubColumns} from ${hubsOfCompanies} where h.hub_id = ${hubId} and h.released_at is null`;
  return rows[0] ?? null;
}

/** Lists the hubs that a user lives with, or without a user, every hub that somebody lives with. */
export async function listHomes(tx: Transaction, userId: string | null): Promise<SimulatedHub[]> {
  return tx.$queryRaw<SimulatedHub[]>`
    select ${hubColumns} from ${hubsOfCompanies}
    where h.released_at is null and exists (select from cloud.hub_binding b
      where b.hub_id = h.id and (${userId}::uuid is null or b.user_id = ${userId}::uuid))
    order by h.hub_id`;
}

/** Answers whether there is a device of that 8-digit id on a hub, or without a hub, on any. */
export async function hasSimulatedDevice(
  tx: Transaction,
  { deviceId, hubId }: { deviceId: string; hubId: string | null },
): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ found: boolean }]>`
    select exists (select from device d join hub h on h.id = d.hub_id and h.released_at is null
      where d.device_id = ${deviceId} and (${hubId}::text is null or h.hub_id = ${hubId})) as found`;
  return rows[0].found;
}

/** Locks hubs in the order of their keys, as everything does that writes them. */
export async function lockHubs(tx: Transaction, hubKeys: readonly string[]): Promise<void> {
  await tx.$executeRaw`select id from hub where id = any(${[...hubKeys]}::uuid[]) order by id for no key update`;
}

/** A SIM card in a slot of a hub. */
export type SlotCard = { simId: string; slot: SimSlot; iccid: string };

/** Locks the cards in a hub's slots; the caller holds the hub. */
export async function lockSlotCards(tx: Transaction, hubKey: string): Promise<SlotCard[]> {
  return tx.$queryRaw<SlotCard[]>`
    select id as "simId", slot, iccid from ajax_sim where hub_id = ${hubKey}::uuid order by slot for no key update`;
}

/** Finds another hub of the company with a free first slot, the one with the lowest ID. Null: there is none. */
export async function findHubWithRoom(tx: Transaction, companyId: string, exceptKey: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select h.id as key from hub h where h.company_id = ${companyId}::uuid and h.id <> ${exceptKey}::uuid
      and h.released_at is null and not exists (select from ajax_sim s where s.hub_id = h.id and s.slot = 1)
    order by h.hub_id limit 1`;
  return rows[0]?.key ?? null;
}

/** Where a fault stands: at one clock's network, one hub or one SIM card. */
export type FaultPlace = { clockId: string } | { hubKey: string } | { simId: string };

export type StandingFault = { id: string; kind: SimulatedFaultKind; part: string; options: Record<string, unknown> };

function at(place: FaultPlace): Prisma.Sql {
  if ("clockId" in place) return Prisma.sql`f.clock_id = ${place.clockId}::uuid`;
  if ("hubKey" in place) return Prisma.sql`f.hub_id = ${place.hubKey}::uuid`;
  return Prisma.sql`f.sim_id = ${place.simId}::uuid`;
}

/** Locks the standing faults of a place. */
export async function lockFaults(tx: Transaction, place: FaultPlace): Promise<StandingFault[]> {
  return tx.$queryRaw<StandingFault[]>`
    select f.id, f.kind::text as kind, f.part, f.options from simulated_fault f
    where ${at(place)} and f.lifted_at is null order by f.injected_at, f.id for update`;
}

/** What a fault is found by: its hub, whoever's it is, or the clock whose network it stands in. */
export type FaultAddress = StandingFault & { hubKey: string | null; simId: string | null; clockId: string | null };

/** Finds a fault that is not lifted yet. */
export async function findFault(tx: Transaction, id: string): Promise<FaultAddress | null> {
  const rows = await tx.$queryRaw<FaultAddress[]>`
    select f.id, f.kind::text as kind, f.part, f.options, coalesce(f.hub_id, s.hub_id) as "hubKey", f.sim_id as "simId",
      f.clock_id as "clockId"
    from simulated_fault f left join ajax_sim s on s.id = f.sim_id where f.id = ${id}::uuid and f.lifted_at is null`;
  return rows[0] ?? null;
}

export type NewFault = {
  kind: SimulatedFaultKind;
  part: string;
  place: FaultPlace;
  companyId: string;
  options: Record<string, unknown>;
  at: Date;
  by: string;
};

/** Injects a fault at one place: a clock's whole network, a hub or a SIM card. */
export async function addFault(tx: Transaction, { place, companyId, ...fault }: NewFault): Promise<void> {
  const [clockId, hubKey, simId] = [
    "clockId" in place ? place.clockId : null,
    "hubKey" in place ? place.hubKey : null,
    "simId" in place ? place.simId : null,
  ];
  await tx.$executeRaw`
    insert into simulated_fault (id, kind, clock_id, company_id, hub_id, sim_id, part, options, injected_at, injected_by)
    values (gen_random_uuid(), ${fault.kind}::"FaultKind", ${clockId}::uuid, ${clockId ? null : companyId}::uuid,
      ${hubKey}::uuid, ${simId}::uuid, ${fault.part}, ${JSON.stringify(fault.options)}::jsonb, ${fault.at}, ${fault.by})`;
}

/** Replaces the options of a fault. */
export async function changeFault(tx: Transaction, id: string, options: Record<string, unknown>): Promise<void> {
  await tx.$executeRaw`update simulated_fault set options = ${JSON.stringify(options)}::jsonb where id = ${id}::uuid`;
}

/** Lifts a fault; one that is lifted already keeps its first end. */
export async function endFault(tx: Transaction, id: string, end: { at: Date; by: string }): Promise<void> {
  await tx.$executeRaw`
    update simulated_fault set lifted_at = ${end.at}, lifted_by = ${end.by} where id = ${id}::uuid and lifted_at is null`;
}

/** Lets the network try unanswered commands at once, now that what stood in their way is gone. */
export async function wakeCards(tx: Transaction, place: FaultPlace): Promise<void> {
  const which =
    "clockId" in place
      ? Prisma.sql`s.company_id in (select c.id from company c where c.clock_id = ${place.clockId}::uuid)`
      : "hubKey" in place
        ? Prisma.sql`s.hub_id = ${place.hubKey}::uuid`
        : Prisma.sql`s.id = ${place.simId}::uuid`;
  await tx.$executeRaw`
    update ajax_sim s set next_try_at = null, attempts = 0 where s.reported_version < s.desired_version and ${which}`;
}

/** Takes a card out of wherever it is. */
export async function takeCardOut(tx: Transaction, simId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    update ajax_sim set hub_id = null, slot = null, removed_at = ${at} where id = ${simId}::uuid`;
}

/** Puts a card into a free slot. */
export async function putCardIn(
  tx: Transaction,
  simId: string,
  { hubKey, slot }: { hubKey: string; slot: SimSlot },
): Promise<void> {
  await tx.$executeRaw`
    update ajax_sim set hub_id = ${hubKey}::uuid, slot = ${slot}, removed_at = null where id = ${simId}::uuid`;
}

/** Sets what is wrong with a SIM card, or `OK`, as of `at` by the company's clock. */
export async function setCardCondition(
  tx: Transaction,
  simId: string,
  condition: "OK" | "PIN_LOCKED" | "DEFECTIVE",
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update ajax_sim set condition = ${condition}::"SimCondition", condition_at = ${at} where id = ${simId}::uuid`;
}
