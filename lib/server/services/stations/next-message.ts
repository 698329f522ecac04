import { openSecret } from "@/lib/auth/sealed-secret";
import { clockNow, toDate } from "@/lib/clock";
import { nextSequence } from "@/lib/domain/station-dialing";
import { type StationProtocol, stationData, testReports } from "@/lib/domain/station-report";
import { addressesFor, type StationAddress, stationChannel } from "@/lib/domain/station-settings";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import {
  type DialedStation,
  holdStation,
  numberMessage,
  readFirstMessage,
  releaseStation,
  type StationClaim,
  setNextTest,
  type WaitingMessage,
} from "@/lib/server/store/station-dialing";
import { queueTest } from "@/lib/server/store/station-queue";

/** What seals a station's key, beside the hub it belongs to. */
export const stationKeyPurpose = "monitoring station key";

/** A lease counts for so long, in seconds: longer than one try of a message can take. */
export const leaseSeconds = 15;

/** Sets how long a dialer owns a message, from `now`: past `until` another may take it over. */
export function leaseFrom(now: Temporal.Instant) {
  return { now: toDate(now), until: toDate(now.add({ seconds: leaseSeconds })) };
}

/** A message with everything its sending needs. `key` is 32 hex digits, or null for one in clear. */
export type Outgoing = {
  claim: StationClaim;
  station: DialedStation;
  messageId: string;
  /** A person waits to see what the station says. */
  isManualTest: boolean;
  sequence: number;
  protocol: StationProtocol;
  data: string;
  /** None where no channel that may be used carries the hub. */
  addresses: StationAddress[];
  /** The reserve leads the addresses, since the main one has not answered lately. */
  isReserveFirst: boolean;
  key: string | null;
  isKeyLost: boolean;
};

/**
 * Returns what is to be sent next to a claimed station, under the number it keeps through every repeat; a periodic test
 * where nothing else waits and one is due. Null: nothing waits, and the station is given back; or it is another worker's.
 */
export async function nextMessage(claim: StationClaim, now: Temporal.Instant): Promise<Outgoing | null> {
  return inSystemTransaction(async (tx) => {
    const station = await holdStation(tx, claim, leaseFrom(now).until);
    if (!station) return null;
    const message = (await readFirstMessage(tx, claim.hubKey)) ?? (await makeTest(tx, station, now));
    if (!message) {
      await releaseStation(tx, claim);
      return null;
    }
    const sequence = message.sequence ?? nextSequence(station.sequence);
    if (message.sequence === null) await numberMessage(tx, { hubKey: claim.hubKey, id: message.id, sequence });
    return toOutgoing(claim, station, { ...message, sequence, now });
  });
}

async function makeTest(
  tx: Transaction,
  station: DialedStation,
  now: Temporal.Instant,
): Promise<WaitingMessage | null> {
  const { hubKey, nextTestAt, testPeriodSeconds, offsetMs } = station;
  if (!nextTestAt || Temporal.Instant.compare(now, nextTestAt) < 0) return null;
  await queueTest(tx, { hubKey, at: toDate(clockNow(offsetMs)), test: testReports.PERIODIC });
  await setNextTest(tx, hubKey, toDate(now.add({ seconds: testPeriodSeconds })));
  return readFirstMessage(tx, hubKey);
}

type Numbered = WaitingMessage & { sequence: number; now: Temporal.Instant };

function toOutgoing(claim: StationClaim, station: DialedStation, { now, ...message }: Numbered): Outgoing {
  const { protocol, sealedKey, hubKey, reserveUntil, routes } = station;
  const channel = stationChannel(station);
  const addresses = channel ? addressesFor(routes, channel) : [];
  const isAside = reserveUntil !== null && Temporal.Instant.compare(now, reserveUntil) < 0;
  const isReserveFirst = isAside && addresses.length > 1;
  const key = sealedKey ? openSecret(sealedKey, stationKeyPurpose, hubKey) : null;
  return {
    claim,
    station,
    messageId: message.id,
    isManualTest: message.isTest && message.sia === testReports.MANUAL.sia,
    sequence: message.sequence,
    protocol,
    data: stationData(protocol, message),
    addresses: isReserveFirst ? addresses.toReversed() : addresses,
    isReserveFirst,
    key,
    isKeyLost: sealedKey !== null && key === null,
  };
}
