import { watchDrift } from "@/lib/server/services/sims/watch-drift";

/** The alarm comes after five minutes, but the demo's clock can be moved at any moment. */
export const driftPauseMs = 2_000;

/** Raises and ends the alarms of SIM cards that do not follow their orders. */
export async function raiseDrift(): Promise<void> {
  await watchDrift();
}
