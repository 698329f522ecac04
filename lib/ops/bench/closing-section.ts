import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { clockNow, realNow, toDate } from "@/lib/clock";
import { billingMonthOf, nextMonth, startOfMonth } from "@/lib/domain/billing-month";
import { say } from "../command";
import { connect } from "../connect";
import { writeNumber } from "../fleet/write-number";
import { type Bench, copyWorld, makeWorld, measureIn, type World } from "./bench-world";
import { figure, type Section } from "./figures";
import { beforeClosingMeasurement, closingMeasurement } from "./measure-closing";
import { closePlainly } from "./plain-closing";

const mostTimes = 2;

/** A closing is measured with so many times the accounts of the large fleet. */
const timesFleet = 10;

/** Closing a reseller's month by the portal's own service, against one plain statement that writes the same lines. */
export async function benchClosing(bench: Bench): Promise<Section[]> {
  const count = bench.hubs * timesFleet;
  const world = await makeWorld(bench, "bench_closing");
  await withOwner(world, (owner) => makeAccounts(owner, count));
  await measureIn(bench, world, beforeClosingMeasurement);
  const plainWorld = await copyWorld(bench, world, "bench_plain_closing");

  const service = await measureIn(bench, world, closingMeasurement);
  const written = await withOwner(world, (owner) => readWritten(owner, service));
  const plain = await withOwner(plainWorld, (owner) =>
    closePlainly(owner, { ...service, statementId: randomUUID(), closedAt: toDate(realNow()) }),
  );
  if (plain.accounts !== written.accounts || plain.feeMinor !== written.feeMinor) {
    throw new Error(`Plainly ${JSON.stringify(plain)}, by the service ${JSON.stringify(written)}.`);
  }
  return [
    {
      key: "closing",
      title: `Closing a month of ${writeNumber(written.accounts)} accounts against one plain statement`,
      figures: [
        figure("by the service, in a process of its own", service.ms / 1_000, "s"),
        figure("one plain statement, with its commit", plain.ms / 1_000, "s"),
        figure("service to plain", service.ms / plain.ms, "×", mostTimes),
      ],
    },
  ];
}

async function withOwner<Result>(world: World, work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = await connect(world.addresses.databaseOwnerUrl);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function readWritten(owner: Client, { resellerId, month }: { resellerId: string; month: string }) {
  const { rows } = await owner.query<{ accounts: number; feeMinor: number }>(
    `select account_count as accounts, fee_minor::float8 as "feeMinor" from statement
     where reseller_id = $1 and month = $2`,
    [resellerId, month],
  );
  return rows[0] ?? { accounts: 0, feeMinor: 0 };
}

/**
 * Gives a dealer as many accounts, confirmed on dates of the next month, and moves its clock beyond that month. Written
 * past the triggers, which would take an hour and are measured elsewhere; trials are taken away, as the plain statement
 * knows none.
 */
async function makeAccounts(owner: Client, count: number): Promise<void> {
  say(`${writeNumber(count)} accounts of one reseller …`);
  const { rows } = await owner.query<{ offsetMs: string; timeZone: string; clockId: string }>(
    `select k.offset_ms as "offsetMs", c.time_zone as "timeZone", k.id as "clockId"
     from company c join simulation_clock k on k.id = c.clock_id where c.slug = 'kiwi'`,
  );
  const dealer = rows[0];
  if (!dealer) throw new Error("The dealer has no clock.");
  const present = clockNow(Number(dealer.offsetMs));
  const month = nextMonth(billingMonthOf(present, dealer.timeZone));
  await owner.query("begin");
  for (const table of filled) await owner.query(`alter table ${table} disable trigger user`);
  await owner.query(accountsStatement, [count, toDate(startOfMonth(month, dealer.timeZone))]);
  await owner.query("update connection_terms set trial_days = 0");
  const after = startOfMonth(nextMonth(month), dealer.timeZone).add({ hours: 48 });
  await owner.query("update simulation_clock set offset_ms = offset_ms + $1 where id = $2", [
    after.epochMilliseconds - present.epochMilliseconds,
    dealer.clockId,
  ]);
  for (const table of filled) await owner.query(`alter table ${table} enable trigger user`);
  await owner.query("commit");
  await owner.query("vacuum (analyze)");
}

const filled = ["hub", "hub_access", "ajax_sim", "hub_package", "connection_terms"];

/** Hubs, SIM cards and confirmed runs numbered up to $1, confirmed within 27 days from $2 on. */
const accountsStatement = `
  with place as (
    select c.id as company_id, c.time_zone, n.id as connection_id, n.reseller_id,
      (select id from secured_object where company_id = c.id order by id limit 1) as object_id,
      (select id from package_offer order by code limit 1) as offer_id
    from company c join reseller_connection n on n.company_id = c.id
    where c.slug = 'kiwi' and n.state = 'OPEN' order by n.opened_at, n.id limit 1
  ), numbered as materialized (
    select n, gen_random_uuid() as hub_id, gen_random_uuid() as sim_id,
      $2::timestamptz + n % 27 * interval '1 day' + n % 1000 * interval '1 minute' as at from generate_series(1, $1::int) n
  ), hubs as (
    insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, last_seen_at,
      service_status, created_at)
    select hub_id, company_id, object_id, 'E' || lpad(upper(to_hex(n)), 7, '0'), 'Hub ' || n, 'HUB_2', '2.34.1', true, $2, $2,
      'ACTIVE', $2 from numbered, place
  ), access as (
    insert into hub_access (company_id, hub_id, kind, object_id)
    select company_id, hub_id, 'HOLDER', object_id from numbered, place
  ), sims as (
    insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot, desired_status, desired_version, reported_status,
      reported_version, card_status, card_version)
    select sim_id, company_id, '8988303' || lpad(n::text, 12, '0'), 'AJAX', hub_id, 1, 'ENABLED', 1, 'ENABLED', 1,
      'ENABLED', 1 from numbered, place
  )
  insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, status, billing_zone,
    activated_at, confirmed_at, version)
  select gen_random_uuid(), company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, 'ACTIVE', time_zone, at, at, 2
  from numbered, place`;
