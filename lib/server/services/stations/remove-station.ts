import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockHubRow } from "@/lib/server/store/objects";
import { deleteStation } from "@/lib/server/store/stations";

export type RemoveStationInput = { objectId: string; hubId: string; version: number };

/**
 * Takes the monitoring station of a hub away; nothing is reported any more, and what waits is gone. Throws NOT_FOUND for
 * another company's hub, CONFLICT where the settings changed meanwhile.
 */
export async function removeStation(
  given: CompanyContext,
  { objectId, hubId, version }: RemoveStationInput,
): Promise<Outcome<{ hubId: string }, never>> {
  requirePermission(given, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { companyId } = ctx;
    const { key: hubKey } = await lockHubRow(tx, companyId, { objectId, hubId });
    await deleteStation(tx, { companyId, hubKey }, version);
    await recordAudit(tx, ctx, {
      action: "station.removed",
      subjectId: hubKey,
      subjectVersion: version + 1,
      hubKey,
      before: null,
      after: null,
    });
    return succeed({ hubId });
  });
}
