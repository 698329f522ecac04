import { toDate } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { isLive } from "@/lib/domain/package-lifecycle";
import { settledWithConnection } from "@/lib/domain/package-reading";
import { endOfMonth } from "@/lib/domain/reseller-connection";
import { AppError } from "@/lib/errors";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { endPackagesWith, keepPackagesWith } from "@/lib/server/store/connection-packages";
import { type HubPackage, type LockedHub, type PlannedMove, reloadLatest } from "@/lib/server/store/hub-packages";
import { ensureRun, findRunOf } from "@/lib/server/store/rollover";
import { moveDueBatch } from "@/lib/server/store/rollover-moves";

/**
 * Writes down what a hub's package owes before a command decides on it, as the jobs would: the end or the freedom that
 * its connection has decided on, and an approved move whose boundary has come, with the same ledger row. Returns the hub
 * as it stands then; a hub that owes nothing is returned as it is. Throws STILL_RUNNING where somebody else is just
 * taking that move back.
 */
export async function settleHub(tx: Transaction, ctx: CompanyContext, hub: LockedHub): Promise<LockedHub> {
  const { latest } = hub;
  if (!latest) return hub;
  const owesConnection = settledWithConnection(latest.state, latest.connectionEnd, ctx.now) !== latest.state;
  const dueMove = findDueMove(latest, ctx.now);
  if (!owesConnection && !dueMove) return hub;

  if (owesConnection) await settleWithConnection(tx, ctx, latest);
  if (dueMove) await carryOutMove(tx, ctx, latest, dueMove);
  const settled = await reloadLatest(tx, ctx.companyId, hub.key);
  if (findDueMove(settled, ctx.now)) throw new AppError("STILL_RUNNING");
  return { ...hub, latest: settled };
}

function findDueMove({ plannedMove }: HubPackage, now: Temporal.Instant): PlannedMove | null {
  return plannedMove?.isApproved && Temporal.Instant.compare(now, plannedMove.at) >= 0 ? plannedMove : null;
}

async function settleWithConnection(tx: Transaction, ctx: CompanyContext, latest: HubPackage): Promise<void> {
  if (!isLive(latest.state)) return;
  const { connectionId, connectionEnd } = latest;
  const batch = { connectionId, now: toDate(ctx.now), limit: 1, only: latest.id };
  const zone = latest.state.billingZone;
  if (!connectionEnd) await keepPackagesWith(tx, batch);
  else await endPackagesWith(tx, batch, [{ zone, endsAt: toDate(endOfMonth(connectionEnd.endMonth, zone)) }]);
}

async function carryOutMove(
  tx: Transaction,
  ctx: CompanyContext,
  latest: HubPackage,
  { at }: PlannedMove,
): Promise<void> {
  if (!isLive(latest.state)) return;
  const timeZone = latest.state.billingZone;
  const month = billingMonthOf(at.subtract({ milliseconds: 1 }), timeZone);
  const key = { month, timeZone, clockId: ctx.clockId };
  await ensureRun(tx, { ...key, dueAt: at });
  const run = await findRunOf(tx, key);
  await moveDueBatch(tx, { run, now: toDate(ctx.now), limit: 1, only: latest.id });
}
