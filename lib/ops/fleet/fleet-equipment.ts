import { accessOfSim, dayTrafficKb } from "@/lib/domain/sim-card";
import { DRIFT_MINUTES, GONE_MINUTES } from "@/lib/domain/sim-status";

/**
 * Objects, hubs, SIM cards and devices of the hubs from $1 to $2, as set-based statements over the drawn fleet. The
 * objects' marked references say that they belong to one.
 */
export const objectStatement = `
  insert into secured_object (id, company_id, name, address, reference, end_user_name, created_at)
  select h.object_key, t.company_id, pg_temp.pick(w.objects, s.a) || ' ' || h.object_n,
    pg_temp.pick(w.streets, s.b) || ' ' || 1 + floor(400 * s.c)::int, t.mark || lpad(h.object_n::text, 7, '0'),
    pg_temp.pick(w.people, s.d), t.first_start - interval '1 day' * (2 + 28 * s.c)
  from fleet_terms t
  join (select distinct on (object_n) object_n, object_key from fleet_hub where n between $1 and $2 order by object_n) h on true
  join fleet_words w on w.script = h.object_n % 3,
  lateral (select md5(h.object_key::text) as lot) l,
  lateral (select pg_temp.share(lot, 1) as a, pg_temp.share(lot, 2) as b, pg_temp.share(lot, 3) as c, pg_temp.share(lot, 4) as d) s
  on conflict (id) do nothing`;

export const hubStatement = `
  insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, last_seen_at,
    has_ethernet, ethernet, has_wifi, wifi, has_cellular, cellular_generation, signal_bars, noise_dbm, has_mains, battery_percent,
    malfunctions, installed_by_id, created_at)
  select h.hub_key, t.company_id, h.object_key, h.hub_id,
    pg_temp.pick(w.hubs, s.a) || ' ' || 1 + floor(99999 * s.b)::int, model::"HubModel",
    (array['2.31.1', '2.31.0', '2.30.4'])[1 + floor(3 * s.c)::int], h.is_online,
    case when state = 'ACTIVATION_FAILED' then t.at - interval '2 hours' when h.is_online then made end,
    case when h.is_online then t.at else t.at - interval '1 hour' * (7 + 120 * s.c) end,
    h.is_online and has_cable,
    pg_temp.part('{"ip":"","mask":"","gate":"","dns":"","dhcp":true}', has_cable and state <> 'NEVER_OFFLINE'),
    h.is_online and has_wifi, pg_temp.part('{"ssid":"","signalLevel":"NORMAL"}', has_wifi and h.is_online),
    h.is_online and h.lends_to is null and (state in ('SIM_FOREIGN', 'STILL_SWITCHING_OFF')
      or run in ('ACTIVE', 'EXPIRING') and state not in ('SIM_REMOVED', 'DRIFT')),
    case when model in ('HUB', 'HUB_2', 'HUB_HYBRID') then 2 else 4 end, 1 + floor(3 * s.b)::int, -82 - floor(16 * s.c)::int,
    h.is_online, case when h.is_online then 90 + 5 * floor(3 * s.d)::int else 0 end,
    case when h.is_online then '{}' else '{NO_MAINS,BATTERY_LOW}' end::text[],
    t.actor_ids[1 + floor(s.c * cardinality(t.actor_ids))::int], made
  from fleet_terms t, fleet_hub h
  join fleet_words w on w.script = h.object_n % 3,
  lateral (select pg_temp.share(hash, 1) as a, pg_temp.share(hash, 2) as b, pg_temp.share(hash, 3) as c, pg_temp.share(hash, 4) as d) s,
  lateral (select t.first_start - interval '1 day' * s.c as made,
    (array['HUB', 'HUB_PLUS', 'HUB_2', 'HUB_2_4G', 'HUB_2_PLUS', 'HUB_HYBRID', 'HUB_HYBRID_4G'])[1 + floor(7 * s.d)::int] as model) m,
  lateral (select not h.is_cellular_only as has_cable, not h.is_cellular_only and model like '%PLUS' and s.b < 0.6 as has_wifi) c
  where h.n between $1 and $2`;

const own = accessOfSim("AJAX");
const foreign = accessOfSim("OTHER_OPERATOR");

/**
 * SIM cards as the runs of their hubs leave them: told two things by a run that ended and one by a live run, with the
 * traffic of its days, and all has been answered but in the states whose point it is that something has not. They sit in
 * their hub until the runs are written, because a run only starts there.
 */
