import { clockNow, toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { endOfMonth } from "@/lib/domain/reseller-connection";
import { enqueue } from "@/lib/jobs/queue";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import {
  endPackagesWith,
  hasUnsettled,
  keepPackagesWith,
  listRunningZones,
  type SettleBatch,
} from "@/lib/server/store/connection-packages";
import { findConnectionClock } from "@/lib/server/store/connections";

/** So many packages are written down with the decision itself; those of a larger fleet follow batch by batch. */
export const settledAtOnce = 2_000;

/** A connection whose packages follow what was decided on it; `endMonth` is null for one that is kept. */
export type Decided = { connectionId: string; endMonth: BillingMonth | null };

/**
 * Writes what was decided on a connection over its packages, in the decision's own transaction: all of them, or the
 * first two thousand and a job for the rest. Until that is done the connection itself is the truth, which reads and
 * commands go by (see {@link settledWithConnection} of the domain).
 */
export async function settlePackages(tx: Transaction, decided: Decided, now: Temporal.Instant): Promise<void> {
  const settled = await settleBatch(tx, decided, { ...decided, now: toDate(now), limit: settledAtOnce });
  if (settled === settledAtOnce && (await hasUnsettled(tx, decided.connectionId))) {
    await offerSettling(tx, decided.connectionId);
  }
}

/** Lets a worker write down what packages of a connection still owe it. */
export async function offerSettling(tx: Transaction, connectionId: string): Promise<void> {
  await enqueue(tx, "settle-connection", { connectionId }, `settle-connection:${connectionId}`);
}

async function settleBatch(tx: Transaction, { connectionId, endMonth }: Decided, batch: SettleBatch): Promise<number> {
  if (!endMonth) return keepPackagesWith(tx, batch);
  const zones = await listRunningZones(tx, connectionId);
  const ends = zones.map((zone) => ({ zone, endsAt: toDate(endOfMonth(endMonth, zone)) }));
  return endPackagesWith(tx, batch, ends);
}

/**
 * Goes on, batch by batch, until no package of a connection owes it anything. Run twice, after a kill or after the
 * connection was decided on anew, it writes what holds now. Returns how many packages it settled.
 */
export async function settleConnection(connectionId: string): Promise<number> {
  for (let settled = 0; ; ) {
    const count = await inSystemTransaction(async (tx) => {
      const clock = await findConnectionClock(tx, connectionId);
      if (!clock) return 0;
      const batch = { connectionId, now: toDate(clockNow(clock.offsetMs)), limit: settledAtOnce };
      return settleBatch(tx, { connectionId, endMonth: clock.endMonth }, batch);
    });
    if (count === 0) return settled;
    settled += count;
  }
}
