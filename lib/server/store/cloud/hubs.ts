import { clockNow } from "@/lib/clock";
import type { DeviceExtras } from "@/lib/domain/cloud/device-view";
import type { ViewedHub } from "@/lib/domain/cloud/hub-view";
import type { BindingRole, ViewedUser } from "@/lib/domain/cloud/part-views";
import type { DeviceFields } from "@/lib/domain/devices/device-spec";
import type { LiveDevice, LiveGroup, LiveRoom } from "@/lib/domain/live-hub";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../../context";
import { kept } from "../kept-statements";

/** Whose hubs are meant: those a user is bound to, or those of a company. Nothing outside of it exists for the caller. */
export type HubScope = { kind: "USER"; userId: string } | { kind: "COMPANY"; companyId: string };

/** For a statement that proves an access token as `s` itself: the hubs of whoever that token is. */
type BearerScope = { kind: "BEARER" };

/**
 * A read of one scope's hubs: a statement of at most one row, so that the proof of a caller can carry it within its own
 * (see findShownToken), and what becomes of that row, which comes as JSON.
 */
export type HubRead<T> = { sqlOf: (scope: HubScope | BearerScope) => Prisma.Sql; toValue: (row: unknown) => T };

/** Builds a read; `Row` is what the statement gives, as Postgres writes it in JSON. */
function hubRead<Row, T>(sqlOf: HubRead<T>["sqlOf"], toValue: (row: Row) => T): HubRead<T> {
  return { sqlOf, toValue: (row) => toValue(row as Row) };
}

/** Runs a read alone. Null where the scope has no such hub. */
export async function runHubRead<T>(tx: Transaction, scope: HubScope, read: HubRead<T>): Promise<T | null> {
  const rows = await tx.$queryRaw<{ found: unknown }[]>`
    ${kept} select to_json(f) as found from (${read.sqlOf(scope)}) f`;
  return rows[0] ? read.toValue(rows[0].found) : null;
}

/** The hubs of a scope as `h`, with what the caller is to each as `role`. */
function hubsOf(scope: HubScope | BearerScope): Prisma.Sql {
  if (scope.kind === "COMPANY") {
    return Prisma.sql`(select h.*, 'COMPANY' as role from hub h
      where h.company_id = ${scope.companyId}::uuid and h.released_at is null) h`;
  }
  const userId = scope.kind === "BEARER" ? Prisma.sql`s.user_id` : Prisma.sql`${scope.userId}::uuid`;
  return Prisma.sql`(select h.*, b.role from cloud.hub_binding b join hub h on h.id = b.hub_id
    where b.user_id = ${userId} and h.released_at is null) h`;
}

export type BoundHub = { hubId: string; name: string; role: BindingRole; groupsEnabled: boolean };

/** The hubs of a scope in the order of their ids; an empty list where it has none. */
export const boundHubs: HubRead<BoundHub[]> = hubRead(
  (scope) => Prisma.sql`
    select coalesce(json_agg(json_build_object('hubId', h.hub_id, 'name', h.name, 'role', h.role,
      'groupsEnabled', h.groups_enabled) order by h.hub_id), '[]') as hubs from ${hubsOf(scope)}`,
  ({ hubs }: { hubs: BoundHub[] }) => hubs,
);

/** Reads {@link boundHubs} alone. */
export async function listBoundHubs(tx: Transaction, scope: HubScope): Promise<BoundHub[]> {
  return (await runHubRead(tx, scope, boundHubs)) ?? [];
}

/** A hub of a scope, by its key inside, with the clock it lives by. */
export type HubPlace = {
  hubKey: string;
  companyId: string;
  objectId: string;
  role: BindingRole;
  offsetMs: bigint;
  timeZone: string;
};

/** Keeps a user's binding to a hub from being lost until the transaction ends; where it is lost, nothing is held. */
export async function holdBinding(tx: Transaction, userId: string, hubId: string): Promise<void> {
  await tx.$executeRaw`
    select from cloud.hub_binding b join hub h on h.id = b.hub_id
    where b.user_id = ${userId}::uuid and h.hub_id = ${hubId} for share of b`;
}

/** Finds a hub of the scope. Null for any other, and for one that no company holds any more. */
export async function findHubPlace(tx: Transaction, scope: HubScope, hubId: string): Promise<HubPlace | null> {
  const rows = await tx.$queryRaw<HubPlace[]>`
    select h.id as "hubKey", h.company_id as "companyId", h.object_id as "objectId", h.role,
      coalesce(k.offset_ms, 0) as "offsetMs", coalesce(h.time_zone, c.time_zone) as "timeZone"
    from ${hubsOf(scope)} join company c on c.id = h.company_id left join simulation_clock k on k.id = c.clock_id
    where h.hub_id = ${hubId}`;
  return rows[0] ?? null;
}

