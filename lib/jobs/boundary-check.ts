import { toInstant, zoneDataVersion } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { onDatabase } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { listStoredBoundaries } from "@/lib/server/store/boundaries";

/**
 * Refuses to start if a stored end of a live package would lie elsewhere under the present zone data: somebody has to
 * decide whether it is kept or moved. Logs the zone data of Node and of the database. Source: RELIABILITY, section 6.
 */
export async function requireUnmovedBoundaries(): Promise<void> {
  const stored = await onDatabase(listStoredBoundaries);
  const moved = stored.filter(({ expiresAt, zone }) => {
    const before = toInstant(expiresAt).subtract({ hours: 24 });
    return !startOfNextMonth(before, zone).equals(toInstant(expiresAt));
  });
  log().info({ zoneData: zoneDataVersion, boundaries: stored.length }, "Checked stored month ends");
  if (moved.length === 0) return;
  const list = moved.map(({ expiresAt, zone }) => `${zone} ${expiresAt.toISOString()}`).join(", ");
  throw new Error(`The present zone data moves stored month ends (${list}). Decide by a migration: keep or move.`);
}
