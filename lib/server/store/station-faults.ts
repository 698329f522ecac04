import { toDate } from "@/lib/clock";
import type { Transaction } from "../context";

/** How the demo's station treats a message while a fault stands. */
export type ReceiverFault = "SILENT" | "NAK";

/**
 * Says how the demo's station treats a message of an account, and counts it: a fault that refuses a number of messages is
 * over with the last of them. Null: it is well.
 */
export async function takeReceiverFault(
  tx: Transaction,
  account: string,
  now: Temporal.Instant,
): Promise<ReceiverFault | null> {
  const rows = await tx.$queryRaw<{ mode: string }[]>`
    with standing as (
      select f.id, f.options from simulated_fault f join station s on s.hub_id = f.hub_id
      where s.account_number = ${account} and f.kind = 'STATION_FAULT' and f.lifted_at is null
      order by f.injected_at, f.id limit 1 for update of f
    ), counted as (
      update simulated_fault f set
        options = jsonb_set(f.options, '{times}', to_jsonb((f.options ->> 'times')::int - 1)),
        lifted_at = case when (f.options ->> 'times')::int <= 1 then ${toDate(now)}::timestamptz end,
        lifted_by = case when (f.options ->> 'times')::int <= 1 then 'Simulator' end
      from standing where f.id = standing.id and f.options ->> 'mode' = 'NAK'
    )
    select options ->> 'mode' as mode from standing`;
  const mode = rows[0]?.mode;
  return mode === "SILENT" || mode === "NAK" ? mode : null;
}
