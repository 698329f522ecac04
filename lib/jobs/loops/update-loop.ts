import { removeStaleUpdates } from "@/lib/server/services/hubs/remove-stale-updates";

/** Nobody waits for it: an hour is often enough for what is due after two days. */
export const updatePauseMs = 60 * 60 * 1_000;

/** Lets go of what hubs told of their states two days ago, by real time. */
export async function removeOldUpdates(signal: AbortSignal): Promise<void> {
  await removeStaleUpdates(signal);
}
