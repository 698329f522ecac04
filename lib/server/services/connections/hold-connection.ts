import { toInstant } from "@/lib/clock";
import type { RefusalParams } from "@/lib/domain/outcome";
import { type ConnectionFacts, type ConnectionState, effectiveConnection } from "@/lib/domain/reseller-connection";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { readLastEnd } from "@/lib/server/store/connection-closing";
import {
  type Connection,
  type ConnectionAct,
  connectionConflict,
  lockConnection,
  type Party,
} from "@/lib/server/store/connections";

/** Names a connection in a command. `version` is the one the form was drawn from. */
export type ConnectionRef = { connectionId: string; version: number };

/** A connection under lock, as one of its two companies acts on it. */
export type HeldConnection = {
  connection: Connection;
  /** As it reads now: past its end, with nothing running on it, it is closed, however late the job is. */
  state: ConnectionState;
  facts: ConnectionFacts;
  own: Party;
  act: ConnectionAct;
  /** The command's context at the instant of the lock: no activation on the connection was earlier decided than that. */
  ctx: CompanyContext;
};

/** What every act on a connection answers: small enough to be stored and given again to a repeat. */
export type ConnectionReceipt = { connectionId: string };

/**
 * Locks a connection of the acting company and reads it as it stands at that instant, which is the act's own: whoever
 * activated on it before did so no later, and whoever comes afterwards finds it changed. Throws NOT_FOUND alike for
 * unknown ones and strangers'.
 */
export async function holdConnection(
  tx: Transaction,
  given: CompanyContext,
  { connectionId }: ConnectionRef,
): Promise<HeldConnection> {
  const { connection, lockedAt } = await lockConnection(tx, given, connectionId);
  const now = toInstant(lockedAt).add({ milliseconds: Number(given.clockOffsetMs) });
  const ctx = { ...given, now };
  const isDealer = ctx.side === "dealer";
  const [own, other] = isDealer ? [connection.dealer, connection.reseller] : [connection.reseller, connection.dealer];
  const facts = { zone: connection.zone, liveHubs: connection.liveHubs, counterpart: other.name };
  const lastEndAt = connection.state.status === "ENDING" ? await readLastEnd(tx, connection.id) : null;
  return {
    connection,
    state: effectiveConnection(connection.state, facts, now, lastEndAt),
    facts,
    own,
    act: { companyId: own.companyId, accountId: ctx.account.id, accountName: ctx.account.name, at: now },
    ctx,
  };
}

/** Throws CONFLICT, with who did what and when, if the connection has changed since the form was drawn. */
export async function requireUnchanged(
  tx: Transaction,
  held: HeldConnection,
  { version }: ConnectionRef,
): Promise<void> {
  if (held.connection.version !== version) throw await connectionConflict(tx, held.connection);
}

/** Returns the company on the other side. */
export function counterpartOf({ connection, own }: HeldConnection): string {
  return own.companyId === connection.dealer.companyId ? connection.reseller.companyId : connection.dealer.companyId;
}

/** What history keeps of a connection's state. */
export function connectionSnapshot(state: ConnectionState): RefusalParams {
  return state.status === "ENDING" ? { state: state.status, endMonth: state.endMonth } : { state: state.status };
}
