import type { AuditAction } from "@/lib/domain/audit-actions";
import type { Outcome } from "@/lib/domain/outcome";
import { isLive, type PackageState } from "@/lib/domain/package-lifecycle";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, requireSameSide } from "@/lib/server/context";
import { appendEvent } from "@/lib/server/feed/append";
import type { PackageEventKind } from "@/lib/server/feed/kinds";
import {
  type HubPackage,
  type HubPackageRef,
  loadHubForUpdate,
  neverActivated,
  saveHubPackage,
} from "@/lib/server/store/hub-packages";
import { toSnapshot } from "@/lib/server/store/package-columns";
import { type PackageReceipt, receiptOf } from "./receipt";
import { settleHub } from "./settle-hub";

/** How one verb changes a package that is there. */
export type PackageChange<R extends string> = {
  action: PackageEventKind & AuditAction;
  decide: (stored: PackageState, now: Temporal.Instant, latest: HubPackage | null) => Outcome<PackageState, R>;
  /** The instant that must not pass between decision and lock: the month's end, or the package's own. */
  boundary: (stored: PackageState, now: Temporal.Instant) => Temporal.Instant | null;
};

/**
 * Runs one verb on one hub's latest package: permission, lock, what late jobs owe it, decision, guarded write, history and
 * event, in one transaction. A refusal leaves nothing behind.
 */
export async function changePackage<R extends string>(
  given: CompanyContext,
  ref: HubPackageRef,
  change: PackageChange<R>,
): Promise<Outcome<PackageReceipt, R>> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "package:manage");
    const hub = await settleHub(tx, ctx, await loadHubForUpdate(tx, ctx.companyId, ref));
    const before = hub.latest;
    const stored = before?.state ?? neverActivated;
    requireSameSide(ctx, hub.lockedAt, change.boundary(stored, ctx.now));
    const decision = change.decide(stored, ctx.now, before);
    if (!decision.ok) return decision;
    if (!before) throw new Error("A change was decided for a hub that never ran a package.");

    const after = await saveHubPackage(tx, before, decision.value, ctx.now);
    await recordAudit(tx, ctx, {
      action: change.action,
      subjectId: after.id,
      subjectVersion: after.version,
      hubKey: hub.key,
      counterpartId: before.resellerCompanyId,
      before: toSnapshot(before.state),
      after: toSnapshot(after.state),
      effectiveAt: endOf(after.state) ?? ctx.now,
    });
    await appendEvent(tx, ctx, change.action, after);
    return receiptOf(after);
  });
}

function endOf(state: PackageState): Temporal.Instant | null {
  return isLive(state) && state.status === "EXPIRING" ? state.expiresAt : null;
}

/** The end a stored package waits for; null where none is set. */
export function scheduledEnd(stored: PackageState): Temporal.Instant | null {
  return stored.status === "EXPIRING" ? stored.expiresAt : null;
}
