import { randomUUID } from "node:crypto";
import { clockNow, realNow, toDate, toInstant } from "@/lib/clock";
import { advanceTarget, type ClockTarget } from "@/lib/domain/clock-advance";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { boundariesBetween } from "@/lib/domain/rollover-plan";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { type ClockRow, listClockCompanies, listClockZones, lockClock, setClock } from "@/lib/server/store/clocks";
import { listStartInstants } from "@/lib/server/store/planned-starts";
import { carryOutStarts } from "../packages/carry-out-starts";
import { waitOutRequests } from "../resellers/wait-out-requests";
import { runEverythingDue } from "../rollover/run-rollover";
import type { Driver } from "./driver";
import { finishTransfers } from "./finish-transfers";
import { passTime } from "./pass-time";

/** Who moves the clock: the platform admin, or (no account) whoever sits at the command line. */
export type ClockMover = Driver;
export type AdvanceClockInput = { clockId: string; target: ClockTarget };

/** An advance that a dead process left unfinished may be taken over after this long, by real time. */
const takeOverMinutes = 5;

/**
 * Moves a demo clock forward, visiting everything that is due on its way in order: month boundaries of its zones, planned starts, answers
 * of the mobile network, hubs that count as offline, entry delays that run out. Each is dealt with before the clock goes
 * on, so that many small steps leave the same as a big one (RELIABILITY I-22). Returns when all of it is done. Refuses
 * with CLOCK_BACKWARD what does not lie ahead, with CLOCK_BUSY while another advance is under way.
 */
export async function advanceClock(
  mover: ClockMover,
  { clockId, target }: AdvanceClockInput,
): Promise<Outcome<{ at: string }, "CLOCK_BACKWARD" | "CLOCK_BUSY">> {
  const begun = await inSystemTransaction((tx) => begin(tx, clockId, target));
  if (!begun.ok) return begun;
  const { from, to, zones } = begun.value;
  const arrive = (at: Temporal.Instant) => inSystemTransaction((tx) => show(tx, clockId, at, to));
  let now = from;
  const starts = await inSystemTransaction((tx) =>
    listStartInstants(tx, clockId, { from: toDate(from), until: toDate(to) }),
  );
  for (const at of stops([...boundariesBetween(from, to, zones).map((boundary) => boundary.at), ...starts])) {
    await passTime({ clock: clockId, from: now, until: at, arrive });
    await arrive(at);
    await runEverythingDue();
    await carryOutStarts();
    now = await inSystemTransaction((tx) => shownBy(tx, clockId));
  }
  await passTime({ clock: clockId, from: now, until: to, arrive });
  await inSystemTransaction(async (tx) => {
    await show(tx, clockId, to, null);
    await recordMove(tx, mover, { clockId, from, to });
  });
  await runEverythingDue();
  await finishTransfers();
  await carryOutStarts();
  const arrived = await inSystemTransaction((tx) => shownBy(tx, clockId));
  await passTime({ clock: clockId, from: arrived, until: arrived });
  await waitOutRequests();
  return succeed({ at: to.toString() });
}

/** What the clock shows: it goes on while starts are carried out, and no network answers before it was asked. */
async function shownBy(tx: Transaction, clockId: string): Promise<Temporal.Instant> {
  const clock = await lockClock(tx, clockId);
  if (!clock) throw new AppError("NOT_FOUND");
  return clockNow(clock.offsetMs);
}

/** Puts instants in order, each once. */
function stops(instants: readonly Temporal.Instant[]): Temporal.Instant[] {
  const sorted = [...instants].sort(Temporal.Instant.compare);
  return sorted.filter((at, index) => index === 0 || !sorted[index - 1]?.equals(at));
}

type Journey = { from: Temporal.Instant; to: Temporal.Instant; zones: string[] };

async function begin(
  tx: Transaction,
  clockId: string,
  target: ClockTarget,
): Promise<Outcome<Journey, "CLOCK_BACKWARD" | "CLOCK_BUSY">> {
  const clock = await lockClock(tx, clockId);
  if (!clock) throw new AppError("NOT_FOUND");
  const from = clockNow(clock.offsetMs);
  if (clock.targetAt && !isAbandoned(clock)) {
    return refuse("CLOCK_BUSY", { instant: clock.targetAt.toISOString() });
  }
  const decided = advanceTarget(from, target);
  if (!decided.ok) return decided;

  const advancingSince = toDate(realNow());
  await setClock(tx, { ...clock, state: "ADVANCING", targetAt: toDate(decided.value), advancingSince });
  return succeed({ from, to: decided.value, zones: await listClockZones(tx, clockId) });
}

function isAbandoned({ state, advancingSince }: ClockRow): boolean {
  if (state === "READY" || !advancingSince) return true;
  const since = toInstant(advancingSince);
  return Temporal.Instant.compare(realNow(), since.add({ minutes: takeOverMinutes })) > 0;
}

/** Sets the clock to show `at` now. `to` is where it is going; null once it is there. */
async function show(
  tx: Transaction,
  clockId: string,
  at: Temporal.Instant,
  to: Temporal.Instant | null,
): Promise<void> {
  const clock = await lockClock(tx, clockId);
  if (!clock) throw new AppError("NOT_FOUND");
  const offsetMs = BigInt(at.epochMilliseconds - realNow().epochMilliseconds);
  await setClock(tx, {
    ...clock,
    offsetMs: offsetMs > clock.offsetMs ? offsetMs : clock.offsetMs,
    state: to ? "ADVANCING" : "READY",
    targetAt: to ? toDate(to) : null,
    advancingSince: to ? clock.advancingSince : null,
  });
}

/** Tells every company that lives by the clock: its history shows who moved its time, and how far. */
async function recordMove(
  tx: Transaction,
  mover: ClockMover,
  move: { clockId: string; from: Temporal.Instant; to: Temporal.Instant },
): Promise<void> {
  const companies = await listClockCompanies(tx, move.clockId);
  await tx.auditEntry.createMany({
    data: companies.map(({ id }) => ({
      companyId: id,
      actorKind: mover.accountId ? ("PERSON" as const) : ("JOB" as const),
      actorId: mover.accountId,
      actorName: mover.name,
      action: "clock.advanced",
      subjectId: move.clockId,
      subjectVersion: 1,
      before: { now: move.from.toString() },
      after: { now: move.to.toString() },
      origin: mover.accountId ? "DESKTOP" : "JOB",
      requestId: mover.requestId || randomUUID(),
      at: toDate(move.to),
      effectiveAt: toDate(move.to),
    })),
  });
}
