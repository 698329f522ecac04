import { toDate } from "@/lib/clock";
import type { SimSlot } from "@/lib/domain/sim-status";
import {
  cardFaults,
  gatewayFaults,
  type SimulatedFaultKind,
  type SlotFault,
  slotFaults,
} from "@/lib/domain/simulated-faults";
import type { FaultAct } from "@/lib/domain/simulator-acts";
import type { Transaction } from "@/lib/server/context";
import { type Firmware, setFirmware } from "@/lib/server/store/simulated-equipment";
import {
  addFault,
  changeFault,
  endFault,
  type FaultPlace,
  lockFaults,
  lockHubs,
  lockSlotCards,
  type StandingFault,
  setCardCondition,
  wakeCards,
} from "@/lib/server/store/simulator";
import { wakeStation } from "@/lib/server/store/station-dialing";
import type { HubStimulus } from "@/lib/sim/hub/stimulus";
import { type HubAnswer, world } from "@/lib/sim/port";
import { type Drive, recordDrive } from "./driver";
import { bringCardBack, takeCardAway } from "./slot-faults";

/** Why a fault could not be set or lifted; UNCHANGED: it stands, or does not, already. */
export type FaultAnswer = "DONE" | "UNCHANGED" | "SLOT_EMPTY" | "SLOT_TAKEN" | "NO_OTHER_HUB" | "NO_CLOCK";

/** `eventId` is that of the first event the hub told of it. */
export type FaultResult = { answer: FaultAnswer; eventId: string | null };

const isOf = (list: readonly SimulatedFaultKind[], kind: SimulatedFaultKind) => list.includes(kind);

/** Sets or lifts a fault, in the caller's transaction: what it does to the world, its row, and a line in the history. */
export async function putFault(tx: Transaction, drive: Drive, act: FaultAct): Promise<FaultResult> {
  await lockHubs(tx, [drive.hub.hubKey]);
  const spot = await spotOf(tx, drive, act);
  if (typeof spot === "string") return { answer: spot, eventId: null };
  const standing = (await lockFaults(tx, spot.place)).find(
    ({ kind, part }) => kind === act.fault && (part === spot.part || (act.isLifted && spot.part === "")),
  );
  if (act.isLifted) return standing ? lift(tx, drive, { standing, place: spot.place }) : unchanged;
  return standing ? change(tx, drive, { standing, act, place: spot.place }) : inject(tx, drive, { act, ...spot });
}

/** Older than a transfer of the configuration asks for (PRODUCT J14), with its update waiting. */
const oldFirmware: Firmware = { firmware: "2.8.0", latestFirmware: "2.34.1" };

const unchanged: FaultResult = { answer: "UNCHANGED", eventId: null };

/** Where a fault stands, and the part of the hub it is about. `slot` is set where it is about a SIM. */
type Spot = { place: FaultPlace; part: string; slot: SimSlot | null; simId: string | null };

async function spotOf(tx: Transaction, { hub }: Drive, act: FaultAct): Promise<Spot | FaultAnswer> {
  const { fault, channel } = act;
  const none = { slot: null, simId: null };
  if (isOf(gatewayFaults, fault)) {
    return hub.clockId ? { place: { clockId: hub.clockId }, part: "", ...none } : "NO_CLOCK";
  }
  const ofHub = { place: { hubKey: hub.hubKey }, part: channel ?? "" };
  if (!isOf(cardFaults, fault) && !isOf(slotFaults, fault)) return { ...ofHub, ...none };
  const cards = await lockSlotCards(tx, hub.hubKey);
  const card = cards.find(({ slot }) => slot === (act.slot ?? slot));
  if (isOf(slotFaults, fault)) {
    const slot = act.slot ?? (act.isLifted ? null : (card?.slot ?? null));
    if (!act.isLifted && !card) return "SLOT_EMPTY";
    return { ...ofHub, part: slot ? `slot ${slot}` : "", slot, simId: card?.simId ?? null };
  }
  return card ? { place: { simId: card.simId }, part: "", slot: card.slot, simId: card.simId } : "SLOT_EMPTY";
}

