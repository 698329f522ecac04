import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** A SIM that has not answered its newest command, in a hub. Times are real time; `offsetMs` leads to its company's. */
export type UnansweredSim = {
  simId: string;
  desiredStatus: "ENABLED" | "DISABLED";
  desiredVersion: number;
  offsetMs: bigint;
};

/** Which answers are asked for: all, or those that running activations wait for. */
export type AnswersWanted = "ALL" | "ACTIVATIONS";

/**
 * Reads SIMs whose command waits for an answer and that can give one at `now`, real time: they sit in a hub, are not
 * stuck, and the slow ones have had their time.
 */
export async function listUnansweredSims(
  tx: Transaction,
  now: Date,
  limit: number,
  wanted: AnswersWanted,
): Promise<UnansweredSim[]> {
  return tx.$queryRaw<UnansweredSim[]>`
    select s.id as "simId", s.desired_status::text as "desiredStatus", s.desired_version as "desiredVersion",
      coalesce(k.offset_ms, 0) as "offsetMs"
    from ajax_sim s join company c on c.id = s.company_id left join simulation_clock k on k.id = c.clock_id
    join hub h on h.id = s.hub_id
    where ${canAnswer} and (${wanted} = 'ALL' or ${isAwaited})
      and s.desired_at + make_interval(secs => ${delaySeconds}) <= ${now}::timestamptz
        + coalesce(k.offset_ms, 0) * interval '1 millisecond' + interval '1 second'
    order by s.desired_at limit ${limit}`;
}

