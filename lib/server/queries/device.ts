import "server-only";
import { toInstantOrNull } from "@/lib/clock";
import { isArmed } from "@/lib/domain/arming";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { type DeviceDetailRow, loadDevice } from "../store/devices";
import { loadHub } from "../store/hub-detail";
import { listDeviceEvents } from "../store/timeline";
import { type HubEventEntry, toEventEntry } from "./hub-timeline";
import { findObject, type ObjectView, type PageViewer, toPageViewer } from "./hubs";

export type DeviceDetailView = Omit<
  DeviceDetailRow,
  | "hubKey"
  | "groupKey"
  | "groupArmedAt"
  | "groupsEnabled"
  | "hubArmedAt"
  | "nightModeAt"
  | "nightModeArm"
  | "armingMode"
  | "armDelaySeconds"
  | "alarmDueAt"
> & { hubId: string; isArmed: boolean; isAlarmDue: boolean };

export type DevicePage = {
  viewer: PageViewer;
  object: ObjectView;
  hubName: string;
  device: DeviceDetailView;
  events: HubEventEntry[];
};

const eventLimit = 50;

/** Where a device is, as its address says. */
export type DevicePlace = { objectId: string; hubId: string; deviceId: string };

/** Reads one device with its newest events. Throws NOT_FOUND for unknown devices and other companies'. */
export async function getDevicePage(companySlug: string, place: DevicePlace): Promise<DevicePage> {
  const given = await requireActor(companySlug, "package:view");
  return inTransaction(given, async (tx, ctx) => {
    const hub = await loadHub(tx, ctx.companyId, place.objectId, place.hubId);
    const row = await loadDevice(tx, ctx.companyId, hub.key, place.deviceId);
    const events = await listDeviceEvents(tx, ctx.companyId, hub.key, { limit: eventLimit, deviceId: row.deviceId });
    return {
      viewer: toPageViewer(ctx),
      object: await findObject(tx, ctx, place.objectId),
      hubName: hub.name,
      device: { ...toView(row, ctx.now), hubId: hub.hubId },
      events: events.map(toEventEntry),
    };
  });
}

function toView(row: DeviceDetailRow, now: Temporal.Instant): Omit<DeviceDetailView, "hubId"> {
  const { hubKey: _key, groupKey, groupArmedAt, groupsEnabled, hubArmedAt, nightModeAt, ...rest } = row;
  const { nightModeArm, armingMode, armDelaySeconds, alarmDueAt, ...shown } = rest;
  const arming = {
    groupsEnabled,
    armedAt: toInstantOrNull(hubArmedAt),
    nightModeAt: toInstantOrNull(nightModeAt),
    groups: groupKey ? [{ key: groupKey, armedAt: toInstantOrNull(groupArmedAt) }] : [],
  };
  return {
    ...shown,
    isArmed: isArmed({ groupKey, nightModeArm, armingMode, armDelaySeconds }, arming, now),
    isAlarmDue: alarmDueAt !== null,
  };
}
