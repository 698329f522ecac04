import { toInstant, toInstantOrNull } from "@/lib/clock";
import type { Condition, DeviceFields } from "@/lib/domain/devices/device-spec";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import type { Channel, LiveDevice, LiveGroup, LiveHub, LiveSim } from "@/lib/domain/live-hub";
import type { Transaction } from "../context";

type HubColumns = Omit<
  LiveHub,
  "armedAt" | "nightModeAt" | "onlineSince" | "lastSeenAt" | "offlineDueAt" | "activeChannels" | "groups" | "devices"
> & {
  armedAt: Date | null;
  nightModeAt: Date | null;
  onlineSince: Date | null;
  lastSeenAt: Date | null;
  offlineDueAt: Date | null;
  hasEthernet: boolean;
  hasWifi: boolean;
  hasCellular: boolean;
};
type GroupColumns = Omit<LiveGroup, "armedAt"> & { hubKey: string; armedAt: Date | null };
type DeviceColumns = Omit<LiveDevice, "room" | "alarmDue"> & {
  hubKey: string;
  roomNumber: number | null;
  roomName: string | null;
  alarmDueAt: Date | null;
  alarmDueFor: Condition | null;
};

/**
 * Locks hubs, in the order of their keys, and reads them with everything that decides how they behave. Hubs that are gone
 * are left out. What is read is what stands once all locks are held.
 */
export async function loadLiveHubs(tx: Transaction, hubKeys: readonly string[]): Promise<LiveHub[]> {
  const keys = [...new Set(hubKeys)];
  await tx.$executeRaw`select id from hub where id = any(${keys}::uuid[]) order by id for no key update`;
  const hubs = await tx.$queryRaw<HubColumns[]>`
    select h.id as key, h.company_id as "companyId", h.hub_id as "hubId", h.name, h.model::text as model,
      h.groups_enabled as "groupsEnabled", h.armed_at as "armedAt", h.night_mode_at as "nightModeAt",
      h.arm_prevention_mode::text as "armPreventionMode", h.is_online as "isOnline", h.online_since as "onlineSince",
      h.last_seen_at as "lastSeenAt", h.offline_due_at as "offlineDueAt", h.ping_period_seconds as "pingPeriodSeconds",
      h.offline_alarm_seconds as "offlineAlarmSeconds", h.has_ethernet as "hasEthernet", h.has_wifi as "hasWifi",
      h.has_cellular as "hasCellular", h.lost_channels as "lostChannels",
      (h.ethernet ->> 'enabled')::boolean as "hasCable", (h.wifi ->> 'enabled')::boolean as "knowsWifi",
      h.is_cellular_enabled as "isCellularEnabled", h.cellular_generation as "cellularGeneration",
      h.signal_bars as "signalBars", h.has_mains as "hasMains", h.battery_percent as "batteryPercent",
      h.is_lid_closed as "isLidClosed", h.malfunctions,
      (select coalesce(jsonb_agg(jsonb_build_object('simId', s.id, 'slot', s.slot, 'kind', s.kind, 'condition', s.condition,
          'cardStatus', s.card_status, 'isServingOtherHub', exists (
            select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and p.hub_id <> h.id)) order by s.slot), '[]')
        from ajax_sim s where s.hub_id = h.id) as sims,
      array(select f.part from simulated_fault f
        where f.hub_id = h.id and f.kind = 'HUB_CHANNEL_DOWN' and f.lifted_at is null) as "downChannels",
      exists (select from simulated_fault f
        where f.hub_id = h.id and f.kind = 'HUB_SILENT' and f.lifted_at is null) as "isSilenced"
    from hub h where h.id = any(${keys}::uuid[]) order by h.id`;
  const groups = await tx.$queryRaw<GroupColumns[]>`
    select hub_id as "hubKey", id as key, number, name, armed_at as "armedAt", bulk_arm_involved as "bulkArmInvolved",
      bulk_disarm_involved as "bulkDisarmInvolved"
    from hub_group where hub_id = any(${keys}::uuid[]) order by number`;
  const devices = await tx.$queryRaw<DeviceColumns[]>`
    select d.hub_id as "hubKey", d.id as key, d.device_id as "deviceId", d.type, d.name, r.number as "roomNumber",
      r.name as "roomName", d.group_id as "groupKey", d.is_online as "isOnline", d.is_tampered as "isTampered",
      d.battery_percent as "batteryPercent", d.temperature, d.bypass_state as "bypassState", d.malfunctions,
      d.night_mode_arm as "nightModeArm", d.always_active as "alwaysActive", d.arming_mode::text as "armingMode",
      d.arm_delay_seconds as "armDelaySeconds", d.alarm_delay_seconds as "alarmDelaySeconds",
      d.cms_device_index as "cmsDeviceIndex", d.fields, d.open_alarms as "openAlarms", d.alarm_due_at as "alarmDueAt",
      d.alarm_due_for as "alarmDueFor"
    from device d left join room r on r.id = d.room_id
    where d.hub_id = any(${keys}::uuid[]) order by d.cms_device_index`;
  return assemble(hubs, groups, devices);
}

function assemble(hubs: HubColumns[], groups: GroupColumns[], devices: DeviceColumns[]): LiveHub[] {
  const groupsOf = Map.groupBy(groups, ({ hubKey }) => hubKey);
  const devicesOf = Map.groupBy(devices, ({ hubKey }) => hubKey);
  return hubs.map((hub) => ({
    ...toLiveHub(hub),
    groups: (groupsOf.get(hub.key) ?? []).map(toLiveGroup),
    devices: (devicesOf.get(hub.key) ?? []).map(toLiveDevice),
  }));
}

function toLiveHub(row: HubColumns): Omit<LiveHub, "groups" | "devices"> {
  const { hasEthernet, hasWifi, hasCellular, ...rest } = row;
  const carried: [Channel, boolean][] = [
    ["ETHERNET", hasEthernet],
    ["WIFI", hasWifi],
    ["GSM", hasCellular],
  ];
  return {
    ...rest,
    model: row.model satisfies HubModel,
    sims: row.sims satisfies readonly LiveSim[],
    armedAt: toInstantOrNull(row.armedAt),
    nightModeAt: toInstantOrNull(row.nightModeAt),
    onlineSince: toInstantOrNull(row.onlineSince),
    lastSeenAt: toInstantOrNull(row.lastSeenAt),
    offlineDueAt: toInstantOrNull(row.offlineDueAt),
    activeChannels: carried.filter(([, isActive]) => isActive).map(([channel]) => channel),
  };
}

function toLiveGroup({ hubKey: _hubKey, armedAt, ...group }: GroupColumns): LiveGroup {
  return { ...group, armedAt: toInstantOrNull(armedAt) };
}

function toLiveDevice(row: DeviceColumns): LiveDevice {
  const { hubKey: _hubKey, roomNumber, roomName, alarmDueAt, alarmDueFor, ...device } = row;
  return {
    ...device,
    fields: row.fields satisfies DeviceFields,
    room: roomNumber !== null && roomName !== null ? { number: roomNumber, name: roomName } : null,
    alarmDue: alarmDueAt && alarmDueFor ? { at: toInstant(alarmDueAt), condition: alarmDueFor } : null,
  };
}
