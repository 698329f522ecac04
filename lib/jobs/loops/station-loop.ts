import { realNow } from "@/lib/clock";
import { demoStation, type StationAddress } from "@/lib/domain/station-settings";
import { env } from "@/lib/env";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { leaseFrom, nextMessage, type Outgoing } from "@/lib/server/services/stations/next-message";
import { beginTry, putOff, settleReply } from "@/lib/server/services/stations/settle-message";
import { claimStations, releaseStation, type StationClaim } from "@/lib/server/store/station-dialing";
import { type DialerOptions, openDialer } from "@/lib/sim/sia/dialer";
import { messageFrame } from "@/lib/sim/sia/frame";
import { openReceiver, type StationReceiver } from "@/lib/sim/station-receiver";
import { resolveSafely } from "@/lib/webhooks/safe-address";

/** An alarm reaches its station within a second. */
export const stationPauseMs = 300;

/** Stations that are dialed at once. Silent ones keep their place for up to a minute, so there are many. */
const mostAtOnce = 200;

/** How lines behave; tests are less patient. */
export type DialTimes = Pick<DialerOptions, "withinMs" | "repeatPauseMs">;

/**
 * Makes the loop that dials monitoring stations: each run starts what is due and does not wait for it. `finish` waits for
 * what is under way. In the demo it opens the demo's own station as well.
 */
export function stationLoop(times: DialTimes = {}) {
  const running = new Set<Promise<void>>();
  let receiver: Promise<StationReceiver> | null = null;
  return {
    run: async (signal?: AbortSignal): Promise<void> => {
      if (env().portalMode === "demo") receiver ??= openReceiver();
      const own = await receiver;
      for (const claim of await claimSome(mostAtOnce - running.size)) {
        const dialing = dialStation(claim, { ...times, own, signal }).catch((error: unknown) => {
          log().error({ err: error, hub: claim.hubKey }, "A monitoring station could not be dialed");
        });
        running.add(dialing);
        void dialing.then(() => running.delete(dialing));
      }
    },
    finish: async (): Promise<void> => {
      await Promise.all(running);
      await (await receiver)?.close();
    },
  };
}

async function claimSome(limit: number): Promise<StationClaim[]> {
  return limit > 0 ? inSystemTransaction((tx) => claimStations(tx, leaseFrom(realNow()), limit)) : [];
}

type Dialing = DialTimes & { own: StationReceiver | null; signal?: AbortSignal | undefined };

/** Sends everything that waits for a station, one message after the other, until one does not get through. */
async function dialStation(claim: StationClaim, { own, signal, ...times }: Dialing): Promise<void> {
  let isRefusing = false;
  const dialer = openDialer({ ...times, find: (address) => findStation(address, { own, isRefusing }) });
  try {
    while (!signal?.aborted) {
      const outgoing = await nextMessage(claim, realNow());
      if (!outgoing) return;
      isRefusing = outgoing.station.isRefusing;
      if (!(await deliver(outgoing, { dialer, signal }))) break;
    }
    await inSystemTransaction((tx) => releaseStation(tx, claim));
  } finally {
    dialer.hangUp();
  }
}

type Delivering = { dialer: ReturnType<typeof openDialer>; signal: AbortSignal | undefined };

/** Returns whether the message was acknowledged, so that the next may follow. */
async function deliver(outgoing: Outgoing, { dialer, signal }: Delivering): Promise<boolean> {
  const { addresses, sequence, station, protocol, data, key, isKeyLost } = outgoing;
  if (isKeyLost || addresses.length === 0) {
    await putOff(outgoing, { fault: isKeyLost ? "KEY_LOST" : "NO_CHANNEL", now: realNow() });
    return false;
  }
  const { accountNumber: account } = station;
  const token = protocol === "SIA" ? "SIA-DCS" : "ADM-CID";
  const result = await dialer.call({
    addresses,
    sequence,
    makeFrame: () => messageFrame({ token, sequence, account, data, stamp: realNow(), key }),
    mayTry: async () => !signal?.aborted && (await beginTry(outgoing, realNow())),
  });
  return result !== null && (await settleReply(outgoing, { ...result, now: realNow() }));
}

type Surroundings = { own: StationReceiver | null; isRefusing: boolean };

async function findStation({ address, port }: StationAddress, { own, isRefusing }: Surroundings) {
  if (own && address === demoStation.address) {
    return isRefusing ? ({ kind: "REFUSED" } as const) : { address: "127.0.0.1", port: own.port };
  }
  const found = await resolveSafely(address, { isLocalAllowed: env().portalMode === "demo" });
  return found.kind === "FOUND" ? { address: found.address, port } : found;
}
