import type { Condition, DeviceFields } from "@/lib/domain/devices/device-spec";
import type { LiveDevice } from "@/lib/domain/live-hub";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type DeviceRow = {
  deviceId: string;
  hubKey: string;
  type: string;
  name: string;
  room: string;
  isOnline: boolean;
  isTampered: boolean;
  batteryPercent: number | null;
};

/** Reads the devices of an object's hubs, by room and name. */
export async function listObjectDevices(
  tx: Transaction,
  companyId: CompanyId,
  hubKeys: readonly string[],
): Promise<DeviceRow[]> {
  return tx.$queryRaw<DeviceRow[]>`
    select d.device_id as "deviceId", d.hub_id as "hubKey", d.type, d.name, coalesce(r.name, '') as room,
      d.is_online as "isOnline", d.is_tampered as "isTampered", d.battery_percent as "batteryPercent"
    from hub_access a join device d on d.hub_id = a.hub_id
    left join room r on r.hub_id = d.hub_id and r.id = d.room_id
    where a.company_id = ${companyId}::uuid and a.hub_id = any(${[...hubKeys]}::uuid[]) and a.ended_at is null
    order by r.name nulls last, d.name, d.device_id`;
}

/** One device with what settles how it stands: its own columns, its group and the arming of its hub. */
export type DeviceDetailRow = DeviceRow & {
  groupKey: string | null;
  groupName: string | null;
  groupArmedAt: Date | null;
  groupsEnabled: boolean;
  hubArmedAt: Date | null;
  nightModeAt: Date | null;
  isHubOnline: boolean;
  signalLevel: "NO_SIGNAL" | "WEAK" | "NORMAL" | "STRONG";
  temperature: number | null;
  firmware: string;
  bypassState: string[];
  malfunctions: string[];
  nightModeArm: boolean;
  alwaysActive: boolean;
  armingMode: LiveDevice["armingMode"];
  armDelaySeconds: number;
  fields: DeviceFields;
  openAlarms: Condition[];
  alarmDueAt: Date | null;
};

/** Reads one device of a hub. Throws NOT_FOUND alike for unknown devices, other hubs' and other companies'. */
export async function loadDevice(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  deviceId: string,
): Promise<DeviceDetailRow> {
  const [device] = await tx.$queryRaw<DeviceDetailRow[]>`
    select d.device_id as "deviceId", d.hub_id as "hubKey", d.type, d.name, coalesce(r.name, '') as room,
      d.is_online as "isOnline", d.battery_percent as "batteryPercent", d.group_id as "groupKey", g.name as "groupName",
      g.armed_at as "groupArmedAt", h.groups_enabled as "groupsEnabled", h.armed_at as "hubArmedAt",
      h.night_mode_at as "nightModeAt", h.is_online as "isHubOnline", d.is_tampered as "isTampered",
      d.signal_level::text as "signalLevel", d.temperature, d.firmware, d.bypass_state as "bypassState", d.malfunctions,
      d.night_mode_arm as "nightModeArm", d.always_active as "alwaysActive", d.arming_mode::text as "armingMode",
      d.arm_delay_seconds as "armDelaySeconds", d.fields, d.open_alarms as "openAlarms", d.alarm_due_at as "alarmDueAt"
    from device d join hub h on h.id = d.hub_id
    left join room r on r.hub_id = d.hub_id and r.id = d.room_id
    left join hub_group g on g.hub_id = d.hub_id and g.id = d.group_id
    where d.company_id = ${companyId}::uuid and d.hub_id = ${hubKey}::uuid and d.device_id = ${deviceId}`;
  if (!device) throw new AppError("NOT_FOUND");
  return device;
}
