import { clockNow, toDate } from "@/lib/clock";
import type { HubActor } from "@/lib/domain/live-hub";
import { unseenCard } from "@/lib/domain/sim-card";
import type { OrderAct, SimulatorAct } from "@/lib/domain/simulator-acts";
import type { SimulatorVerb } from "@/lib/domain/simulator-verbs";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { listBoundUsers } from "@/lib/server/store/cloud/bindings";
import { lockSimHolder } from "@/lib/server/store/freed-hubs";
import { findSimulatedHub, lockFaults, lockHubs, lockSlotCards, putCardIn } from "@/lib/server/store/simulator";
import type { Answer, Stimulus } from "@/lib/sim/hub/stimulus";
import { world } from "@/lib/sim/port";
import { type Drive, type Driver, recordDrive } from "./driver";
import { type FaultAnswer, lift, putFault } from "./put-fault";
import { foreignIccid } from "./slot-faults";

export type SimulatorAnswer = Answer | FaultAnswer | "SIM_HELD" | "NO_SUCH_USER";

/** Answers that are a no; every other act was applied, even where a rule kept it silent. */
const refusals: readonly SimulatorAnswer[] = [
  ...(["PREVENTED", "GROUPS_OFF", "NO_SUCH_GROUP", "NO_SUCH_DEVICE", "WRONG_DEVICE"] as const),
  ...(["NO_SUCH_USER", "SLOT_EMPTY", "SLOT_TAKEN", "SIM_HELD", "NO_OTHER_HUB", "NO_CLOCK"] as const),
];

/** Tells whether the simulated world took an act; false where it could not be done to that hub or device. */
export function isApplied(answer: SimulatorAnswer): boolean {
  return !refusals.includes(answer);
}

/** `eventId` is the id of the first event told of it; null where none is. */
export type DriveResult = { answer: SimulatorAnswer; hasChanged: boolean; eventId: string | null };

export type DriveInput = { verb: SimulatorVerb; hubId: string; deviceId: string | null; act: SimulatorAct };

/**
 * Does one thing to the simulated world through its port, in one transaction, with a line in the hub's history. The
 * running portal delivers what follows. Throws NOT_FOUND for a hub or a device nobody has.
 */
export async function driveSimulator(driver: Driver, input: DriveInput): Promise<DriveResult> {
  return inSystemTransaction(async (tx) => {
    const hub = await findSimulatedHub(tx, input.hubId);
    if (!hub) throw new AppError("NOT_FOUND");
    const drive: Drive = { driver, hub, now: clockNow(hub.offsetMs) };
    const { act } = input;
    if (act.kind === "FAULT") return asDriven(await putFault(tx, drive, act));
    if (act.kind === "LIFT_ALL") return liftAll(tx, drive);
    if (act.kind === "LIFT_NETWORK") {
      await lockHubs(tx, [hub.hubKey]);
      return liftNetwork(tx, drive, nothingLifted);
    }
    if (act.kind === "INSERT") return insertCard(tx, drive, act);
    const stimulus = await stimulusOf(tx, drive, input);
    if (!stimulus) return { answer: "NO_SUCH_USER", hasChanged: false, eventId: null };
    const [answer] = await world().stimulate(tx, [{ hubKey: hub.hubKey, at: drive.now, stimulus }]);
    if (!answer) throw new AppError("NOT_FOUND");
    await recordDrive(tx, drive, { action: "simulator.used", after: { verb: input.verb, device: input.deviceId } });
    return { answer: answer.answer, hasChanged: answer.hasChanged, eventId: answer.eventId };
  });
}

function asDriven({ answer, eventId }: { answer: FaultAnswer; eventId: string | null }): DriveResult {
  return { answer, hasChanged: answer === "DONE", eventId };
}

/** Null where somebody shall give an order who does not live with the hub. */
async function stimulusOf(tx: Transaction, drive: Drive, { deviceId, act }: DriveInput): Promise<Stimulus | null> {
  const { hub } = drive;
  if (act.kind === "DEVICE") {
    const device = await tx.device.findFirst({
      where: { hubId: hub.hubKey, deviceId: deviceId ?? "" },
      select: { id: true },
    });
    if (!device) throw new AppError("NOT_FOUND");
    return { to: "DEVICE", deviceKey: device.id, ...act.feel };
  }
  if (act.kind === "CHARGE") return { to: "HUB", what: "BATTERY", percent: act.percent };
  if (act.kind !== "ORDER") throw new Error(`${act.kind} is nothing a hub feels.`);
  const actor = await actorOf(tx, drive, act);
  if (!actor) return null;
  if (act.command === "PANIC" || act.command === "DURESS") return { to: "ORDER", what: act.command, actor };
  const { command, groupNumber, ignoreProblems } = act;
  return { to: "ORDER", what: "ARMING", order: { command, groupNumber, ignoreProblems }, actor };
}

