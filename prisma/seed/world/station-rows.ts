import { realNow, toDate } from "@/lib/clock";
import { demoStation } from "@/lib/domain/station-settings";
import type { Prisma } from "@/prisma/generated/client";
import type { SeedHub } from "./hub-names";

/** Every hub but one in so many reports to the demo's station. */
const oneWithoutIn = 5;

const testPeriodSeconds = 3_600;
const acknowledgedMinutesAgo = 4;

/**
 * Makes the stations of hubs as they stand at `now`, all at the demo's own one, reached lately. Their periodic tests are
 * spread over an hour of real time.
 */
export function stationRows(hubs: SeedHub[], now: Temporal.Instant): Prisma.StationCreateManyInput[] {
  const acknowledgedAt = toDate(now.subtract({ minutes: acknowledgedMinutesAgo }));
  return hubs
    .filter((_, index) => index % oneWithoutIn !== oneWithoutIn - 1)
    .map(({ key, companyId, hubId }, index, { length }) => ({
      hubId: key,
      companyId,
      accountNumber: hubId,
      ...demoStation,
      testPeriodSeconds,
      nextTestAt: toDate(realNow().add({ seconds: Math.ceil((testPeriodSeconds * (index + 1)) / length) })),
      acknowledgedAt,
    }));
}
