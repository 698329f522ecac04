import { canTakeConfiguration, type HubModel, hubModelNames } from "./devices/hub-model";
import type { RefusalParams } from "./outcome";

/** How long both hubs are taken up by a transfer. Source: PRODUCT J14.3. */
export const TRANSFER_MINUTES = 15;

/** Older firmware cannot hand its configuration over, or take one. */
const leastFirmware = [2, 9] as const;

/** What a transfer must know of each of its hubs. `busyUntil` is set while another transfer runs on it. */
export type TransferHub = {
  name: string;
  model: HubModel;
  firmware: string;
  isArmed: boolean;
  isLive: boolean;
  busyUntil: Temporal.Instant | null;
};

export type TransferRefusal = "TRANSFER_LIVE" | "TRANSFER_MODEL" | "TRANSFER_FIRMWARE" | "TRANSFER_ARMED" | "HUB_BUSY";

export type TransferObstacle = { code: TransferRefusal; params: RefusalParams };

/**
 * Lists everything that keeps a configuration from going over from `source` to `target`, in a stable order. The first
 * entry is the refusal a command would get. A hub that is offline is no obstacle. Source: PRODUCT J14.3, 7.4.
 */
export function transferObstacles(source: TransferHub, target: TransferHub): TransferObstacle[] {
  const both = [source, target];
  return [
    ...both.filter(({ isLive }) => isLive).map(({ name }) => obstacle("TRANSFER_LIVE", { hub: name })),
    ...modelObstacles(source, target),
    ...both
      .filter(({ firmware }) => !isRecent(firmware))
      .map(({ name }) => obstacle("TRANSFER_FIRMWARE", { hub: name })),
    ...both.filter(({ isArmed }) => isArmed).map(({ name }) => obstacle("TRANSFER_ARMED", { hub: name })),
    ...both.flatMap(({ busyUntil }) => (busyUntil ? [obstacle("HUB_BUSY", { time: busyUntil.toString() })] : [])),
  ];
}

function modelObstacles(source: TransferHub, target: TransferHub): TransferObstacle[] {
  if (canTakeConfiguration(target.model, source.model)) return [];
  const params = { target: hubModelNames[target.model], source: hubModelNames[source.model] };
  return [obstacle("TRANSFER_MODEL", params)];
}

function obstacle(code: TransferRefusal, params: RefusalParams): TransferObstacle {
  return { code, params };
}

/** Compares the numbers of a firmware's name, as 2.34.1. One that names none is too old. */
function isRecent(firmware: string): boolean {
  const [major = 0, minor = 0] = firmware.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return major > leastFirmware[0] || (major === leastFirmware[0] && minor >= leastFirmware[1]);
}

/** Returns when a transfer that starts at `now` is done. */
export function transferEnd(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: TRANSFER_MINUTES });
}
