import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { endWithConnection } from "@/lib/domain/package-lifecycle";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, type Transaction } from "@/lib/server/context";
import { appendEvent } from "@/lib/server/feed/append";
import { type HubPackageRef, loadHubForUpdate, saveHubPackage } from "@/lib/server/store/hub-packages";
import { toSnapshot } from "@/lib/server/store/package-columns";

type Ending = { resellerId: string; endMonth: BillingMonth };

/**
 * Ends a dealer's connection with a month, and with it the one package that is billed there. The portal has no command
 * for it yet, so the world is written by the domain's rule, with the history a command would leave.
 */
export async function endConnection(given: CompanyContext, ref: HubPackageRef, ending: Ending): Promise<void> {
  await inTransaction(given, async (tx, ctx) => {
    await markEnding(tx, ctx, ending);
    await endPackage(tx, ctx, ref, ending.endMonth);
  });
}

async function markEnding(tx: Transaction, ctx: CompanyContext, { resellerId, endMonth }: Ending): Promise<void> {
  const living = await tx.resellerConnection.findFirstOrThrow({
    where: { companyId: ctx.companyId, resellerId, state: "OPEN" },
    select: { id: true, reseller: { select: { companyId: true } } },
  });
  const ended = await tx.resellerConnection.update({
    where: { id: living.id },
    data: {
      state: "ENDING",
      endMonth,
      endingCompanyId: ctx.companyId,
      endingById: ctx.account.id,
      endingByName: ctx.account.name,
      endingAt: toDate(ctx.now),
      version: { increment: 1 },
    },
    select: { version: true },
  });
  await recordAudit(tx, ctx, {
    action: "connection.ending",
    subjectId: living.id,
    subjectVersion: ended.version,
    counterpartId: living.reseller.companyId,
    before: { state: "OPEN" },
    after: { state: "ENDING", endMonth },
  });
}

async function endPackage(
  tx: Transaction,
  ctx: CompanyContext,
  ref: HubPackageRef,
  endMonth: BillingMonth,
): Promise<void> {
  const { key, latest } = await loadHubForUpdate(tx, ctx.companyId, ref);
  if (!latest) throw new Error("The connection to end has no package on this hub.");
  const after = await saveHubPackage(tx, latest, endWithConnection(latest.state, ctx.now, endMonth), ctx.now);
  await recordAudit(tx, ctx, {
    action: "package.expiry_scheduled",
    subjectId: after.id,
    subjectVersion: after.version,
    hubKey: key,
    counterpartId: after.resellerCompanyId,
    before: toSnapshot(latest.state),
    after: toSnapshot(after.state),
    ...(after.state.status === "EXPIRING" ? { effectiveAt: after.state.expiresAt } : {}),
  });
  await appendEvent(tx, ctx, "package.expiry_scheduled", after);
}
