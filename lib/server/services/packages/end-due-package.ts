import { billingMonthOf } from "@/lib/domain/billing-month";
import { dueEnd, type End, isLive } from "@/lib/domain/package-lifecycle";
import { recordAudit } from "@/lib/server/audit";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { appendEvent } from "@/lib/server/feed/append";
import { type HubPackage, saveHubPackage } from "@/lib/server/store/hub-packages";
import { toSnapshot } from "@/lib/server/store/package-columns";
import { recordEntry } from "@/lib/server/store/rollover";

/**
 * Ends a package whose end has come but which no job has met yet, as of its stored end, and enters an expiry in the
 * ledger of the month rollover, so that no run ends it again. Does nothing for any other package.
 */
export async function endDuePackage(tx: Transaction, ctx: CompanyContext, before: HubPackage): Promise<void> {
  const end = dueEnd(before.state, ctx.now);
  if (!end || !isLive(before.state)) return;

  const after = await saveHubPackage(tx, before, { status: "INACTIVE", ended: end }, ctx.now);
  const action = end.reason === "EXPIRED" ? "package.expired" : "package.activation_failed";
  await recordAudit(tx, ctx, {
    action,
    subjectId: after.id,
    subjectVersion: after.version,
    hubKey: before.hubKey,
    counterpartId: before.resellerCompanyId,
    before: toSnapshot(before.state),
    after: toSnapshot(after.state),
    effectiveAt: end.at,
  });
  await appendEvent(tx, ctx, action, after);
  if (end.reason === "EXPIRED") await enterInLedger(tx, ctx, before, end);
}

async function enterInLedger(tx: Transaction, ctx: CompanyContext, before: HubPackage, end: End): Promise<void> {
  if (!isLive(before.state)) return;
  const { billingZone } = before.state;
  const month = billingMonthOf(end.at.subtract({ milliseconds: 1 }), billingZone);
  await recordEntry(tx, { month, timeZone: billingZone, clockId: ctx.clockId, dueAt: end.at }, before.id);
}
