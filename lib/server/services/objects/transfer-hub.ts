import { toDate } from "@/lib/clock";
import { type TransferRefusal, transferEnd, transferObstacles } from "@/lib/domain/hub-transfer";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockTransferHubs } from "@/lib/server/store/hub-transfers";

export type TransferHubInput = { objectId: string; hubId: string; toHubId: string };

/**
 * Starts the transfer of a hub's configuration to another hub of the company: for a quarter of an hour both are taken
 * up, then devices, rooms and groups are the other one's. Refuses with the first obstacle, on either hub. Throws
 * NOT_FOUND alike for unknown hubs and other companies', CONFLICT for a hub onto itself. Source: PRODUCT J14.3.
 */
export async function transferHub(
  given: CompanyContext,
  { objectId, hubId, toHubId }: TransferHubInput,
): Promise<Outcome<{ hubId: string; until: string }, TransferRefusal>> {
  requirePermission(given, "hub:manage");
  if (hubId === toHubId) throw new AppError("CONFLICT");
  return inTransaction(given, async (tx, ctx) => {
    const [source, target] = await lockTransferHubs(tx, ctx.companyId, [hubId, toHubId], toDate(ctx.now));
    if (source.objectId !== objectId) throw new AppError("NOT_FOUND");
    const obstacle = transferObstacles(source, target)[0];
    if (obstacle) return refuse(obstacle.code, obstacle.params);

    const until = transferEnd(ctx.now);
    await tx.hubTransfer.create({
      data: {
        companyId: ctx.companyId,
        sourceId: source.key,
        targetId: target.key,
        startedById: ctx.account.id,
        startedByName: ctx.account.name,
        startedAt: toDate(ctx.now),
        dueAt: toDate(until),
      },
    });
    for (const hub of [source, target]) {
      await recordAudit(tx, ctx, {
        action: "hub.transfer_started",
        subjectId: hub.key,
        subjectVersion: 1,
        hubKey: hub.key,
        before: null,
        after: { from: source.name, to: target.name, devices: source.deviceCount },
        effectiveAt: until,
      });
    }
    return succeed({ hubId, until: until.toString() });
  });
}
