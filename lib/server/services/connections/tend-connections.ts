import { clockNow } from "@/lib/clock";
import { dueWarning, effectiveConnection, endOfMonth } from "@/lib/domain/reseller-connection";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import {
  type EndingConnection,
  listEndingConnections,
  noteWarned,
  readLastEnd,
} from "@/lib/server/store/connection-closing";
import { lockConnection, markClosed } from "@/lib/server/store/connections";
import { connectionSnapshot } from "./hold-connection";
import { offerSettling } from "./settle-packages";
import { tellEnded } from "./tell-ended";
import { tellParties } from "./tell-parties";

/**
 * Looks after the connections whose end is agreed on, by their companies' clock: packages that owe it their end are
 * offered to the workers again, both sides are warned when the end is near, and a connection whose last month is over is
 * closed once nothing runs on it. Each is told and closed once, however often and by however many this is done.
 */
export async function tendConnections(): Promise<void> {
  for (const ending of await onDatabase(listEndingConnections)) {
    if (ending.isOwed) await inSystemTransaction((tx) => offerSettling(tx, ending.id));
    const now = clockNow(ending.offsetMs);
    const endsAt = endOfMonth(ending.endMonth, ending.zone);
    if (Temporal.Instant.compare(now, endsAt) < 0) await warn(ending, endsAt, now);
    else if (!ending.isInUse) await inSystemTransaction((tx) => closeIfOver(tx, ending, now));
  }
}

async function warn(ending: EndingConnection, endsAt: Temporal.Instant, now: Temporal.Instant): Promise<void> {
  const days = dueWarning(endsAt, ending.warnedDays, now);
  if (days === null) return;
  await inSystemTransaction(async (tx) => {
    const reader = { companyId: ending.dealerId, side: "dealer" } as const;
    const { connection } = await lockConnection(tx, reader, ending.id);
    if (!(await noteWarned(tx, ending.id, days))) return;
    const { zone, liveHubs: n, dealer, reseller } = connection;
    const facts = { endsAt: endsAt.toString(), zone, n, days };
    await tellParties(tx, connection, [dealer, reseller], {
      template: "connection-ending-soon",
      write: (to) => ({ ...to, ...facts }),
      kind: "connection.ending_soon",
      lines: facts,
      at: now,
      exceptAccountId: null,
    });
  });
}

/** Names a connection as the jobs know it. */
type Ended = Pick<EndingConnection, "id" | "dealerId">;

/**
 * Closes a connection whose last month is over, if nothing runs on it, as of the instant at which both came true, and
 * tells both sides. Answers whether it is closed now by this call.
 */
export async function closeIfOver(tx: Transaction, { id, dealerId }: Ended, now: Temporal.Instant): Promise<boolean> {
  const { connection } = await lockConnection(tx, { companyId: dealerId, side: "dealer" }, id);
  const { state, liveHubs, zone, reseller } = connection;
  const facts = { zone, liveHubs, counterpart: reseller.name };
  const next = effectiveConnection(state, facts, now, await readLastEnd(tx, id));
  if (state.status !== "ENDING" || next.status !== "CLOSED") return false;

  await markClosed(tx, connection, next.closedAt);
  await recordJobAudit(tx, {
    companyId: dealerId,
    counterpartId: reseller.companyId,
    actorName: "Month rollover",
    action: "connection.ended",
    subjectId: id,
    subjectVersion: connection.version + 1,
    before: connectionSnapshot(state),
    after: connectionSnapshot(next),
    at: now,
    effectiveAt: next.closedAt,
  });
  await tellEnded(tx, connection, { at: next.closedAt, exceptAccountId: null });
  return true;
}
