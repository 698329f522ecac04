import {
  type ConnectionEnd,
  effectiveState,
  endWithConnection,
  keepWithConnection,
  move,
  type PackageState,
} from "./package-lifecycle";

/** A move to another reseller that is decided on both sides and waits for its boundary. */
export type ApprovedMove = { at: Temporal.Instant; resellerId: string };

/** What decides on a stored package beside itself. `connectionEnd` is null while the paying connection is open. */
export type Surroundings = { connectionEnd: ConnectionEnd | null; approvedMove: ApprovedMove | null };

/**
 * Returns what a stored package owes to its paying connection: an end, since that one is ending, or none any more, since
 * it was kept. Returns `stored` itself where it owes nothing. A connection with very many packages writes them down in
 * batches; the connection is the truth from its own commit on, and a command that meets such a package writes this first.
 */
export function settledWithConnection(
  stored: PackageState,
  connectionEnd: ConnectionEnd | null,
  now: Temporal.Instant,
): PackageState {
  if (connectionEnd) return endWithConnection(stored, now, connectionEnd.endMonth);
  if (stored.status !== "EXPIRING" || stored.endCause !== "CONNECTION") return stored;
  // A connection is kept before its end alone, so the package was running then, whatever the clock shows by now.
  return keepWithConnection(stored, stored.expiresAt.subtract({ milliseconds: 1 }));
}

/**
 * Returns a stored package as the jobs would have left it by `now`, but for its end: settled with its connection, and
 * from its boundary on moved to another reseller where both sides agreed, also where it would have ended there with its
 * connection. Returns `stored` itself where nothing is owed.
 */
export function settledPackage(
  stored: PackageState,
  { connectionEnd, approvedMove }: Surroundings,
  now: Temporal.Instant,
): PackageState {
  const settled = settledWithConnection(stored, connectionEnd, now);
  if (!approvedMove || Temporal.Instant.compare(now, approvedMove.at) < 0) return settled;

  const moved = move(settled, approvedMove.resellerId, approvedMove.at);
  return moved.ok ? moved.value.next : settled;
}

/** Reads a stored package at `now` amid what surrounds it, however late the jobs run. */
export function readPackage(stored: PackageState, around: Surroundings, now: Temporal.Instant): PackageState {
  return effectiveState(settledPackage(stored, around, now), now);
}
