import { carryOutStarts } from "@/lib/server/services/packages/carry-out-starts";

/** Somebody stands beside the hub that has just come online. */
export const startPauseMs = 1_000;

/** Activates hubs that were planned to start once they come online. */
export async function startPlanned(): Promise<void> {
  await carryOutStarts();
}