/** The person whom the event names: who lives with the hub by that address, or whoever drives the simulator. */
async function actorOf(tx: Transaction, { hub, driver }: Drive, { userEmail }: OrderAct): Promise<HubActor | null> {
  if (userEmail === null) return { id: driver.accountId ?? hub.companyId, name: driver.name };
  const residents = await listBoundUsers(tx, hub.hubKey);
  const giver = residents.find(({ email }) => email.toLowerCase() === userEmail);
  return giver ? { id: giver.userId, name: giver.name } : null;
}

/** Lifts every fault of a hub and of the SIM cards in it, and of the network around it. */
async function liftAll(tx: Transaction, drive: Drive): Promise<DriveResult> {
  const { hub } = drive;
  await lockHubs(tx, [hub.hubKey]);
  let result = nothingLifted;
  const ofHub = { hubKey: hub.hubKey };
  for (const standing of await lockFaults(tx, ofHub)) {
    result = merged(result, asDriven(await lift(tx, drive, { standing, place: ofHub })));
  }
  for (const { simId } of await lockSlotCards(tx, hub.hubKey)) {
    for (const standing of await lockFaults(tx, { simId })) {
      result = merged(result, asDriven(await lift(tx, drive, { standing, place: { simId } })));
    }
  }
  return liftNetwork(tx, drive, result);
}

const nothingLifted: DriveResult = { answer: "UNCHANGED", hasChanged: false, eventId: null };

/** Lifts what the network around a hub suffers from, and adds it to what was lifted `so` far. */
async function liftNetwork(tx: Transaction, drive: Drive, so: DriveResult): Promise<DriveResult> {
  let result = so;
  const { clockId } = drive.hub;
  if (!clockId) return result;
  const place = { clockId };
  for (const standing of await lockFaults(tx, place)) {
    result = merged(result, asDriven(await lift(tx, drive, { standing, place })));
  }
  return result;
}

function merged(so: DriveResult, next: DriveResult): DriveResult {
  const answer = isApplied(next.answer) && next.hasChanged ? "DONE" : isApplied(next.answer) ? so.answer : next.answer;
  return { answer, hasChanged: so.hasChanged || next.hasChanged, eventId: so.eventId ?? next.eventId };
}

/** Puts a SIM into a free slot: one nobody has seen, or one of the same company, wherever it is now. */
async function insertCard(
  tx: Transaction,
  drive: Drive,
  { slot: wanted, iccid: given }: Extract<SimulatorAct, { kind: "INSERT" }>,
): Promise<DriveResult> {
  const { hub, now } = drive;
  const iccid = given ?? foreignIccid();
  const no = (answer: SimulatorAnswer): DriveResult => ({ answer, hasChanged: false, eventId: null });
  const former = await tx.ajaxSim.findFirst({ where: { iccid, releasedAt: null }, select: { hubId: true } });
  await lockHubs(tx, [hub.hubKey, ...(former?.hubId ? [former.hubId] : [])]);
  const cards = await lockSlotCards(tx, hub.hubKey);
  const slots = hub.model === "HUB" ? ([1] as const) : ([1, 2] as const);
  const slot = slots.find((each) => each === (wanted ?? each) && !cards.some((card) => card.slot === each));
  if (!slot) return no("SLOT_TAKEN");
  const holder = await lockSimHolder(tx, iccid);
  if (holder && (holder.companyId !== hub.companyId || holder.isRetired)) return no("SIM_HELD");
  if (holder) await putCardIn(tx, holder.simId, { hubKey: hub.hubKey, slot });
  else {
    const place = { companyId: hub.companyId, hubId: hub.hubKey, slot };
    const data = { ...unseenCard(iccid), ...place, trafficResetAt: toDate(now) };
    await tx.ajaxSim.create({ data, select: { id: true } });
  }
  const felt = [...new Set([hub.hubKey, ...(holder?.hubId ? [holder.hubId] : [])])];
  const settle = { to: "HUB", what: "SETTLE" } as const;
  const answers = await world().stimulate(
    tx,
    felt.map((hubKey) => ({ hubKey, at: now, stimulus: settle })),
  );
  await recordDrive(tx, drive, { action: "simulator.used", after: { verb: "sim-insert", slot, iccid } });
  return { answer: "DONE", hasChanged: true, eventId: answers[0]?.eventId ?? null };
}
