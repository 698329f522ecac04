import { randomInt } from "node:crypto";
import { toDate } from "@/lib/clock";
import { unseenCard } from "@/lib/domain/sim-card";
import type { SimSlot } from "@/lib/domain/sim-status";
import type { SlotFault } from "@/lib/domain/simulated-faults";
import type { Transaction } from "@/lib/server/context";
import {
  findHubWithRoom,
  lockHubs,
  lockSlotCards,
  putCardIn,
  type StandingFault,
  takeCardOut,
} from "@/lib/server/store/simulator";
import type { Drive } from "./driver";

/** Number of a SIM that no Ajax issuer has given out; nobody has it yet with all but certainty. */
export function foreignIccid(): string {
  return `8949${String(randomInt(0, 10 ** 12)).padStart(15, "0")}`;
}

type Away = { options: Record<string, unknown>; touched: string[] };

/**
 * Takes the card of a slot away: out of it, with another operator's in its place, or into another hub. Says what has to
 * be known to bring it back, and which other hubs feel it.
 */
export async function takeCardAway(
  tx: Transaction,
  { hub, now }: Drive,
  { kind, simId, slot }: { kind: SlotFault; simId: string; slot: SimSlot },
): Promise<Away | "NO_OTHER_HUB"> {
  if (kind === "SIM_ELSEWHERE") {
    const otherKey = await findHubWithRoom(tx, hub.companyId, hub.hubKey);
    if (!otherKey) return "NO_OTHER_HUB";
    await lockHubs(tx, [otherKey]);
    await putCardIn(tx, simId, { hubKey: otherKey, slot: 1 });
    return { options: { cardId: simId, slot, otherKey }, touched: [otherKey] };
  }
  await takeCardOut(tx, simId, toDate(now));
  if (kind === "SIM_REMOVED") return { options: { cardId: simId, slot }, touched: [] };
  const foreign = await tx.ajaxSim.create({
    data: {
      ...unseenCard(foreignIccid()),
      companyId: hub.companyId,
      trafficResetAt: toDate(now),
      hubId: hub.hubKey,
      slot,
    },
    select: { id: true },
  });
  return { options: { cardId: simId, slot, foreignId: foreign.id }, touched: [] };
}

/** Brings a card that a fault has taken away back to its slot. Returns which other hubs feel it. */
export async function bringCardBack(
  tx: Transaction,
  { hub }: Drive,
  { options }: StandingFault,
): Promise<string[] | "SLOT_TAKEN"> {
  const { cardId, slot, foreignId, otherKey } = options as Record<string, string> & { slot: SimSlot };
  if (otherKey) await lockHubs(tx, [otherKey]);
  const inSlot = (await lockSlotCards(tx, hub.hubKey)).find((card) => card.slot === slot);
  if (inSlot && inSlot.simId !== foreignId && inSlot.simId !== cardId) return "SLOT_TAKEN";
  if (foreignId) await tx.ajaxSim.deleteMany({ where: { id: foreignId } });
  if (cardId) await putCardIn(tx, cardId, { hubKey: hub.hubKey, slot });
  return otherKey ? [otherKey] : [];
}
