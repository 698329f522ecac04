import { finishTransfers } from "@/lib/server/services/simulation/finish-transfers";

/** A transfer takes a quarter of an hour, but the demo's clock can be moved at any moment. */
export const transferPauseMs = 2_000;

/** Finishes the transfers of hubs' configurations that are due. */
export async function endTransfers(): Promise<void> {
  await finishTransfers();
}
