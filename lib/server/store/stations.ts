import type { Channel } from "@/lib/domain/live-hub";
import type { StationFault } from "@/lib/domain/station-dialing";
import type { StationProtocol } from "@/lib/domain/station-report";
import type { StationRoute } from "@/lib/domain/station-settings";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** What a company decides about the station of a hub. */
export type StationSettings = {
  protocol: StationProtocol;
  accountNumber: string;
  main: StationRoute;
  others: StationRoute[];
  allowedChannels: Channel[];
  testPeriodSeconds: number;
};

/** A station with its settings and how dialing stands. Instants are by the company's clock. */
export type StationRow = Omit<StationSettings, "main" | "others"> & {
  routes: StationRoute[];
  sealedKey: string | null;
  isLost: boolean;
  acknowledgedAt: Date | null;
  fault: StationFault | null;
  faultAt: Date | null;
  droppedCount: number;
  version: number;
  queued: number;
  queuedAlarms: number;
};

/** Reads the station of a hub of the company, with what waits for it. Null: it has none. */
export async function findStation(tx: Transaction, companyId: CompanyId, hubKey: string): Promise<StationRow | null> {
  const rows = await tx.$queryRaw<StationRow[]>`
    select s.protocol::text as protocol, s.account_number as "accountNumber", s.sealed_key as "sealedKey",
      s.test_period_seconds as "testPeriodSeconds", s.is_lost as "isLost", s.acknowledged_at as "acknowledgedAt",
      s.fault::text as fault, s.fault_at as "faultAt", s.dropped_count as "droppedCount", s.version,
      jsonb_build_array(jsonb_build_object('channel', 'ETHERNET', 'isReserve', false, 'address', s.address, 'port', s.port))
        || coalesce((select jsonb_agg(jsonb_build_object('channel', r.channel, 'isReserve', r.is_reserve,
          'address', r.address, 'port', r.port)) from station_route r where r.hub_id = s.hub_id), '[]') as routes,
      array_remove(array[case when s.is_ethernet_enabled then 'ETHERNET' end, case when s.is_wifi_enabled then 'WIFI' end,
        case when s.is_cellular_enabled then 'GSM' end], null) as "allowedChannels",
      (select count(*)::int from station_message m where m.hub_id = s.hub_id) as queued,
      (select count(*)::int from station_message m where m.hub_id = s.hub_id and m.is_alarm) as "queuedAlarms"
    from station s where s.company_id = ${companyId}::uuid and s.hub_id = ${hubKey}::uuid`;
  return rows[0] ?? null;
}

export type StationPlace = { companyId: CompanyId; hubKey: string };

export type StationChange = StationSettings & {
  sealedKey: string | null;
  /** By real time; null where no periodic tests are sent. */
  nextTestAt: Date | null;
};

/**
 * Writes the settings of a hub's station over those of `version`, 0 for a hub that had none. Dialing starts anew, and what
 * a worker does by the old settings does not count any more. Throws CONFLICT where they changed meanwhile.
 */
export async function writeStation(
  tx: Transaction,
  { companyId, hubKey }: StationPlace,
  { version, change }: { version: number; change: StationChange },
): Promise<void> {
  const { main, others, allowedChannels, ...rest } = change;
  const columns = {
    ...rest,
    address: main.address,
    port: main.port,
    isEthernetEnabled: allowedChannels.includes("ETHERNET"),
    isWifiEnabled: allowedChannels.includes("WIFI"),
    isCellularEnabled: allowedChannels.includes("GSM"),
  };
  const anew = { failures: 0, retryAt: null, reserveUntil: null, leasedUntil: null, lease: { increment: 1 } };
  if (version === 0) {
    const added = await tx.station.createMany({ data: { companyId, hubId: hubKey, ...columns }, skipDuplicates: true });
    if (added.count === 0) throw new AppError("CONFLICT");
  } else {
    const { count } = await tx.station.updateMany({
      where: { companyId, hubId: hubKey, version },
      data: { ...columns, ...anew, version: { increment: 1 } },
    });
    if (count === 0) throw new AppError("CONFLICT");
  }
  await tx.stationRoute.deleteMany({ where: { companyId, hubId: hubKey } });
  await tx.stationRoute.createMany({ data: others.map((route) => ({ companyId, hubId: hubKey, ...route })) });
}

/** Takes a hub's station away, with everything that waits for it. Throws CONFLICT where it changed meanwhile. */
export async function deleteStation(
  tx: Transaction,
  { companyId, hubKey }: StationPlace,
  version: number,
): Promise<void> {
  const { count } = await tx.station.deleteMany({ where: { companyId, hubId: hubKey, version } });
  if (count === 0) throw new AppError("CONFLICT");
}

/** Answers whether a test that a person asked for still waits. */
export async function hasWaitingTest(tx: Transaction, hubKey: string, code: string): Promise<boolean> {
  const found = await tx.stationMessage.findFirst({
    where: { hubId: hubKey, eventId: null, sia: code },
    select: { id: true },
  });
  return found !== null;
}
