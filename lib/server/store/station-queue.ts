import type { StationReport } from "@/lib/domain/station-report";
import type { Transaction } from "../context";

/** A report of one event of a hub, as the outbox tells it. `at` is by the company's clock. */
export type QueuedReport = { eventId: string; hubKey: string; at: Date; report: StationReport };

/**
 * Queues reports for the stations of their hubs, in the order given; hubs without one are passed over. People get their
 * numbers at their first report. The caller holds the hubs' rows, so each hub's reports keep their order.
 */
export async function queueReports(tx: Transaction, reports: readonly QueuedReport[]): Promise<void> {
  if (reports.length === 0) return;
  const rows = reports.map(({ report: { source, ...report }, ...rest }) => ({
    ...rest,
    ...report,
    zone: source.kind === "ZONE" ? source.number : null,
    actorId: source.kind === "USER" ? source.actorId : null,
  }));
  await tx.$executeRaw`
    with told as materialized (
      select n.*, s.company_id from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
        "eventId" uuid, "hubKey" uuid, at timestamptz, sia text, cid text, "group" int, zone int, "actorId" text,
        "isAlarm" boolean)) with ordinality as n
      join station s on s.hub_id = n."hubKey"
    ), newcomers as (
      select company_id, "hubKey", "actorId", row_number() over (partition by "hubKey" order by min(ordinality)) as place
      from told t where "actorId" is not null
        and not exists (select from station_user u where u.hub_id = t."hubKey" and u.actor_id = t."actorId")
      group by company_id, "hubKey", "actorId"
    ), numbered as (
      select n.*, n.place + coalesce((select max(u.number) from station_user u where u.hub_id = n."hubKey"), 500) as number
      from newcomers n
    ), people as (
      insert into station_user (company_id, hub_id, actor_id, number)
      select company_id, "hubKey", "actorId", number from numbered where number <= 999
      returning hub_id, actor_id, number
    )
    insert into station_message (id, company_id, hub_id, event_id, sia, cid, "group", zone, is_alarm, at)
    select gen_random_uuid(), t.company_id, t."hubKey", t."eventId", t.sia, t.cid, t."group",
      coalesce(t.zone, u.number, p.number, 0), t."isAlarm", t.at
    from told t
    left join station_user u on u.hub_id = t."hubKey" and u.actor_id = t."actorId"
    left join people p on p.hub_id = t."hubKey" and p.actor_id = t."actorId"
    order by t.ordinality`;
}

/** Queues a test that belongs to no event. Returns whether it did: a hub without a station has none. */
export async function queueTest(
  tx: Transaction,
  { hubKey, at, test }: { hubKey: string; at: Date; test: { sia: string; cid: string } },
): Promise<boolean> {
  const added = await tx.$executeRaw`
    insert into station_message (id, company_id, hub_id, sia, cid, at)
    select gen_random_uuid(), s.company_id, s.hub_id, ${test.sia}, ${test.cid}, ${at} from station s
    where s.hub_id = ${hubKey}::uuid`;
  return added > 0;
}
