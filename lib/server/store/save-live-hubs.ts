import { hubStateOf } from "@/lib/domain/arming";
import { carrierOf, hasPower } from "@/lib/domain/connection";
import type { LiveDevice, LiveGroup, LiveHub } from "@/lib/domain/live-hub";
import { reportTrafficKb } from "@/lib/domain/sim-card";
import type { Transaction } from "../context";

/** A hub as it was read under lock, and as it shall be. */
export type HubChange = { before: LiveHub; after: LiveHub };

/** Writes what has changed of hubs, their groups and devices: three statements at most, however many hubs there are. */
export async function saveLiveHubs(tx: Transaction, changes: readonly HubChange[]): Promise<void> {
  const changed = changes.filter(({ before, after }) => before !== after);
  const hubs = changed.map(({ after }) => hubColumns(after));
  const carriers = changed.flatMap((change) => carrierOf(change) ?? []);
  const groups = changes.flatMap(({ before, after }) => changedOf(before.groups, after.groups)).map(groupColumns);
  const devices = changes.flatMap(({ before, after }) => changedOf(before.devices, after.devices)).map(deviceColumns);
  if (hubs.length > 0) await saveHubs(tx, hubs, carriers);
  if (groups.length > 0) await saveGroups(tx, groups);
  if (devices.length > 0) await saveDevices(tx, devices);
}

function changedOf<T extends { key: string }>(before: readonly T[], after: readonly T[]): T[] {
  const former = new Map(before.map((part) => [part.key, part]));
  return after.filter((part) => former.get(part.key) !== part);
}

function hubColumns(hub: LiveHub) {
  return {
    key: hub.key,
    state: hubStateOf(hub),
    armed_at: textOf(hub.armedAt),
    night_mode_at: textOf(hub.nightModeAt),
    is_online: hub.isOnline,
    online_since: textOf(hub.onlineSince),
    last_seen_at: textOf(hub.lastSeenAt),
    offline_due_at: textOf(hub.offlineDueAt),
    has_ethernet: hub.activeChannels.includes("ETHERNET"),
    has_wifi: hub.activeChannels.includes("WIFI"),
    has_cellular: hub.activeChannels.includes("GSM"),
    lost_channels: hub.lostChannels,
    has_mains: hub.hasMains,
    battery_percent: hub.batteryPercent,
    battery_state: hub.batteryPercent === 0 ? "DISCHARGED" : "CHARGED",
    has_power: hasPower(hub),
    is_lid_closed: hub.isLidClosed,
    malfunctions: hub.malfunctions,
  };
}

/**
 * A hub whose power returns lets its SIM cards be told again what they missed. A card that carries what a hub tells counts
 * it; one that somebody else is about to change does not wait for that, since whoever changes cards may want the hub next.
 * Cards are named in a list of their own: its length tells the planner to look them up instead of reading all there are.
 */
async function saveHubs(
  tx: Transaction,
  rows: ReturnType<typeof hubColumns>[],
  carriers: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    with now as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
        key uuid, state "HubArmingState", armed_at timestamptz, night_mode_at timestamptz, is_online boolean,
        online_since timestamptz, last_seen_at timestamptz, offline_due_at timestamptz, has_ethernet boolean,
        has_wifi boolean, has_cellular boolean, lost_channels text[], has_mains boolean, battery_percent int,
        battery_state "BatteryState", has_power boolean, is_lid_closed boolean, malfunctions text[])
    ), woken as (
      update ajax_sim s set next_try_at = null, attempts = 0 from now n join hub h on h.id = n.key
      where s.hub_id = n.key and s.reported_version < s.desired_version
        and n.has_power and not (h.has_mains or h.battery_percent > 0)
    ), counted as (
      update ajax_sim s set traffic_tx_kb = s.traffic_tx_kb + ${reportTrafficKb.tx}::int,
        traffic_rx_kb = s.traffic_rx_kb + ${reportTrafficKb.rx}::int
      where s.id in (select c.id from ajax_sim c where c.id = any(${carriers}::uuid[]) for no key update skip locked)
    )
    update hub h set state = n.state, is_armed = n.armed_at is not null, armed_at = n.armed_at,
      is_night_mode = n.night_mode_at is not null, night_mode_at = n.night_mode_at, is_online = n.is_online,
      online_since = n.online_since, last_seen_at = n.last_seen_at, offline_due_at = n.offline_due_at,
      has_ethernet = n.has_ethernet, has_wifi = n.has_wifi, has_cellular = n.has_cellular,
      lost_channels = n.lost_channels, has_mains = n.has_mains, battery_percent = n.battery_percent,
      battery_state = n.battery_state, is_lid_closed = n.is_lid_closed, malfunctions = n.malfunctions
    from now n where h.id = n.key`;
}

function groupColumns(group: LiveGroup) {
  return { key: group.key, state: group.armedAt ? "ARMED" : "DISARMED", armed_at: textOf(group.armedAt) };
}

async function saveGroups(tx: Transaction, rows: ReturnType<typeof groupColumns>[]): Promise<void> {
  await tx.$executeRaw`
    update hub_group g set state = n.state, armed_at = n.armed_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (key uuid, state "ArmingState", armed_at timestamptz)
    where g.id = n.key`;
}

function deviceColumns(device: LiveDevice) {
  return {
    key: device.key,
    is_online: device.isOnline,
    is_tampered: device.isTampered,
    battery_percent: device.batteryPercent,
    temperature: device.temperature,
    malfunctions: device.malfunctions,
    fields: device.fields,
    open_alarms: device.openAlarms,
    alarm_due_at: textOf(device.alarmDue?.at ?? null),
    alarm_due_for: device.alarmDue?.condition ?? null,
  };
}

async function saveDevices(tx: Transaction, rows: ReturnType<typeof deviceColumns>[]): Promise<void> {
  await tx.$executeRaw`
    update device d set is_online = n.is_online, is_tampered = n.is_tampered, battery_percent = n.battery_percent,
      temperature = n.temperature, malfunctions = n.malfunctions, fields = n.fields, open_alarms = n.open_alarms,
      alarm_due_at = n.alarm_due_at, alarm_due_for = n.alarm_due_for
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
      key uuid, is_online boolean, is_tampered boolean, battery_percent int, temperature int, malfunctions text[],
      fields jsonb, open_alarms text[], alarm_due_at timestamptz, alarm_due_for text)
    where d.id = n.key`;
}

function textOf(instant: Temporal.Instant | null): string | null {
  return instant ? instant.toString({ smallestUnit: "millisecond" }) : null;
}