export const simStatement = `
  insert into ajax_sim (id, company_id, iccid, kind, condition, hub_id, slot, desired_status, desired_version, desired_at,
    reported_status, reported_version, reported_at, card_status, card_version, apn, apn_username, balance_number,
    traffic_tx_kb, traffic_rx_kb, traffic_reset_at)
  select h.sim_key, t.company_id,
    case when is_foreign then '8964050' else '8988303' end || lpad(h.number::text, 12, '0'),
    case when is_foreign then 'OTHER_OPERATOR' else 'AJAX' end::"SimKind",
    case state when 'SIM_LOCKED' then 'PIN_LOCKED' when 'SIM_DEFECTIVE' then 'DEFECTIVE' else 'OK' end::"SimCondition",
    h.hub_key, 1, case when is_live then 'ENABLED' else 'DISABLED' end::"SimPower", told,
    case when state = 'DRIFT' then t.at - interval '3 hours' else told_at end,
    case when heard > 0 then case when is_on then 'ENABLED' else 'DISABLED' end end::"SimPower", heard,
    case when heard > 0 then case when state = 'DRIFT' then t.at - interval '184 minutes' when is_on then confirmed_at
      else least(t.at, ended_at + interval '1 minute') end end,
    case when heard > 0 and is_on then 'ENABLED' else 'DISABLED' end::"SimPower", heard,
    case when is_foreign then '${foreign.apn}' else '${own.apn}' end,
    case when is_foreign then '${foreign.apnUsername}' else '${own.apnUsername}' end,
    case when is_foreign then '${foreign.balanceNumber}' else '${own.balanceNumber}' end,
    coalesce(days, 0) * ${dayTrafficKb.tx}, coalesce(days, 0) * ${dayTrafficKb.rx}, t.first_start
  from fleet_terms t, fleet_hub h
  left join (
    select n, sum(case when ended_at is null then 1 else 2 end)::int as commands, max(confirmed_at) as confirmed_at,
      max(ended_at) as ended_at, max(coalesce(ended_at, activated_at)) as told_at,
      floor(sum(extract(epoch from coalesce(ended_at, (select at from fleet_terms)) - confirmed_at)) / 86400)::int as days
    from fleet_run where n between $1 and $2 group by n
  ) r using (n),
  lateral (select state = 'SIM_FOREIGN' as is_foreign, run in ('ACTIVE', 'UNCONFIRMED', 'EXPIRING') as is_live,
    run in ('ACTIVE', 'EXPIRING') and state <> 'DRIFT' or state = 'STILL_SWITCHING_OFF' as is_on,
    coalesce(commands, 0) + case when state = 'DRIFT' then 1 else 0 end as told) c,
  lateral (select told - case when state in ('DRIFT', 'ACTIVATING', 'STILL_SWITCHING_OFF') then 1 else 0 end as heard) a
  where h.n between $1 and $2 and h.sim_key is not null`;

/** Standing faults: SIM cards that obey nothing, and hubs without power. */
export const faultStatement = `
  insert into simulated_fault (id, kind, company_id, hub_id, sim_id, injected_at, injected_by)
  select pg_temp.key(md5('fault' || hash)), case when state in ('DRIFT', 'STILL_SWITCHING_OFF') then 'SIM_STUCK' else 'HUB_NO_MAINS' end::"FaultKind",
    t.company_id, case when state in ('ACTIVATED_OFFLINE', 'ACTIVATING', 'NEVER_OFFLINE') then h.hub_key end,
    case when state in ('DRIFT', 'STILL_SWITCHING_OFF') then h.sim_key end, t.at - interval '3 hours', 'Fleet'
  from fleet_terms t, fleet_hub h
  where h.n between $1 and $2
    and state in ('DRIFT', 'STILL_SWITCHING_OFF', 'ACTIVATED_OFFLINE', 'ACTIVATING', 'NEVER_OFFLINE')`;

export const roomStatement = `
  insert into room (id, company_id, hub_id, number, name)
  select pg_temp.key(md5('room' || hash)), t.company_id, h.hub_key, 1, 'Hall'
  from fleet_terms t, fleet_hub h where h.n between $1 and $2`;

/** Two devices a hub: a keypad and a door. A printed number that another fleet has already is left out. */
export const deviceStatement = `
  insert into device (id, company_id, hub_id, device_id, type, name, room_id, is_online, battery_percent, cms_device_index,
    fields, night_mode_arm)
  select pg_temp.key(md5(kind || hash)), t.company_id, h.hub_key,
    upper(lpad(to_hex(pg_temp.mixed(2 * h.n + place + ('x' || substr(md5('devices' || t.slug || t.seed), 1, 8))::bit(32)::bigint)), 8, '0')),
    kind, name, pg_temp.key(md5('room' || hash)), h.is_online, 100, place, fields::jsonb, kind = 'DOOR_PROTECT'
  from fleet_terms t, fleet_hub h,
    (values ('KEYPAD', 'KeyPad by the entrance', 1, '{}'), ('DOOR_PROTECT', 'Front door', 2,
      '{"reedClosed":true,"extraContactClosed":true,"reedContactAware":true,"extraContactAware":false}')) d (kind, name, place, fields)
  where h.n between $1 and $2 on conflict (device_id) do nothing`;

/** SIM cards that were taken out, put into another hub or switched off for good, once the runs stand. */
export const movedSimStatement = `
  update ajax_sim s set
    hub_id = case h.state when 'SIM_REMOVED' then null when 'SIM_RETIRED' then h.hub_key else b.hub_key end,
    slot = case when h.state = 'SIM_REMOVED' then null else 1 end,
    removed_at = case when h.state = 'SIM_REMOVED' then t.at - interval '2 hours' end,
    retired_at = case when h.state = 'SIM_RETIRED' then t.month_start + (t.at - t.month_start) * 0.5 end
  from fleet_terms t, fleet_hub h left join fleet_hub b on b.n = h.lends_to
  where h.n between $1 and $2 and s.id = h.sim_key
    and (h.state in ('SIM_REMOVED', 'SIM_RETIRED') or h.lends_to is not null)`;

/**
 * The open task of each SIM that has stood wrong for long enough: a portal would have told everybody hours ago, and
 * beside a running one it is not told anew, mail by mail.
 */
export const taskStatement = `
  insert into service_task (id, kind, company_id, hub_id, sim_id, opened_at)
  select pg_temp.key(md5('task' || hash)),
    case state when 'DRIFT' then 'SIM_DRIFT' when 'SIM_REMOVED' then 'SIM_GONE' else 'SIM_ELSEWHERE' end::"TaskKind",
    t.company_id, h.hub_key, h.sim_key,
    case state when 'DRIFT' then t.at - interval '3 hours' + interval '${DRIFT_MINUTES} minutes'
      when 'SIM_REMOVED' then t.at - interval '2 hours' + interval '${GONE_MINUTES} minutes' else t.at end
  from fleet_terms t, fleet_hub h
  where h.n between $1 and $2 and (h.state in ('DRIFT', 'SIM_REMOVED') or h.lends_to is not null)`;
