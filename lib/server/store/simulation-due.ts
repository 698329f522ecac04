import type { Transaction } from "../context";
import type { ClockRef } from "./network";

/** Where to look: the companies of a clock, but for SIM cards whose messages could not be taken in this turn. */
export type DueScope = { clock: ClockRef; exceptSims: readonly string[] };

/**
 * Reads when the next thing happens by itself to a clock's hubs and SIM cards: a message arrives, a command is sent again,
 * a hub counts as offline, an entry delay is over. Commands that wait to be sent are due at `from`. Null where nothing is.
 */
export async function findNextDue(tx: Transaction, { clock, exceptSims }: DueScope, from: Date): Promise<Date | null> {
  const except = [...exceptSims];
  const rows = await tx.$queryRaw<[{ at: Date | null }]>`
    select min(at) as at from (
      (select m.due_at as at from network_message m join ajax_sim s on s.id = m.sim_id join company c on c.id = s.company_id
       where c.clock_id is not distinct from ${clock}::uuid and m.sim_id <> all(${except}::uuid[])
       order by m.due_at limit 1)
      union all
      (select greatest(coalesce(s.next_try_at, ${from}), ${from}) from ajax_sim s join company c on c.id = s.company_id
       where s.reported_version < s.desired_version and (s.next_try_at is null or s.next_try_at < '9999-01-01')
         and c.clock_id is not distinct from ${clock}::uuid and s.id <> all(${except}::uuid[])
       order by s.next_try_at nulls first limit 1)
      union all
      (select h.offline_due_at from hub h join company c on c.id = h.company_id
       where h.offline_due_at is not null and c.clock_id is not distinct from ${clock}::uuid
       order by h.offline_due_at limit 1)
      union all
      (select d.alarm_due_at from device d join company c on c.id = d.company_id
       where d.alarm_due_at is not null and c.clock_id is not distinct from ${clock}::uuid
       order by d.alarm_due_at limit 1)
    ) due`;
  return rows[0].at;
}

/** A hub with something of its own that is due, and when. */
export type DueHub = { hubKey: string; at: Date };

/** Reads hubs of a clock's companies that count as offline, or whose entry delays are over, by `at`, soonest first. */
export async function listDueHubs(tx: Transaction, clock: ClockRef, at: Date, limit: number): Promise<DueHub[]> {
  return tx.$queryRaw<DueHub[]>`
    select "hubKey", at from (
      select h.id as "hubKey", h.offline_due_at as at from hub h join company c on c.id = h.company_id
      where h.offline_due_at <= ${at} and c.clock_id is not distinct from ${clock}::uuid
      union
      select d.hub_id, d.alarm_due_at from device d join company c on c.id = d.company_id
      where d.alarm_due_at <= ${at} and c.clock_id is not distinct from ${clock}::uuid
    ) due order by at, "hubKey" limit ${limit}`;
}

/** A clock whose companies have something to be done. `offsetMs` is that of the clock. */
export type BusyClock = { clock: ClockRef; offsetMs: bigint };

/** Reads the clocks, companies' own time included, for which something is due at `now`, real time. */
export async function listBusyClocks(tx: Transaction, now: Date): Promise<BusyClock[]> {
  return tx.$queryRaw<BusyClock[]>`
    select distinct k.id as clock, coalesce(k.offset_ms, 0) as "offsetMs"
    from (
      select s.company_id, coalesce(s.next_try_at, '-infinity') as at from ajax_sim s
      where s.reported_version < s.desired_version and (s.next_try_at is null or s.next_try_at < '9999-01-01')
      union all select s.company_id, m.due_at from network_message m join ajax_sim s on s.id = m.sim_id
      union all select company_id, offline_due_at from hub where offline_due_at is not null
      union all select company_id, alarm_due_at from device where alarm_due_at is not null
    ) due join company c on c.id = due.company_id left join simulation_clock k on k.id = c.clock_id
    where due.at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'`;
}
