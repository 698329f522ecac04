import { toInstantOrNull } from "@/lib/clock";
import type { Channel } from "@/lib/domain/live-hub";
import type { StationFault } from "@/lib/domain/station-dialing";
import type { StationProtocol } from "@/lib/domain/station-report";
import type { StationRoute } from "@/lib/domain/station-settings";
import type { Transaction } from "../context";

/** A station that one worker alone dials, for as long as its lease counts. */
export type StationClaim = { hubKey: string; lease: number };

/** When, by real time, and until when a lease counts. */
export type LeaseTime = { now: Date; until: Date };

/**
 * Takes stations for which something is due: a message waits, or a test, and no pause runs. A station that another worker
 * dials is left to it until that one's lease is over. Queues are looked at hub by hub, however long they are.
 */
export async function claimStations(
  tx: Transaction,
  { now, until }: LeaseTime,
  limit: number,
): Promise<StationClaim[]> {
  return tx.$queryRaw<StationClaim[]>`
    with recursive waiting as (
      (select hub_id from station_message order by hub_id limit 1)
      union all
      select (select m.hub_id from station_message m where m.hub_id > w.hub_id order by m.hub_id limit 1)
      from waiting w where w.hub_id is not null
    ), due as (
      select s.hub_id from station s join hub h on h.id = s.hub_id
      where h.released_at is null and (s.leased_until is null or s.leased_until <= ${now})
        and (s.retry_at is null or s.retry_at <= ${now})
        and s.hub_id in (
          select w.hub_id from waiting w where w.hub_id is not null
          union select t.hub_id from station t where t.next_test_at <= ${now})
      order by s.retry_at nulls first limit ${limit} for no key update of s skip locked
    )
    update station s set lease = s.lease + 1, leased_until = ${until} from due where s.hub_id = due.hub_id
    returning s.hub_id as "hubKey", s.lease`;
}

/** Answers whether a station could be dialed at `now`. */
export async function hasDueStation(tx: Transaction, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ found: boolean }]>`
    select exists (
      select from station s join hub h on h.id = s.hub_id
      where h.released_at is null and (s.retry_at is null or s.retry_at <= ${now})
        and exists (select from station_message m where m.hub_id = s.hub_id)) as found`;
  return rows[0].found;
}

/** A station as it is dialed: what it is, how the hub reaches it, and how dialing has gone so far. */
export type DialedStation = StationClaim & {
  companyId: string;
  offsetMs: bigint;
  protocol: StationProtocol;
  accountNumber: string;
  sealedKey: string | null;
  testPeriodSeconds: number;
  nextTestAt: Temporal.Instant | null;
  failures: number;
  isLost: boolean;
  fault: StationFault | null;
  /** Something was acknowledged already. */
  wasReached: boolean;
  reserveUntil: Temporal.Instant | null;
  sequence: number;
  routes: StationRoute[];
  isOnline: boolean;
  activeChannels: Channel[];
  allowedChannels: Channel[];
  /** What a fault of the simulation does at the demo's own station. */
  isRefusing: boolean;
};

type Row = Omit<DialedStation, "nextTestAt" | "reserveUntil"> & { nextTestAt: Date | null; reserveUntil: Date | null };

/** Reads a station under lock and lengthens its lease. Null where another worker has taken it, or it is gone. */
export async function holdStation(
  tx: Transaction,
  { hubKey, lease }: StationClaim,
  until: Date,
): Promise<DialedStation | null> {
  const rows = await tx.$queryRaw<Row[]>`
    with held as (
      update station set leased_until = ${until} where hub_id = ${hubKey}::uuid and lease = ${lease} returning *
    )
    select s.hub_id as "hubKey", s.lease, s.company_id as "companyId", coalesce(k.offset_ms, 0) as "offsetMs",
      s.protocol::text as protocol, s.account_number as "accountNumber", s.sealed_key as "sealedKey",
      s.test_period_seconds as "testPeriodSeconds", s.next_test_at as "nextTestAt", s.failures, s.is_lost as "isLost",
      s.fault::text as fault, s.acknowledged_at is not null as "wasReached",
      s.reserve_until as "reserveUntil", s.sequence,
      jsonb_build_array(jsonb_build_object('channel', 'ETHERNET', 'isReserve', false, 'address', s.address, 'port', s.port))
        || coalesce((select jsonb_agg(jsonb_build_object('channel', r.channel, 'isReserve', r.is_reserve,
          'address', r.address, 'port', r.port)) from station_route r where r.hub_id = s.hub_id), '[]') as routes,
      h.is_online as "isOnline",
      array_remove(array[case when h.has_ethernet then 'ETHERNET' end, case when h.has_wifi then 'WIFI' end,
        case when h.has_cellular then 'GSM' end], null) as "activeChannels",
      array_remove(array[case when s.is_ethernet_enabled then 'ETHERNET' end, case when s.is_wifi_enabled then 'WIFI' end,
        case when s.is_cellular_enabled then 'GSM' end], null) as "allowedChannels",
      exists (select from simulated_fault f where f.hub_id = s.hub_id and f.kind = 'STATION_FAULT'
        and f.lifted_at is null and f.options ->> 'mode' = 'REFUSE') as "isRefusing"
    from held s join hub h on h.id = s.hub_id join company c on c.id = s.company_id
    left join simulation_clock k on k.id = c.clock_id`;
  const row = rows[0];
  if (!row) return null;
  return { ...row, nextTestAt: toInstantOrNull(row.nextTestAt), reserveUntil: toInstantOrNull(row.reserveUntil) };
}

