import { toInstantOrNull } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";

/** Reads when the last hub that ran on a connection went off; null for one that nothing ever ran on. */
export async function readLastEnd(tx: Transaction, connectionId: string): Promise<Temporal.Instant | null> {
  const rows = await tx.$queryRaw<[{ at: Date | null }]>`
    select max(ended_at) as at from hub_package where connection_id = ${connectionId}::uuid`;
  return toInstantOrNull(rows[0].at);
}

/** An ending connection as the jobs look at it. `offsetMs` is that of the dealer's clock, `zone` the dealer's. */
export type EndingConnection = {
  id: string;
  dealerId: string;
  endMonth: BillingMonth;
  warnedDays: number | null;
  zone: string;
  clockId: string | null;
  offsetMs: bigint;
  /** Something still runs on it, as it is stored. */
  isInUse: boolean;
  /** Packages on it still owe it their end. */
  isOwed: boolean;
};

/** Lists the connections whose end is agreed on and that are not closed. There are few at any time. */
export async function listEndingConnections(tx: Transaction): Promise<EndingConnection[]> {
  return tx.$queryRaw<EndingConnection[]>`
    select n.id, n.company_id as "dealerId", n.end_month as "endMonth", n.warned_days as "warnedDays",
      c.time_zone as zone, c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs",
      exists (select from hub_package p where p.connection_id = n.id and p.status <> 'INACTIVE') as "isInUse",
      exists (select from hub_package p where p.connection_id = n.id and p.status = 'ACTIVE') as "isOwed"
    from reseller_connection n join company c on c.id = n.company_id
    left join simulation_clock k on k.id = c.clock_id
    where n.state = 'ENDING' order by n.id`;
}

/** Notes that both sides are warned of a connection's end. Answers false if somebody else did so first, or it was kept. */
export async function noteWarned(tx: Transaction, connectionId: string, days: number): Promise<boolean> {
  const noted = await tx.resellerConnection.updateMany({
    where: { id: connectionId, state: "ENDING", OR: [{ warnedDays: null }, { warnedDays: { gt: days } }] },
    data: { warnedDays: days },
  });
  return noted.count === 1;
}
