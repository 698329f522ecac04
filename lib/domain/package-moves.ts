import type { EndReason, PackageStatus } from "./package-lifecycle";

/** Names of the moves, as the table of moves and the database's transition trigger use them. */
export type PackageAction =
  | "activate"
  | "deactivate"
  | "resume"
  | "stopNow"
  | "expire"
  | "confirmByReport"
  | "failActivation"
  | "move"
  | "endWithConnection"
  | "keepWithConnection";

/** `from` is NONE where the row is new. `endReason` is what the row must carry after a move to INACTIVE. */
export type PackageMove = {
  from: PackageStatus | "NONE";
  to: PackageStatus;
  action: PackageAction;
  endReason: EndReason | null;
};

/**
 * Every change that a stored package row may go through; anything else is refused by the database as well.
 * An ended row never changes again: activating a hub anew makes a new row.
 */
export const packageMoves: readonly PackageMove[] = [
  { from: "NONE", to: "ACTIVE", action: "activate", endReason: null },
  { from: "NONE", to: "ACTIVE", action: "move", endReason: null },
  { from: "ACTIVE", to: "EXPIRING", action: "deactivate", endReason: null },
  { from: "ACTIVE", to: "EXPIRING", action: "endWithConnection", endReason: null },
  { from: "ACTIVE", to: "ACTIVE", action: "confirmByReport", endReason: null },
  { from: "ACTIVE", to: "INACTIVE", action: "stopNow", endReason: "STOPPED" },
  { from: "ACTIVE", to: "INACTIVE", action: "failActivation", endReason: "ACTIVATION_FAILED" },
  { from: "ACTIVE", to: "INACTIVE", action: "move", endReason: "MOVED" },
  { from: "EXPIRING", to: "ACTIVE", action: "resume", endReason: null },
  { from: "EXPIRING", to: "ACTIVE", action: "keepWithConnection", endReason: null },
  { from: "EXPIRING", to: "EXPIRING", action: "deactivate", endReason: null },
  { from: "EXPIRING", to: "EXPIRING", action: "resume", endReason: null },
  { from: "EXPIRING", to: "EXPIRING", action: "confirmByReport", endReason: null },
  { from: "EXPIRING", to: "EXPIRING", action: "endWithConnection", endReason: null },
  { from: "EXPIRING", to: "INACTIVE", action: "stopNow", endReason: "STOPPED" },
  { from: "EXPIRING", to: "INACTIVE", action: "expire", endReason: "EXPIRED" },
  { from: "EXPIRING", to: "INACTIVE", action: "failActivation", endReason: "ACTIVATION_FAILED" },
  { from: "EXPIRING", to: "INACTIVE", action: "move", endReason: "MOVED" },
];
