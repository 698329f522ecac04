import { sealSecret } from "@/lib/auth/sealed-secret";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockHubRow } from "@/lib/server/store/objects";
import { findStation, type StationSettings, writeStation } from "@/lib/server/store/stations";
import { stationKeyPurpose } from "./next-message";

/** `version` is that of the settings the form was drawn with, 0 where there were none. `hex` is 32 hex digits. */
export type SaveStationInput = {
  objectId: string;
  hubId: string;
  version: number;
  settings: StationSettings;
  key: { kind: "NONE" } | { kind: "KEEP" } | { kind: "NEW"; hex: string };
};

/**
 * Sets the monitoring station of a hub. What waits is sent by the new settings, at once. The key is sealed for this hub and
 * never shown again. Throws NOT_FOUND for another company's hub, CONFLICT where the settings changed meanwhile.
 * Source: INTEGRATION 6.1, 11.
 */
export async function saveStation(
  given: CompanyContext,
  { objectId, hubId, version, settings, key }: SaveStationInput,
): Promise<Outcome<{ hubId: string }, never>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { companyId } = ctx;
    const { key: hubKey } = await lockHubRow(tx, companyId, { objectId, hubId });
    const before = await findStation(tx, companyId, hubKey);
    const kept = key.kind === "KEEP" ? (before?.sealedKey ?? null) : null;
    const sealedKey = key.kind === "NEW" ? sealSecret(key.hex, stationKeyPurpose, hubKey) : kept;
    const { testPeriodSeconds } = settings;
    const nextTestAt = testPeriodSeconds > 0 ? toDate(realNow().add({ seconds: testPeriodSeconds })) : null;
    await writeStation(tx, { companyId, hubKey }, { version, change: { ...settings, sealedKey, nextTestAt } });
    await recordAudit(tx, ctx, {
      action: "station.saved",
      subjectId: hubKey,
      subjectVersion: version + 1,
      hubKey,
      before: before && { ...facts(before), isEncrypted: before.sealedKey !== null },
      after: { ...facts({ ...settings, routes: [settings.main] }), isEncrypted: sealedKey !== null },
    });
    return succeed({ hubId });
  });
}

/** What history keeps of a station; a key is no part of it. */
function facts(station: Pick<StationSettings, "protocol" | "accountNumber" | "testPeriodSeconds"> & RoutesOnly) {
  const main = station.routes.find(({ channel, isReserve }) => channel === "ETHERNET" && !isReserve);
  return {
    protocol: station.protocol,
    accountNumber: station.accountNumber,
    address: main ? `${main.address}:${main.port}` : "",
    testPeriodSeconds: station.testPeriodSeconds,
  };
}

type RoutesOnly = { routes: StationSettings["others"] };
