import type { Transaction } from "../context";

/** Reads the distinct ends that live packages have stored, with the zone each was computed in. */
export async function listStoredBoundaries(tx: Transaction): Promise<{ expiresAt: Date; zone: string }[]> {
  return tx.$queryRaw`
    select distinct expires_at as "expiresAt", billing_zone as zone from hub_package where status = 'EXPIRING'`;
}