/** A message as it is sent. */
export type WaitingMessage = {
  id: string;
  sia: string;
  cid: string;
  group: number;
  zone: number;
  isTest: boolean;
  sequence: number | null;
};

/** Reads what waits longest for a held station. Null: nothing waits. */
export async function readFirstMessage(tx: Transaction, hubKey: string): Promise<WaitingMessage | null> {
  const rows = await tx.$queryRaw<WaitingMessage[]>`
    select id, sia, cid, "group", zone, event_id is null as "isTest", sequence from station_message
    where hub_id = ${hubKey}::uuid order by seq limit 1`;
  return rows[0] ?? null;
}

/** Gives a message the number its station will know it by, and writes down that it was the last one given. */
export async function numberMessage(
  tx: Transaction,
  { hubKey, id, sequence }: { hubKey: string; id: string; sequence: number },
): Promise<void> {
  await tx.$executeRaw`
    with numbered as (update station set sequence = ${sequence} where hub_id = ${hubKey}::uuid)
    update station_message set sequence = ${sequence} where id = ${id}::uuid`;
}

/** Counts a try before it is made, and lengthens the lease. False: another worker has the station, or it is gone. */
export async function countTry(
  tx: Transaction,
  { hubKey, lease }: StationClaim,
  { messageId, until }: { messageId: string; until: Date },
): Promise<boolean> {
  const counted = await tx.$executeRaw`
    with held as (
      update station set leased_until = ${until} where hub_id = ${hubKey}::uuid and lease = ${lease} returning hub_id
    )
    update station_message m set attempts = m.attempts + 1 from held where m.id = ${messageId}::uuid`;
  return counted > 0;
}

/** Sets when the next periodic test of a held station is due. */
export async function setNextTest(tx: Transaction, hubKey: string, at: Date): Promise<void> {
  await tx.$executeRaw`update station set next_test_at = ${at} where hub_id = ${hubKey}::uuid`;
}

/** Lets a message go that its station has acknowledged, `at` by the company's clock. */
export async function settleMessage(
  tx: Transaction,
  { hubKey, id, at, reserveUntil }: { hubKey: string; id: string; at: Date; reserveUntil: Date | null },
): Promise<void> {
  await tx.$executeRaw`delete from station_message where id = ${id}::uuid`;
  await tx.$executeRaw`
    update station set acknowledged_at = ${at}, fault = null, fault_at = null, failures = 0, retry_at = null,
      is_lost = false, reserve_until = ${reserveUntil} where hub_id = ${hubKey}::uuid`;
}

/** Why a message did not get through, `at` by the company's clock, and when it is tried again, by real time. */
export type DialFailure = {
  hubKey: string;
  fault: StationFault;
  at: Date;
  retryAt: Date;
  failures: number;
  isLost: boolean;
};

/** Puts a held station aside until it is tried again. */
export async function postponeStation(tx: Transaction, failure: DialFailure): Promise<void> {
  await tx.$executeRaw`
    update station set fault = ${failure.fault}::"StationFault", fault_at = ${failure.at}, retry_at = ${failure.retryAt},
      failures = ${failure.failures}, is_lost = ${failure.isLost}, leased_until = null
    where hub_id = ${failure.hubKey}::uuid`;
}

/** Gives a station back, if it is still this worker's. */
export async function releaseStation(tx: Transaction, { hubKey, lease }: StationClaim): Promise<void> {
  await tx.$executeRaw`
    update station set leased_until = null where hub_id = ${hubKey}::uuid and lease = ${lease}`;
}

/** Lets a station be dialed at once, whatever pause runs. */
export async function wakeStation(tx: Transaction, hubKey: string): Promise<void> {
  await tx.$executeRaw`update station set retry_at = null where hub_id = ${hubKey}::uuid`;
}
