import type { Client } from "pg";
import { Problem } from "../command";
import { runOf } from "./fleet-shares";

/** One hub in twelve that ever ran has an earlier run in a given month. */
const earlierShare = 1 / 12;

/** Printed numbers that others may hold already are skipped; so many are drawn beyond those needed. */
const spareNumbers = 1_000;

const tables = `
  create temporary table fleet_hub (
    n int primary key, hash text, state text, run text, hub_id text, number bigint, hub_key uuid, object_n int,
    object_key uuid, sim_key uuid, lends_to int, is_online bool, is_cellular_only bool);
  create temporary table fleet_run (
    n int, round int, run_key uuid, previous_key uuid, hub_key uuid, sim_key uuid, connection_id uuid, reseller_id uuid,
    counterpart_id uuid, month text, actor_id uuid, actor_name text, activated_at timestamptz(3),
    confirmed_at timestamptz(3), confirm_by timestamptz(3), scheduled_at timestamptz(3), expires_at timestamptz(3),
    end_cause text, ended_at timestamptz(3), end_reason text, version int, primary key (n, round))`;

/** Numbers, keys and states of all hubs. Every 15 hubs share 14 objects. */
const drawHubs = `
  with numbered as (
    select row_number() over (order by i)::int as n, number from fleet_terms t, lateral (
      select i, pg_temp.mixed(i + ('x' || substr(md5(t.slug || ':' || t.seed), 1, 8))::bit(32)::bigint) as number
      from generate_series(1, t.hubs + ${spareNumbers}) i
    ) drawn where not exists (select from hub h where h.hub_id = upper(lpad(to_hex(number), 8, '0')))
  ), stated as (
    select n, number, md5(t.slug || ':' || t.seed || ':' || n) as hash, t.states[1 + (n - 1) % cardinality(t.states)] as state,
      n - n / 15 as object_n, md5(t.slug || ':' || t.seed || ':object:' || (n - n / 15)) as object_hash,
      case when (n - 1) % cardinality(t.states) = 0 and n + t.borrower <= t.hubs then n + t.borrower end as lends_to
    from numbered, fleet_terms t where n <= t.hubs
  )
  insert into fleet_hub
  select n, hash, state, $1::jsonb ->> state, upper(lpad(to_hex(number), 8, '0')), number, pg_temp.key(md5('hub' || hash)),
    object_n, pg_temp.key(object_hash),
    case when state not in ('NO_SIM', 'SIM_IN_OTHER_HUB') then pg_temp.key(md5('sim' || hash)) end, lends_to,
    state not in ('ACTIVATED_OFFLINE', 'ACTIVATING', 'NEVER_OFFLINE'),
    state = 'ACTIVATED_ONLINE' and lends_to is null and n % 5 = 0
  from stated`;

/** The last run of each hub that ever ran: begun in the month before the present one, but for activations of these days. */
const drawLastRuns = `
  insert into fleet_run
  select h.n, 0, pg_temp.key(md5('run0' || hash)), null, hub_key, sim_key,
    case when is_leaving then ending_id else payer_id end,
    case when is_leaving then ending_reseller_id else payer_reseller_id end,
    case when is_leaving then ending_company_id else payer_company_id end,
    m.month, actor_ids[actor], actor_names[actor], activated,
    case when not is_unheard then activated + interval '1 second' * (40 + 60 * spread) end,
    case when is_unheard then activated + interval '24 hours' end,
    case when run = 'EXPIRED' then last_start + (month_start - last_start) * (0.65 + 0.3 * spread)
      when is_leaving then at - (at - month_start) * spread
      when run = 'EXPIRING' then month_start + (at - month_start) * (0.3 + 0.5 * spread) end,
    case when run = 'EXPIRING' then case when is_leaving then ending_at else month_end end end,
    case when run = 'EXPIRING' then case when is_leaving then 'CONNECTION' else 'DEACTIVATED' end end,
    case when run = 'EXPIRED' then month_start
      when state = 'STILL_SWITCHING_OFF' then greatest(month_start, at - interval '2 minutes')
      when run = 'STOPPED' then month_start + (at - month_start) * (0.4 + 0.5 * spread)
      when run = 'FAILED' then activated + interval '24 hours' end,
    case run when 'FAILED' then 'ACTIVATION_FAILED' when 'EXPIRED' then 'EXPIRED' when 'STOPPED' then 'STOPPED' end,
    case run when 'UNCONFIRMED' then 1 when 'ACTIVE' then 2 when 'FAILED' then 2 when 'EXPIRED' then 4 else 3 end
  from fleet_terms t, fleet_month m, fleet_hub h, lateral (
    select pg_temp.share(hash, 3) as spread, state = 'CONNECTION_ENDING' as is_leaving,
      run in ('UNCONFIRMED', 'FAILED') as is_unheard,
      1 + floor(pg_temp.share(hash, 4) * cardinality(actor_ids))::int as actor,
      case run when 'UNCONFIRMED' then at - interval '1 hour' * (3 + 4 * pg_temp.share(hash, 2))
        when 'FAILED' then at - interval '1 hour' * (26 + 8 * pg_temp.share(hash, 2))
        else last_start + (month_start - last_start) * (0.02 + 0.55 * pg_temp.share(hash, 2)) end as activated
  ) drawn
  where run <> 'NONE' and m.round = 0`;

/** Earlier runs: half ended with their month, half were stopped in it. All were paid for by the open connection. */
const drawEarlierRuns = `
  insert into fleet_run
  select n, round, pg_temp.key(md5('run' || round || hash)), null, hub_key, sim_key, payer_id, payer_reseller_id,
    payer_company_id, month, actor_ids[actor], actor_names[actor], activated, activated + interval '70 seconds', null,
    case when not is_stopped then left_at end, null, null, case when is_stopped then left_at else ends_at end,
    case when is_stopped then 'STOPPED' else 'EXPIRED' end, case when is_stopped then 3 else 4 end
  from fleet_terms t, fleet_month m, fleet_hub h,
  lateral (select md5(round || ':month:' || hash) as lot) l,
  lateral (
    select pg_temp.share(lot, 4) < 0.5 as is_stopped,
      1 + floor(pg_temp.share(lot, 3) * cardinality(actor_ids))::int as actor,
      starts_at + (ends_at - starts_at) * (0.02 + 0.3 * pg_temp.share(lot, 2)) as activated,
      starts_at + (ends_at - starts_at) * (0.4 + 0.5 * pg_temp.share(lot, 2)) as left_at
  ) drawn
  where run <> 'NONE' and round > 0 and pg_temp.share(lot, 1) < ${earlierShare}`;

const linkRuns = `
  update fleet_run r set previous_key = before.run_key from (
    select run_key, lead(run_key) over (partition by n order by round desc) as next_key from fleet_run
  ) before where before.next_key = r.run_key`;

/** Draws hubs and runs into two temporary tables, from terms that are laid down. Writes nothing that stays. */
export async function drawFleet(client: Client, hubs: number): Promise<void> {
  await client.query(tables);
  const drawn = await client.query(drawHubs, [JSON.stringify(runOf)]);
  if (drawn.rowCount !== hubs) throw new Problem("Too many printed hub numbers are taken: choose another seed.");
  await client.query(drawLastRuns);
  await client.query(drawEarlierRuns);
  await client.query(linkRuns);
  await client.query("create index on fleet_hub (object_n); analyze fleet_hub, fleet_run");
}
