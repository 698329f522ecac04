import type { Client } from "pg";
import { clockNow } from "@/lib/clock";
import { type BillingMonth, billingMonthOf, startOfMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import { say } from "../command";
import { writeNumber } from "../fleet/write-number";

const filled = ["secured_object", "hub", "hub_access", "ajax_sim", "hub_package"];

/** A dealer of the demo world and the reseller its accounts are added with. */
export type Billed = { dealer: string; reseller: string; accounts: number };

/**
 * Adds live accounts that one reseller is billed for, each confirmed at the beginning of the dealer's present month. They
 * are written plainly, past the rules of the tables: only their lines are measured. Returns that month.
 */
export async function addAccounts(owner: Client, { dealer, reseller, accounts }: Billed): Promise<BillingMonth> {
  say(`${writeNumber(accounts)} accounts of ${dealer} billed to ${reseller} …`);
  const { rows } = await owner.query<{ offsetMs: string; timeZone: string }>(
    `select coalesce(k.offset_ms, 0)::text as "offsetMs", c.time_zone as "timeZone"
     from company c left join simulation_clock k on k.id = c.clock_id where c.slug = $1`,
    [dealer],
  );
  const [found] = rows;
  if (!found) throw new Error(`There is no dealer named ${dealer}.`);
  const month = billingMonthOf(clockNow(Number(found.offsetMs)), found.timeZone);
  await owner.query("begin");
  for (const table of filled) await owner.query(`alter table ${table} disable trigger user`);
  await owner.query(writeAccounts, [dealer, reseller, accounts, startOfMonth(month, found.timeZone).toString()]);
  for (const table of filled) await owner.query(`alter table ${table} enable trigger user`);
  await owner.query("commit");
  await owner.query(`vacuum (analyze) ${filled.join(", ")}`);
  return month;
}

const writeAccounts = `
  with place as (
    select c.id as company_id, c.time_zone, n.id as connection_id, n.reseller_id, o.id as offer_id, h.base
    from company c join reseller_connection n on n.company_id = c.id join reseller r on r.id = n.reseller_id
    join company rc on rc.id = r.company_id and rc.slug = $2
    cross join (select id from package_offer limit 1) o cross join (select count(*) as base from hub) h
    where c.slug = $1 and n.state = 'OPEN'
  ), made as (
    select n, gen_random_uuid() as hub_key, gen_random_uuid() as sim_key, 'E' || lpad(upper(to_hex(base + n)), 7, '0') as number,
      p.* from place p, generate_series(1, $3::int) n
  ), object as (
    insert into secured_object (id, company_id, name, address, created_at)
    select gen_random_uuid(), company_id, 'Bench', 'Bench street', $4::timestamptz from place returning id
  ), hubs as (
    insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, malfunctions, created_at)
    select hub_key, company_id, object.id, number, 'Hub ' || n, 'HUB_2', '2.9.0', false, '{}', $4 from made, object
  ), access as (
    insert into hub_access (company_id, hub_id, kind, object_id)
    select company_id, hub_key, 'HOLDER', object.id from made, object
  ), sims as (
    insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot, desired_status, desired_version, desired_at)
    select sim_key, company_id, '8938' || lpad((base + n)::text, 15, '0'), 'AJAX', hub_key, 1, 'ENABLED', 1, $4 from made
  )
  insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, status, billing_zone,
    activated_at, confirmed_at)
  select gen_random_uuid(), company_id, hub_key, sim_key, offer_id, reseller_id, connection_id, 'ACTIVE', time_zone, $4, $4
  from made`;

/** Moves the clock of a dealer's companies ten minutes beyond the end of its present month. */
export async function passMonth(owner: Client, dealer: string): Promise<void> {
  const { rows } = await owner.query<{ clockId: string; offsetMs: string; timeZone: string }>(
    `select c.clock_id as "clockId", k.offset_ms::text as "offsetMs", c.time_zone as "timeZone"
     from company c join simulation_clock k on k.id = c.clock_id where c.slug = $1`,
    [dealer],
  );
  const [found] = rows;
  if (!found) throw new Error("The dealer has no clock.");
  const present = clockNow(Number(found.offsetMs));
  // A day more than that dealer's own: every other zone of the reseller is past its boundary, too.
  const now = startOfNextMonth(present, found.timeZone).add({ hours: 30 });
  await owner.query("update simulation_clock set offset_ms = offset_ms + $1 where id = $2", [
    now.epochMilliseconds - present.epochMilliseconds,
    found.clockId,
  ]);
}
