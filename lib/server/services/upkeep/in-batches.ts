import { inSystemTransaction, type Transaction } from "@/lib/server/context";

/** Few enough that nothing else waits for the rows' locks. */
const mostAtOnce = 10_000;

/**
 * Removes rows in transactions of ten thousand until fewer are left, and stops between two when `signal` ends. `remove`
 * deletes at most as many as it is told and returns how many. Returns how many went.
 */
export async function inBatches(
  remove: (tx: Transaction, most: number) => Promise<number>,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const count = await inSystemTransaction((tx) => remove(tx, mostAtOnce));
    removed += count;
    if (count < mostAtOnce || signal?.aborted) return removed;
  }
}
