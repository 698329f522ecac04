import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type DeviceRow = {
  deviceId: string;
  hubKey: string;
  type: string;
  name: string;
  room: string;
  isOnline: boolean;
  batteryPercent: number | null;
};

/** Reads the devices of an object's hubs, by room and name. */
export async function listObjectDevices(
  tx: Transaction,
  companyId: CompanyId,
  hubKeys: readonly string[],
): Promise<DeviceRow[]> {
  return tx.$queryRaw<DeviceRow[]>`
    select device_id as "deviceId", hub_id as "hubKey", type, name, room, is_online as "isOnline",
      battery_percent as "batteryPercent"
    from device where company_id = ${companyId}::uuid and hub_id = any(${[...hubKeys]}::uuid[])
    order by room, name, device_id`;
}
