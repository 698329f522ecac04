import { startOfNextMonth } from "./billing-month";
import { type Outcome, refuse, succeed } from "./outcome";
import { effectiveState, isLive, type MoveRefusal, move, type PackageState } from "./package-lifecycle";

export type MoveStatus = "PENDING" | "APPROVED" | "DECLINED" | "WITHDRAWN" | "EXPIRED";

/** A request to take hubs over, as it is stored; `status` may be PENDING past `expiresAt` until a job meets it. */
export type StoredMove = {
  status: MoveStatus;
  /** The earliest boundary among its hubs. */
  expiresAt: Temporal.Instant;
  decidedAt: Temporal.Instant | null;
  decidedBy: string | null;
};

/** The reseller that is to pay, by its connection with the dealer. */
export type MoveTarget = { resellerId: string; resellerName: string; state: "OPEN" | "ENDING" | "CLOSED" };

/** A planned change of a hub that nobody has carried out yet. */
export type PlannedMove = { resellerName: string; askedAt: Temporal.Instant };

export type AskRefusal = MoveRefusal | "REQUEST_OPEN" | "RESELLER_REQUIRED";

/** Reads a stored request at `now`: not answered by its hubs' first boundary, it is over, however late the job is. */
export function effectiveMove(request: Pick<StoredMove, "status" | "expiresAt">, now: Temporal.Instant): MoveStatus {
  const isOver = Temporal.Instant.compare(now, request.expiresAt) >= 0;
  return request.status === "PENDING" && isOver ? "EXPIRED" : request.status;
}

/** Decides whether a request still waits, for an answer or a withdrawal; whoever came first is named. */
export function moveWaits(request: StoredMove, now: Temporal.Instant): Outcome<null, "REQUEST_DECIDED"> {
  const status = effectiveMove(request, now);
  if (status === "PENDING") return succeed(null);
  const at = status === "EXPIRED" ? request.expiresAt : (request.decidedAt ?? request.expiresAt);
  return refuse("REQUEST_DECIDED", { outcome: status, time: at.toString(), name: request.decidedBy ?? "–" });
}

/**
 * Decides whether a hub's services can be asked to move at `now`, and returns the boundary at which they would: the
 * first instant of the next month in the package's own zone. One wish at a time waits for a hub, and who pays already is
 * no other reseller. Source: PRODUCT F6.
 */
export function askToMove(
  stored: PackageState,
  facts: { target: MoveTarget; planned: PlannedMove | null },
  now: Temporal.Instant,
): Outcome<Temporal.Instant, AskRefusal> {
  const state = effectiveState(stored, now);
  if (!isLive(state)) return refuse("PACKAGE_NOT_ACTIVE");
  const { target, planned } = facts;
  if (planned) return refuse("REQUEST_OPEN", { reseller: planned.resellerName, date: planned.askedAt.toString() });
  if (state.resellerId === target.resellerId) return refuse("RESELLER_REQUIRED");

  const at = startOfNextMonth(now, state.billingZone);
  const moved = move(state, target.resellerId, at);
  return moved.ok ? succeed(at) : moved;
}

/** Asked before anything else: a reseller that takes nothing new takes nothing over either. */
export function targetUsable({ resellerName, state }: MoveTarget): Outcome<null, "RESELLER_NOT_USABLE"> {
  return state === "OPEN" ? succeed(null) : refuse("RESELLER_NOT_USABLE", { reseller: resellerName, state });
}

/**
 * Decides, at its boundary, what becomes of a planned move that was approved. The order is that of the sentence a dealer
 * reads: whether services run at all, whether their end was decided, whether the new reseller still takes anything.
 */
export function carryOut(
  stored: PackageState,
  target: MoveTarget,
  at: Temporal.Instant,
): ReturnType<typeof move> | Outcome<never, "RESELLER_NOT_USABLE"> {
  const moved = move(stored, target.resellerId, at);
  if (!moved.ok) return moved;
  const usable = targetUsable(target);
  return usable.ok ? moved : usable;
}
