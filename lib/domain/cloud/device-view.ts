import { type HubArming, isArmed } from "../arming";
import { findDeviceType } from "../devices/registry";
import { channelsOn, statusWords } from "../devices/switch-channels";
import { type LiveDevice, type LiveGroup, partId } from "../live-hub";

/** What is stored of a device beside what decides how it behaves. */
export type DeviceExtras = { color: string; signalLevel: "NO_SIGNAL" | "WEAK" | "NORMAL" | "STRONG"; firmware: string };

/** What a device is shown beside: the arming of its hub, at an instant. */
export type Beside = { hub: Omit<HubArming, "groups"> & { groups: readonly LiveGroup[] }; now: Temporal.Instant };

/**
 * Shows a device in the shape of the cloud API, with the fields of its own kind. Movement is no field, so none shows it.
 * Source: INTEGRATION 6.2.
 */
export function viewDevice(device: LiveDevice & DeviceExtras, { hub, now }: Beside) {
  const spec = findDeviceType(device.type);
  const group = hub.groups.find(({ key }) => key === device.groupKey);
  const armed = isArmed(device, hub, now);
  return {
    id: device.deviceId,
    deviceName: device.name,
    deviceType: spec?.apiName ?? device.type,
    roomId: device.room ? partId(device.room.number) : null,
    groupId: group ? partId(group.number) : null,
    color: device.color,
    online: device.isOnline,
    tampered: device.isTampered,
    signalLevel: device.isOnline ? device.signalLevel : "NO_SIGNAL",
    ...(device.batteryPercent === null ? {} : { batteryChargeLevelPercentage: device.batteryPercent }),
    ...(device.temperature === null ? {} : { temperature: device.temperature }),
    firmwareVersion: device.firmware,
    state: armed ? "ACTIVE" : "PASSIVE",
    bypassState: [...device.bypassState],
    malfunctions: [...device.malfunctions],
    issuesCount: issuesOf(device),
    estimatedArmingState: armed ? "ARMED" : "DISARMED",
    nightModeArm: device.nightModeArm,
    alwaysActive: device.alwaysActive,
    armDelaySeconds: device.armDelaySeconds,
    alarmDelaySeconds: device.alarmDelaySeconds,
    armingMode: device.armingMode,
    cmsDeviceIndex: device.cmsDeviceIndex,
    ...device.fields,
    ...(spec?.kind === "SWITCH" ? { channelStatus: statusWords(channelsOn(device.fields)) } : {}),
  };
}

function issuesOf({ isOnline, isTampered, malfunctions }: LiveDevice): number {
  return malfunctions.length + (isOnline ? 0 : 1) + (isTampered ? 1 : 0);
}
