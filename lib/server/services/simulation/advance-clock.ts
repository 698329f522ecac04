import { clockNow, realNow, toDate, toInstant } from "@/lib/clock";
import { advanceTarget, type ClockTarget } from "@/lib/domain/clock-advance";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { boundariesBetween } from "@/lib/domain/rollover-plan";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { type ClockRow, listClockCompanies, listClockZones, lockClock, setClock } from "@/lib/server/store/clocks";
import { listSlowAnswers } from "@/lib/server/store/sims";
import { runEverythingDue } from "../rollover/run-rollover";
import { answerActivations } from "./answer-sims";
import { finishTransfers } from "./finish-transfers";

/** Who moves the clock: the platform admin, by account. */
export type ClockMover = { accountId: string; name: string; requestId: string };
export type AdvanceClockInput = { clockId: string; target: ClockTarget };

/** An advance that a dead process left unfinished may be taken over after this long, by real time. */
const takeOverMinutes = 5;

/**
 * Moves a demo clock forward, visiting every month boundary of its zones in order and ending what is due at each before
 * going on, so that many small steps leave the same as a big one (RELIABILITY I-22). The network answers activations
 * first, and slow SIMs when their time has come, as it would if the time had passed. Returns when all of it is done.
 * Refuses with CLOCK_BACKWARD what does not lie ahead, with CLOCK_BUSY while another advance is under way.
 */
export async function advanceClock(
  mover: ClockMover,
  { clockId, target }: AdvanceClockInput,
): Promise<Outcome<{ at: string }, "CLOCK_BACKWARD" | "CLOCK_BUSY">> {
  const begun = await inSystemTransaction((tx) => begin(tx, clockId, target));
  if (!begun.ok) return begun;
  const { from, to } = begun.value;
  await answerActivations();
  for (const at of stopsOf(begun.value)) {
    await inSystemTransaction((tx) => show(tx, clockId, at, to));
    await answerActivations();
    await runEverythingDue();
  }
  await inSystemTransaction(async (tx) => {
    await show(tx, clockId, to, null);
    await recordMove(tx, mover, { clockId, from, to });
  });
  await runEverythingDue();
  await finishTransfers();
  return succeed({ at: to.toString() });
}

type Journey = { from: Temporal.Instant; to: Temporal.Instant; zones: string[]; slowAnswers: Temporal.Instant[] };

/** Lists where the clock stops on its way, in order: month boundaries, and when slow SIMs answer. */
function stopsOf({ from, to, zones, slowAnswers }: Journey): Temporal.Instant[] {
  const boundaries = boundariesBetween(from, to, zones).map(({ at }) => at);
  const between = slowAnswers.filter(
    (at) => Temporal.Instant.compare(at, from) > 0 && Temporal.Instant.compare(at, to) <= 0,
  );
  return [...boundaries, ...between].sort(Temporal.Instant.compare);
}

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
  const slowAnswers = (await listSlowAnswers(tx, clockId)).map(toInstant);
  return succeed({ from, to: decided.value, zones: await listClockZones(tx, clockId), slowAnswers });
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
      actorKind: "PERSON" as const,
      actorId: mover.accountId,
      actorName: mover.name,
      action: "clock.advanced",
      subjectId: move.clockId,
      subjectVersion: 1,
      before: { now: move.from.toString() },
      after: { now: move.to.toString() },
      origin: "DESKTOP",
      requestId: mover.requestId,
      at: toDate(move.to),
      effectiveAt: toDate(move.to),
    })),
  });
}
