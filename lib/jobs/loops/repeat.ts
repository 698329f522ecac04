import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/lib/server/log";
import type { Bell } from "../network-bell";

/**
 * Repeats `work` with a pause between, until `signal` aborts; resolves once the last run has ended, which long ones
 * shorten by asking the signal themselves. A run that throws is
 * logged and tried again after the pause, so that a restart of the database ends no loop.
 */
export async function repeat(
  name: string,
  pauseMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await repeatOnRing(
    { wait: (ms) => pause(ms, undefined, { signal }).catch(() => undefined) },
    { name, pauseMs },
    work,
    signal,
  );
}

/** As {@link repeat}, but a ring of the bell ends the pause. */
export async function repeatOnRing(
  bell: Bell,
  { name, pauseMs }: { name: string; pauseMs: number },
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work(signal);
    } catch (error) {
      log().error({ err: error, loop: name }, "A loop's run failed and will be tried again");
    }
    await bell.wait(pauseMs, signal);
  }
}
