import type { Transaction } from "../context";

/** Reads the database's clock as it is now, not as it was when the transaction began. */
export async function readDatabaseClock(tx: Transaction): Promise<Date> {
  const rows = await tx.$queryRaw<[{ at: Date }]>`select clock_timestamp() as at`;
  return rows[0].at;
}
