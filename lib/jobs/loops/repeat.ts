import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/lib/server/log";

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
  while (!signal.aborted) {
    try {
      await work(signal);
    } catch (error) {
      log().error({ err: error, loop: name }, "A loop's run failed and will be tried again");
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
