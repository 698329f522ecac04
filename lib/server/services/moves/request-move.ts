import { randomUUID } from "node:crypto";
import { toDate, toInstant } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { type AskRefusal, askToMove, targetUsable } from "@/lib/domain/move-request";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inTransaction,
  requirePermission,
  requireSameSide,
  type Transaction,
} from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { readDatabaseClock } from "@/lib/server/store/database-clock";
import { neverActivated } from "@/lib/server/store/hub-packages";
import {
  holdChosen,
  holdTarget,
  listCandidates,
  listMovableZones,
  type MoveChoice,
  type MoveWish,
  planMoves,
  type TargetConnection,
} from "@/lib/server/store/move-planning";
import { toPackageState } from "@/lib/server/store/package-columns";
import { type MoveAddress, movePath, tellCompany } from "./tell-company";

export type RequestMoveInput = { resellerId: string; choice: MoveChoice };
export type RequestMoveRefusal = AskRefusal | "RESELLER_NOT_USABLE";

/**
 * Asks a connected reseller to take hubs over from the 1st of the next month, each by its own zone: one request, one
 * decision. Hubs that cannot move are left out, and where not one of them can, the first one's reason is the refusal.
 * Nothing changes before the reseller has agreed and the month is over. Source: PRODUCT F6.
 */
export async function requestMove(
  given: CompanyContext,
  { resellerId, choice }: RequestMoveInput,
): Promise<Outcome<{ moveRequestId: string; n: number }, RequestMoveRefusal>> {
  requirePermission(given, "package:move");
  await takePoint("moveByCompany", given.companyId);
  return inTransaction(
    given,
    async (tx, ctx) => {
      requirePermission(ctx, "package:move");
      const target = await holdTarget(tx, ctx.companyId, resellerId);
      if (!target) throw new AppError("NOT_FOUND");
      const usable = targetUsable(target);
      if (!usable.ok) return usable;

      const wish = { companyId: ctx.companyId, choice, resellerId, now: toDate(ctx.now) };
      await holdChosen(tx, wish);
      const zones = await listMovableZones(tx, wish);
      if (zones.length === 0) return refuseFirst(tx, ctx, wish, target);
      return succeed(await ask(tx, ctx, { wish, target, zones }));
    },
    { isWide: true },
  );
}

/** Says why the first of the chosen hubs cannot move. Throws NOT_FOUND where the company holds none of them. */
async function refuseFirst(
  tx: Transaction,
  ctx: CompanyContext,
  wish: MoveWish,
  target: TargetConnection,
): Promise<Outcome<never, AskRefusal>> {
  const [first] = await listCandidates(tx, wish, 1);
  if (!first && "hubIds" in wish.choice) throw new AppError("NOT_FOUND");
  const stored = first?.status ? toPackageState(first as Parameters<typeof toPackageState>[0]) : neverActivated;
  const planned =
    first?.plannedReseller && first.plannedAt
      ? { resellerName: first.plannedReseller, askedAt: toInstant(first.plannedAt) }
      : null;
  const outcome = askToMove(stored, { target, planned }, ctx.now);
  return outcome.ok ? refuse("PACKAGE_NOT_ACTIVE") : outcome;
}

type Asked = { wish: MoveWish; target: TargetConnection; zones: string[] };

async function ask(tx: Transaction, ctx: CompanyContext, { wish, target, zones }: Asked) {
  const boundaries = zones
    .map((zone) => ({ zone, at: startOfNextMonth(ctx.now, zone) }))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const [first] = boundaries;
  if (!first) throw new Error("A move has a boundary.");
  const moveRequestId = randomUUID();
  const { connectionId } = target;
  await tx.moveRequest.create({
    data: {
      id: moveRequestId,
      companyId: ctx.companyId,
      resellerId: target.resellerId,
      connectionId,
      sentById: ctx.account.id,
      sentByName: ctx.account.name,
      sentAt: wish.now,
      expiresAt: toDate(first.at),
    },
  });
  const n = await planMoves(tx, wish, {
    moveRequestId,
    connectionId,
    boundaries: boundaries.map(({ zone, at }) => ({ zone, at: toDate(at) })),
    accountId: ctx.account.id,
    accountName: ctx.account.name,
  });
  requireSameSide(ctx, await readDatabaseClock(tx), first.at);
  await recordAudit(tx, ctx, {
    action: "move.requested",
    subjectId: moveRequestId,
    subjectVersion: 1,
    counterpartId: target.resellerCompanyId,
    before: null,
    after: { resellerId: target.resellerId, hubs: n },
    effectiveAt: first.at,
  });
  await tell(tx, ctx, target, { moveRequestId, n, until: first });
  return { moveRequestId, n };
}

type News = { moveRequestId: string; n: number; until: { zone: string; at: Temporal.Instant } };

async function tell(
  tx: Transaction,
  ctx: CompanyContext,
  target: TargetConnection,
  { moveRequestId, n, until }: News,
): Promise<void> {
  const to: MoveAddress = {
    companyId: target.resellerCompanyId,
    linkPath: movePath(target.resellerSlug, moveRequestId),
  };
  const names = { dealer: ctx.companyName, reseller: target.resellerName, person: ctx.account.name, n };
  await tellCompany(tx, to, {
    template: "move-requested",
    data: { ...names, untilAt: until.at.toString(), zone: until.zone, linkPath: to.linkPath },
    kind: "move.requested",
    lines: names,
    groupKey: `move:${moveRequestId}`,
    at: ctx.now,
    exceptAccountId: null,
  });
}
