import { clockNow } from "@/lib/clock";
import { findDeviceType } from "@/lib/domain/devices/registry";
import { channelsOf, type SwitchChannel } from "@/lib/domain/devices/switch-channels";
import type { LiveDevice, LiveHub } from "@/lib/domain/live-hub";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import { world } from "@/lib/sim/port";
import { type CloudCaller, loadOwnHub } from "./scope";

/**
 * `deviceType` is the name that the caller believes the device to be of; `channels` are those of a switch that are meant,
 * none for all.
 */
export type DeviceOrder = {
  hubId: string;
  deviceId: string;
  command: string;
  deviceType: string;
  channels: readonly SwitchChannel[];
};

export type DeviceOrderRefusal =
  | "WRONG_TYPE"
  | "UNKNOWN_COMMAND"
  | "UNKNOWN_CHANNEL"
  | "HUB_OFFLINE"
  | "DEVICE_OFFLINE";

type Answer = Outcome<Record<string, never>, DeviceOrderRefusal>;

/**
 * Gives a device an order as an act of the caller. Refuses WRONG_TYPE where the device is none of that type,
 * UNKNOWN_COMMAND where its kind does not know the command, UNKNOWN_CHANNEL where it has no such channel, and what is out
 * of reach. Throws NOT_FOUND.
 */
export async function commandDevice(caller: CloudCaller, order: DeviceOrder): Promise<Answer> {
  return inSystemTransaction(async (tx) => {
    const { hubKey, offsetMs } = await loadOwnHub(tx, caller, order.hubId);
    const [hub] = await loadLiveHubs(tx, [hubKey]);
    const device = hub?.devices.find(({ deviceId }) => deviceId === order.deviceId);
    if (!hub || !device) throw new AppError("NOT_FOUND");
    const refusal = refusalOf(hub, device, order);
    if (refusal) return refuse(refusal);
    if (order.command === "MUTE") return succeed({});
    const stimulus = {
      to: "DEVICE",
      deviceKey: device.key,
      what: "SWITCH",
      isOn: order.command === "SWITCH_ON",
      channels: order.channels,
    } as const;
    const [given] = await world().stimulate(tx, [{ hubKey, at: clockNow(offsetMs), stimulus }]);
    return given?.answer === "OFFLINE" ? refuse("HUB_OFFLINE") : succeed({});
  });
}

function refusalOf(hub: LiveHub, device: LiveDevice, order: DeviceOrder): DeviceOrderRefusal | null {
  const spec = findDeviceType(device.type);
  if (![spec?.apiName, device.type].includes(order.deviceType)) return "WRONG_TYPE";
  if (!spec?.commands.some((command) => command === order.command)) return "UNKNOWN_COMMAND";
  if (order.channels.some((channel) => !channelsOf(device.fields).includes(channel))) return "UNKNOWN_CHANNEL";
  if (!hub.isOnline) return "HUB_OFFLINE";
  return device.isOnline ? null : "DEVICE_OFFLINE";
}

/**
 * Silences what sounds on a hub, or lets it go on after an alarm. Nothing sounds in the simulated world, so it stays as it
 * is; whoever may not, or whose hub is out of reach, hears so all the same.
 */
export async function hushHub(
  caller: CloudCaller,
  hubId: string,
): Promise<Outcome<Record<string, never>, "HUB_OFFLINE">> {
  return inSystemTransaction(async (tx) => {
    const { hubKey } = await loadOwnHub(tx, caller, hubId);
    const [hub] = await loadLiveHubs(tx, [hubKey]);
    return hub?.isOnline ? succeed({}) : refuse("HUB_OFFLINE");
  });
}
