import { toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { testReports } from "@/lib/domain/station-report";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockHubRow } from "@/lib/server/store/objects";
import { wakeStation } from "@/lib/server/store/station-dialing";
import { queueTest } from "@/lib/server/store/station-queue";
import { hasWaitingTest } from "@/lib/server/store/stations";

export type TestStationInput = { objectId: string; hubId: string };

/**
 * Sends a test to the station of a hub, behind what waits already, and dials at once whatever pause runs. A test that still
 * waits is not doubled. Throws NOT_FOUND for another company's hub and for one without a station.
 */
export async function testStation(
  given: CompanyContext,
  { objectId, hubId }: TestStationInput,
): Promise<Outcome<{ hubId: string }, never>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { key: hubKey } = await lockHubRow(tx, ctx.companyId, { objectId, hubId });
    const test = testReports.MANUAL;
    const isThere = await hasWaitingTest(tx, hubKey, test.sia);
    if (!isThere && !(await queueTest(tx, { hubKey, at: toDate(ctx.now), test }))) throw new AppError("NOT_FOUND");
    await wakeStation(tx, hubKey);
    await recordAudit(tx, ctx, {
      action: "station.tested",
      subjectId: hubKey,
      subjectVersion: 1,
      hubKey,
      before: null,
      after: null,
    });
    return succeed({ hubId });
  });
}
