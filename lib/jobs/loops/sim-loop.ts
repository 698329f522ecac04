import { clockNow, realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { passTime } from "@/lib/server/services/simulation/pass-time";
import { type BusyClock, listBusyClocks } from "@/lib/server/store/simulation-due";

/** What comes by itself may come so late. A command rings, and is not waited for. */
export const simPauseMs = 400;

/** So many clocks are served beside each other. */
const clocksAtOnce = 3;

/** A clock whose companies have very much to do gives way to the others after this time. */
const turnMs = 1_000;

/**
 * Lets the world go on to the present of each clock: the network answers, hubs fall silent, entry delays run out. Clocks
 * do not wait for each other, and what goes wrong by one holds up no other; the first fault is thrown at the end. An
 * aborted signal ends it between two transactions; what is left is due in the next run.
 */
export async function liveOn(signal?: AbortSignal): Promise<void> {
  await serveClocks((clock) => live(clock, signal));
}

/** As {@link liveOn}, but each clock has its turn of a second, and the rest of what it owes waits for the next one. */
export async function liveInTurns(signal: AbortSignal): Promise<void> {
  await serveClocks((clock) => live(clock, AbortSignal.any([signal, AbortSignal.timeout(turnMs)])));
}

async function live({ clock, offsetMs }: BusyClock, signal: AbortSignal | undefined): Promise<void> {
  const now = clockNow(offsetMs);
  await passTime({ clock, from: now, until: now, signal });
}

async function serveClocks(serve: (clock: BusyClock) => Promise<void>): Promise<void> {
  const waiting = await inSystemTransaction((tx) => listBusyClocks(tx, toDate(realNow())));
  const faults: unknown[] = [];
  const serveOnes = async () => {
    for (let clock = waiting.shift(); clock; clock = waiting.shift()) {
      await serve(clock).catch((error: unknown) => faults.push(error));
    }
  };
  await Promise.all(Array.from({ length: clocksAtOnce }, serveOnes));
  if (faults.length > 0) throw faults[0];
}
