import type { Transaction } from "../context";

/** Deletes at most so many buckets of limits whose time ended before an instant of real time. Returns how many. */
export async function deleteSpentLimits(tx: Transaction, endedBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from rate_limit where ctid = any(array(
      select ctid from rate_limit where expire < ${endedBefore.getTime()}::bigint
      limit ${most} for update skip locked))`;
}