async function inject(tx: Transaction, drive: Drive, { act, ...spot }: Spot & { act: FaultAct }): Promise<FaultResult> {
  const { hub, driver, now } = drive;
  const { fault: kind, figures } = act;
  let options: Record<string, unknown> = { ...figures };
  const touched = [hub.hubKey];
  if (isOf(slotFaults, kind) && spot.simId && spot.slot) {
    const away = await takeCardAway(tx, drive, { kind: kind as SlotFault, simId: spot.simId, slot: spot.slot });
    if (typeof away === "string") return { answer: away, eventId: null };
    options = { ...options, ...away.options };
    touched.push(...away.touched);
  }
  const condition = conditionOf(kind);
  if (condition && spot.simId) await setCardCondition(tx, spot.simId, condition, toDate(now));
  if (kind === "HUB_FIRMWARE_OLD") options = { ...(await setFirmware(tx, hub.hubKey, oldFirmware)) };
  const { place, part } = spot;
  const { companyId } = hub;
  await addFault(tx, { kind, part, place, companyId, options, at: toDate(now), by: driver.name });
  return finish(tx, drive, { kind, isOver: false, touched, figures });
}

async function change(
  tx: Transaction,
  drive: Drive,
  { standing, act, place }: { standing: StandingFault; act: FaultAct; place: FaultPlace },
): Promise<FaultResult> {
  const options = { ...standing.options, ...act.figures };
  if (Object.entries(options).every(([name, value]) => standing.options[name] === value)) return unchanged;
  await changeFault(tx, standing.id, options);
  await wakeCards(tx, place);
  await recordDrive(tx, drive, { action: "fault.injected", after: { fault: act.fault, ...act.figures } });
  return { answer: "DONE", eventId: null };
}

/** Lifts one standing fault, in the caller's transaction, which holds the hub: the world is as it was without it. */
export async function lift(
  tx: Transaction,
  drive: Drive,
  { standing, place }: { standing: StandingFault; place: FaultPlace },
): Promise<FaultResult> {
  const at = toDate(drive.now);
  const { kind, id } = standing;
  const touched = [drive.hub.hubKey];
  if (isOf(slotFaults, kind)) {
    const back = await bringCardBack(tx, drive, standing);
    if (typeof back === "string") return { answer: back, eventId: null };
    touched.push(...back);
  }
  if (conditionOf(kind) && "simId" in place) await setCardCondition(tx, place.simId, "OK", at);
  if (kind === "HUB_FIRMWARE_OLD") await setFirmware(tx, drive.hub.hubKey, standing.options as Firmware);
  await endFault(tx, id, { at, by: drive.driver.name });
  await wakeCards(tx, place);
  if (kind === "STATION_FAULT") await wakeStation(tx, drive.hub.hubKey);
  return finish(tx, drive, { kind, isOver: true, touched, figures: {} });
}

function conditionOf(kind: SimulatedFaultKind): "PIN_LOCKED" | "DEFECTIVE" | null {
  if (kind === "SIM_PIN_LOCKED") return "PIN_LOCKED";
  return kind === "SIM_DEFECTIVE" ? "DEFECTIVE" : null;
}

type Done = { kind: SimulatedFaultKind; isOver: boolean; touched: string[]; figures: object };

async function finish(tx: Transaction, drive: Drive, { kind, isOver, touched, figures }: Done): Promise<FaultResult> {
  const impulses = [...new Set(touched)].map((hubKey) => ({
    hubKey,
    at: drive.now,
    stimulus: hubKey === drive.hub.hubKey ? stimulusOf(kind, isOver) : settle,
  }));
  const answers = await world().stimulate(tx, impulses);
  await recordDrive(tx, drive, {
    action: isOver ? "fault.lifted" : "fault.injected",
    after: { fault: kind, ...figures },
  });
  return { answer: "DONE", eventId: answers.find((answer): answer is HubAnswer => answer !== null)?.eventId ?? null };
}

const settle: HubStimulus = { to: "HUB", what: "SETTLE" };

/** Charge of a battery that is called low, and of a full one, in percent. */
const charges = { low: 10, full: 100 };

/** What a hub feels of a fault. */
function stimulusOf(kind: SimulatedFaultKind, isOver: boolean): HubStimulus {
  if (kind === "HUB_LID_OPEN") return { to: "HUB", what: "LID", isOpen: !isOver };
  if (kind === "HUB_NO_MAINS") return { to: "HUB", what: "MAINS", isLost: !isOver };
  if (kind !== "HUB_BATTERY_LOW") return settle;
  return { to: "HUB", what: "BATTERY", percent: isOver ? charges.full : charges.low };
}