/** Reads when the slow SIMs of a clock's companies will answer the activations that wait for them, soonest first. */
export async function listSlowAnswers(tx: Transaction, clockId: string): Promise<Date[]> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    select distinct s.desired_at + make_interval(secs => ${delaySeconds}) as at
    from ajax_sim s join company c on c.id = s.company_id join hub h on h.id = s.hub_id
    where c.clock_id = ${clockId}::uuid and ${delaySeconds} > 0 and s.desired_at is not null
      and ${canAnswer} and ${isAwaited} order by at`;
  return rows.map(({ at }) => at);
}

/** What a SIM `s` in a hub `h` needs to answer at all. */
const canAnswer = Prisma.sql`s.reported_version < s.desired_version and s.condition = 'OK'
  and not exists (select from simulated_fault f where f.sim_id = s.id and f.kind = 'SIM_STUCK' and f.lifted_at is null)
  and (h.is_online or not (h.has_ethernet or h.has_wifi) and h.has_mains)`;

/** How long the answer of SIM `s` is held up. */
const delaySeconds = Prisma.sql`coalesce((select max((f.options ->> 'seconds')::int) from simulated_fault f
  where f.sim_id = s.id and f.kind = 'REPORTS_DELAYED' and f.lifted_at is null), 0)`;

/** Whether an activation waits for the answer of SIM `s`. */
const isAwaited = Prisma.sql`(s.desired_status = 'ENABLED' and exists (
  select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and p.confirmed_at is null))`;

export type ReportedSim = {
  hubKey: string;
  companyId: string;
  hubPackageId: string | null;
  packageVersion: number | null;
};

/** Locks the hub a SIM sits in, before its package and the SIM itself are. */
export async function lockHubOfSim(tx: Transaction, simId: string): Promise<void> {
  await tx.$queryRaw`
    select h.id from hub h join ajax_sim s on s.hub_id = h.id where s.id = ${simId}::uuid for update of h`;
}

/** A run that waits for its SIM's first report, under lock. `lockedAt` is by its company's clock. */
export type WaitingRun = { resellerId: string; billingZone: string; lockedAt: Date };

/** Locks the run that waits for a SIM's first report, where there is one. */
export async function lockWaitingRun(tx: Transaction, simId: string): Promise<WaitingRun | null> {
  const rows = await tx.$queryRaw<WaitingRun[]>`
    select p.reseller_id as "resellerId", p.billing_zone as "billingZone",
      clock_timestamp() + coalesce(k.offset_ms, 0) * interval '1 millisecond' as "lockedAt"
    from hub_package p join company c on c.id = p.company_id left join simulation_clock k on k.id = c.clock_id
    where p.sim_id = ${simId}::uuid and p.status <> 'INACTIVE' and p.confirmed_at is null for update of p`;
  return rows[0] ?? null;
}

/** `confirmedAt` is when a run that waits for the report counts as confirmed, at the report or later. */
export type TakenReport = {
  simId: string;
  status: "ENABLED" | "DISABLED";
  version: number;
  at: Date;
  confirmedAt: Date;
};

/**
 * Takes a SIM's report if it is newer than the last one: under the hub's lock it writes what the SIM is, and confirms the
 * package of that hub that waits for it and is not over. Returns null for a late, doubled or reordered report
 * (RELIABILITY I-7), and for a SIM that sits in no hub.
 */
export async function takeReport(tx: Transaction, report: TakenReport): Promise<ReportedSim | null> {
  const rows = await tx.$queryRaw<ReportedSim[]>`
    with taken as (
      update ajax_sim set reported_status = ${report.status}::"SimPower", reported_version = ${report.version},
        reported_at = ${report.at}, card_status = ${report.status}::"SimPower", card_version = ${report.version}
      where id = ${report.simId}::uuid and hub_id is not null
        and reported_version < ${report.version} and desired_version >= ${report.version}
      returning id, hub_id, company_id, desired_version
    ), confirmed as (
      update hub_package p set confirmed_at = ${report.confirmedAt}, confirm_by = null, version = p.version + 1
      from taken t where p.sim_id = t.id and p.hub_id = t.hub_id and p.status <> 'INACTIVE' and p.confirmed_at is null
        and ${report.status} = 'ENABLED' and t.desired_version = ${report.version} and p.confirm_by > ${report.confirmedAt}
        and (p.expires_at is null or p.expires_at > ${report.confirmedAt})
      returning p.id, p.version
    ) select t.hub_id as "hubKey", t.company_id as "companyId", c.id as "hubPackageId", c.version as "packageVersion"
    from taken t left join confirmed c on true`;
  return rows[0] ?? null;
}

/**
 * Lets the hub feel its SIM: on gives the cellular channel (and a hub without another one comes online); off takes it,
 * unless the SIM in the other slot is on.
 */
export async function applyToHub(
  tx: Transaction,
  hubKey: string,
  report: { status: "ENABLED" | "DISABLED"; at: Date },
): Promise<void> {
  if (report.status === "DISABLED") {
    await tx.$executeRaw`
      update hub h set last_seen_at = ${report.at}, has_cellular = exists (
        select from ajax_sim s where s.hub_id = h.id and s.reported_status = 'ENABLED') where id = ${hubKey}::uuid`;
    return;
  }
  await tx.$executeRaw`
    update hub set has_cellular = true, is_online = true, online_since = coalesce(online_since, ${report.at}),
      last_seen_at = ${report.at}, cellular_generation = coalesce(cellular_generation, 4),
      signal_bars = coalesce(signal_bars, 2) where id = ${hubKey}::uuid`;
}

/** Three missed pings and the alarm delay, in minutes (PRODUCT 7.1). */
const offlineMinutes = 8;

/** Turns hubs offline that have had no channel for eight minutes of their company's time, and tells it. `now` is real time. */
export async function dropSilentHubs(tx: Transaction, now: Date): Promise<void> {
  await tx.$executeRaw`
    with dropped as (
      update hub h set is_online = false, online_since = null
      from company c left join simulation_clock k on k.id = c.clock_id
      where c.id = h.company_id and h.is_online and not (h.has_ethernet or h.has_wifi or h.has_cellular)
        and h.last_seen_at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
          - make_interval(mins => ${offlineMinutes})
      returning h.id, h.company_id, ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond' as at
    )
    insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
    select gen_random_uuid(), 'hub.offline', company_id, id, id, 'offline:' || id || ':' || at, '{}', at from dropped`;
}
