import { watchDrift, watchPlaces } from "@/lib/server/services/sims/watch-sims";

/** The alarm comes after five minutes, but the demo's clock can be moved at any moment. */
export const driftPauseMs = 2_000;

/** Every live package is looked at. */
export const placePauseMs = 4_000;

/** Raises and ends the alarms of SIM cards that do not follow their orders. */
export async function raiseDrift(): Promise<void> {
  await watchDrift();
}

/** Raises the alarms of SIM cards that are not where they are needed. */
export async function raiseMissing(): Promise<void> {
  await watchPlaces();
}
