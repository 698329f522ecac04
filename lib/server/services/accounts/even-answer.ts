import { setTimeout as pause } from "node:timers/promises";
import { elapsedMs } from "@/lib/clock";

/** Longer than any of the branches takes on an idle machine, hashing included. */
const shortestMs = 350;

/**
 * Runs `work` and answers no sooner than after a fixed time, so that nobody reads from the delay whether an address has
 * an account (RELIABILITY T-12).
 */
export async function answerEvenly<T>(work: () => Promise<T>): Promise<T> {
  const startedMs = elapsedMs();
  try {
    return await work();
  } finally {
    await waitSince(startedMs, shortestMs);
  }
}

/** Waits until `ms` have passed since `startedMs` on the process's own watch, if they have not. */
export async function waitSince(startedMs: number, ms: number): Promise<void> {
  const left = ms - (elapsedMs() - startedMs);
  if (left > 0) await pause(left);
}