/** One hub with all that the cloud shows of it. */
export function viewedHub(hubId: string): HubRead<ViewedHub> {
  return hubRead(
    (scope) => Prisma.sql`
      select h.hub_id as "hubId", h.name, h.model::text as model, h.color::text as color, h.state::text as state,
        h.groups_enabled as "groupsEnabled", h.is_online as "isOnline", h.is_lid_closed as "isLidClosed",
        h.has_mains as "hasMains", h.is_blocked_by_provider as "isBlockedByProvider",
        h.arm_prevention_mode::text as "armPreventionMode", h.firmware, h.latest_firmware as "latestFirmware",
        h.has_autoupdate as "hasAutoupdate", h.battery_percent as "batteryPercent", h.battery_state::text as "batteryState",
        h.ethernet, h.wifi, h.is_cellular_enabled as "isCellularEnabled", h.is_roaming_enabled as "isRoamingEnabled",
        h.is_virtual_operator_allowed as "isVirtualOperatorAllowed", h.cellular_generation as "cellularGeneration",
        h.signal_bars as "signalBars", h.active_slot as "activeSlot",
        array_remove(array[case when h.has_ethernet then 'ETHERNET' end, case when h.has_wifi then 'WIFI' end,
          case when h.has_cellular then 'GSM' end], null) as "activeChannels",
        h.ping_period_seconds as "pingPeriodSeconds", h.offline_alarm_seconds as "offlineAlarmSeconds",
        coalesce(h.time_zone, c.time_zone) as "timeZone", h.malfunctions,
        (select coalesce(jsonb_agg(jsonb_build_object('slot', s.slot, 'condition', s.condition, 'apn', s.apn,
            'apnUsername', s.apn_username, 'balanceNumber', s.balance_number, 'trafficTxKb', s.traffic_tx_kb,
            'trafficRxKb', s.traffic_rx_kb, 'trafficResetAt', floor(extract(epoch from s.traffic_reset_at) * 1000))
            order by s.slot), '[]')
          from ajax_sim s where s.hub_id = h.id) as sims,
        (select jsonb_build_object('protocol', s.protocol, 'accountNumber', s.account_number,
            'testPeriodSeconds', s.test_period_seconds, 'routes',
            jsonb_build_array(jsonb_build_object('channel', 'ETHERNET', 'isReserve', false, 'address', s.address, 'port', s.port))
              || coalesce((select jsonb_agg(jsonb_build_object('channel', r.channel, 'isReserve', r.is_reserve,
                'address', r.address, 'port', r.port)) from station_route r where r.hub_id = s.hub_id), '[]'),
            'allowedChannels', array_remove(array[case when s.is_ethernet_enabled then 'ETHERNET' end,
              case when s.is_wifi_enabled then 'WIFI' end, case when s.is_cellular_enabled then 'GSM' end], null))
          from station s where s.hub_id = h.id) as station,
        (select count(*)::int from device d
          where d.hub_id = h.id and (not d.is_online or d.is_tampered or cardinality(d.malfunctions) > 0)) as "deviceWarnings"
      from ${hubsOf(scope)} join company c on c.id = h.company_id where h.hub_id = ${hubId}`,
    (hub: ViewedHub) => hub,
  );
}

/** What is installed with a hub, and how it is armed, at the present of its clock. */
export type Equipment = {
  now: Temporal.Instant;
  groupsEnabled: boolean;
  armedAt: Temporal.Instant | null;
  nightModeAt: Temporal.Instant | null;
  groups: LiveGroup[];
  rooms: LiveRoom[];
  devices: (LiveDevice & DeviceExtras)[];
};

type Json<T> = Omit<T, "armedAt"> & { armedAt: string | null };
type JsonDevice = Omit<LiveDevice & DeviceExtras, "room" | "alarmDue"> & {
  roomNumber: number | null;
  roomName: string | null;
};
type EquipmentRow = {
  offsetMs: number;
  groupsEnabled: boolean;
  armedAt: string | null;
  nightModeAt: string | null;
  groups: Json<LiveGroup>[];
  rooms: LiveRoom[];
  devices: JsonDevice[] | null;
};

/** Which devices are read: all, one by its ID, or none. */
export type DeviceChoice = "ALL" | "NONE" | { deviceId: string };

