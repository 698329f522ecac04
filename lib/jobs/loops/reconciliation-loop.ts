import { reconcileDue } from "@/lib/server/services/statements/reconcile";

export const reconciliationPauseMs = 60_000;

/** Compares each clock's records in the first minutes of its day; the rest of the day there is nothing to do. */
export async function compareRecords(): Promise<void> {
  await reconcileDue();
}
