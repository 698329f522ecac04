import { clockNow, toDate, toDateOrNull } from "@/lib/clock";
import { eventOfHub } from "@/lib/domain/hub-events";
import {
  failuresUntilLost,
  faultOf,
  pauseSeconds,
  reserveFirstSeconds,
  type StationAnswer,
  type StationFault,
} from "@/lib/domain/station-dialing";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendAct, appendHubFacts } from "@/lib/server/feed/append";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import {
  countTry,
  type DialedStation,
  holdStation,
  postponeStation,
  type StationClaim,
  settleMessage,
} from "@/lib/server/store/station-dialing";
import { leaseFrom, type Outgoing } from "./next-message";

/** Counts a try of a message before it is made. False: another worker has the station, or the message is gone. */
export async function beginTry({ claim, messageId }: Outgoing, now: Temporal.Instant): Promise<boolean> {
  return inSystemTransaction((tx) => countTry(tx, claim, { messageId, until: leaseFrom(now).until }));
}

/** Who answered, and when, by real time. */
export type Reply = { answer: StationAnswer; addressIndex: number; now: Temporal.Instant };

/**
 * Writes down what became of a message. One that was acknowledged leaves the queue, and the next may follow: true. Any
 * other waits for a pause that grows; after three failures on every address the hub tells that its station is lost.
 * Nothing counts of a worker that is no longer the station's: false.
 */
export async function settleReply(outgoing: Outgoing, { answer, addressIndex, now }: Reply): Promise<boolean> {
  if (answer.kind === "ACK") return acknowledge(outgoing, addressIndex, now);
  const { claim, station } = outgoing;
  await postpone(claim, { fault: faultOf(answer, now), failures: station.failures + 1, now });
  return false;
}

/** Puts a message off that could not even be tried, which is no failure of the station. */
export async function putOff(
  { claim, station }: Outgoing,
  { fault, now }: { fault: "NO_CHANNEL" | "KEY_LOST"; now: Temporal.Instant },
): Promise<void> {
  await postpone(claim, { fault, failures: station.failures, now });
}

async function acknowledge(
  { claim, messageId, isReserveFirst, isManualTest }: Outgoing,
  addressIndex: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const isByReserve = isReserveFirst === (addressIndex === 0);
  return inSystemTransaction(async (tx) => {
    const station = await holdStation(tx, claim, leaseFrom(now).until);
    if (!station) return false;
    const until = isReserveFirst ? station.reserveUntil : now.add({ seconds: reserveFirstSeconds });
    const at = clockNow(station.offsetMs);
    await settleMessage(tx, {
      hubKey: claim.hubKey,
      id: messageId,
      at: toDate(at),
      reserveUntil: isByReserve ? toDateOrNull(until) : null,
    });
    if (isManualTest || station.fault !== null || !station.wasReached) await tellPages(tx, station, at);
    return true;
  });
}

type Failure = { fault: StationFault; failures: number; now: Temporal.Instant };

async function postpone(claim: StationClaim, failure: Failure): Promise<void> {
  await inSystemTransaction(async (tx) => {
    // Hubs are locked before their stations, as wherever a hub tells something.
    const [hub] = await loadLiveHubs(tx, [claim.hubKey]);
    const station = await holdStation(tx, claim, leaseFrom(failure.now).until);
    if (!hub || !station) return;
    const at = clockNow(station.offsetMs);
    const isLost = station.isLost || failure.failures >= failuresUntilLost;
    await postponeStation(tx, {
      hubKey: claim.hubKey,
      fault: failure.fault,
      at: toDate(at),
      retryAt: toDate(failure.now.add({ seconds: pauseSeconds(Math.max(1, failure.failures)) })),
      failures: failure.failures,
      isLost,
    });
    if (isLost && !station.isLost) await tellLost(tx, station, { hub, at });
    if (failure.fault !== station.fault || isLost !== station.isLost) await tellPages(tx, station, at);
  });
}

async function tellLost(
  tx: Transaction,
  { hubKey, companyId }: DialedStation,
  { hub, at }: { hub: Parameters<typeof eventOfHub>[0]; at: Temporal.Instant },
): Promise<void> {
  const payload = eventOfHub(hub, "STATION_LOST");
  await appendHubFacts(tx, [{ id: crypto.randomUUID(), kind: "hub.event", companyId, hubKey, payload, at }]);
}

/** Lets pages that show the station look again; what every message does is not told. */
async function tellPages(tx: Transaction, { hubKey, companyId }: DialedStation, at: Temporal.Instant): Promise<void> {
  await appendAct(tx, { kind: "station.changed", companyId, subjectId: hubKey, hubKey, at });
}