/** Reads a hub's groups, rooms and devices, those that are chosen. */
export function hubEquipment({ hubId, choice }: { hubId: string; choice: DeviceChoice }): HubRead<Equipment> {
  return hubRead(
    (scope) => Prisma.sql`
      select coalesce(k.offset_ms, 0) as "offsetMs", h.groups_enabled as "groupsEnabled", to_json(h.armed_at) as "armedAt",
        to_json(h.night_mode_at) as "nightModeAt",
        (select coalesce(json_agg(json_build_object('key', g.id, 'number', g.number, 'name', g.name, 'armedAt', g.armed_at,
            'bulkArmInvolved', g.bulk_arm_involved, 'bulkDisarmInvolved', g.bulk_disarm_involved) order by g.number), '[]')
          from hub_group g where g.hub_id = h.id) as groups,
        (select coalesce(json_agg(json_build_object('number', r.number, 'name', r.name) order by r.number), '[]')
          from room r where r.hub_id = h.id) as rooms,
        (select json_agg(json_build_object('key', d.id, 'deviceId', d.device_id, 'type', d.type, 'name', d.name,
            'roomNumber', r.number, 'roomName', r.name, 'groupKey', d.group_id, 'isOnline', d.is_online,
            'isTampered', d.is_tampered, 'batteryPercent', d.battery_percent, 'temperature', d.temperature,
            'bypassState', d.bypass_state, 'malfunctions', d.malfunctions, 'nightModeArm', d.night_mode_arm,
            'alwaysActive', d.always_active, 'armingMode', d.arming_mode, 'armDelaySeconds', d.arm_delay_seconds,
            'alarmDelaySeconds', d.alarm_delay_seconds, 'cmsDeviceIndex', d.cms_device_index, 'fields', d.fields,
            'openAlarms', d.open_alarms, 'color', d.color, 'signalLevel', d.signal_level, 'firmware', d.firmware)
            order by d.cms_device_index)
          from device d left join room r on r.id = d.room_id where d.hub_id = h.id ${devicesOf(choice)}) as devices
      from ${hubsOf(scope)} join company c on c.id = h.company_id left join simulation_clock k on k.id = c.clock_id
      where h.hub_id = ${hubId}`,
    toEquipment,
  );
}

function devicesOf(choice: DeviceChoice): Prisma.Sql {
  if (typeof choice === "object") return Prisma.sql`and d.device_id = ${choice.deviceId}`;
  return choice === "NONE" ? Prisma.sql`and false` : Prisma.empty;
}

function toEquipment({ offsetMs, armedAt, nightModeAt, groups, devices, ...row }: EquipmentRow): Equipment {
  return {
    ...row,
    now: clockNow(offsetMs),
    armedAt: readInstant(armedAt),
    nightModeAt: readInstant(nightModeAt),
    groups: groups.map((group) => ({ ...group, armedAt: readInstant(group.armedAt) })),
    devices: (devices ?? []).map(({ roomNumber, roomName, ...device }) => ({
      ...device,
      fields: device.fields satisfies DeviceFields,
      room: roomNumber !== null && roomName !== null ? { number: roomNumber, name: roomName } : null,
      alarmDue: null,
    })),
  };
}

function readInstant(text: string | null): Temporal.Instant | null {
  return text === null ? null : Temporal.Instant.from(text);
}

/** Lists who accepted to look after a hub; its master first. */
export function hubUsers(hubId: string): HubRead<ViewedUser[]> {
  return hubRead(
    (scope) => Prisma.sql`
      select (select coalesce(json_agg(json_build_object('id', u.id, 'firstName', u.first_name, 'lastName', u.last_name,
          'role', b.role, 'index', b.index) order by b.index), '[]')
        from (select b.*, row_number() over (order by b.role <> 'MASTER', b.created_at, b.user_id) as index
          from cloud.hub_binding b where b.hub_id = h.id) b join cloud.end_user u on u.id = b.user_id) as users
      from ${hubsOf(scope)} where h.hub_id = ${hubId}`,
    ({ users }: { users: ViewedUser[] }) => users,
  );
}

export type LogRow = { id: string; payload: Record<string, unknown>; at: Date };

export const logsAtOnce = 100;

/** Lists a page of what a hub told, the newest first. Null where the scope has no such hub. */
export async function listHubLog(
  tx: Transaction,
  scope: HubScope,
  { hubId, page }: { hubId: string; page: number },
): Promise<LogRow[] | null> {
  const place = await findHubPlace(tx, scope, hubId);
  if (!place) return null;
  return tx.$queryRaw<LogRow[]>`
    select id, payload, at from outbox where hub_id = ${place.hubKey}::uuid and kind = 'hub.event'
    order by turn desc, seq desc limit ${logsAtOnce} offset ${(page - 1) * logsAtOnce}`;
}

/** A protected site with the hubs of it that are in the scope. */
export type SpaceRow = { id: string; name: string; hubs: { id: string; name: string }[] };

/** Lists the sites of a scope: of a company all, of a user those that hold a hub of theirs. */
export async function listSpaces(
  tx: Transaction,
  scope: HubScope,
  { spaceId, hubId }: { spaceId: string | null; hubId: string | null },
): Promise<SpaceRow[]> {
  const ofCompany =
    scope.kind === "COMPANY" ? Prisma.sql`o.company_id = ${scope.companyId}::uuid` : Prisma.sql`h.id is not null`;
  return tx.$queryRaw<SpaceRow[]>`
    select o.id, o.name, coalesce(json_agg(json_build_object('id', h.hub_id, 'name', h.name) order by h.hub_id)
        filter (where h.id is not null), '[]') as hubs
    from secured_object o left join ${hubsOf(scope)} on h.object_id = o.id
    where ${ofCompany} and (${spaceId}::uuid is null or o.id = ${spaceId}::uuid)
    group by o.id, o.name having ${hubId}::text is null or bool_or(h.hub_id = ${hubId}) order by o.name, o.id`;
}
