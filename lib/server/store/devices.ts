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
    select d.device_id as "deviceId", d.hub_id as "hubKey", d.type, d.name, coalesce(r.name, '') as room,
      d.is_online as "isOnline", d.battery_percent as "batteryPercent"
    from device d left join room r on r.hub_id = d.hub_id and r.id = d.room_id
    where d.company_id = ${companyId}::uuid and d.hub_id = any(${[...hubKeys]}::uuid[])
    order by r.name nulls last, d.name, d.device_id`;
}
