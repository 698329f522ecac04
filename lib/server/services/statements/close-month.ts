import { randomBytes, randomUUID } from "node:crypto";
import { clockNow, toDate } from "@/lib/clock";
import { type BillingMonth, nextMonth } from "@/lib/domain/billing-month";
import { referenceLength, writeReference } from "@/lib/domain/reference";
import { closesAt } from "@/lib/domain/statement";
import { recordJobAudit } from "@/lib/server/audit";
import { inLongTransaction, inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendCompanyEvent } from "@/lib/server/feed/append";
import { readCalendar } from "@/lib/server/store/account-lines";
import {
  type ClosingReseller,
  findObstacles,
  loadClosingReseller,
  lockForClosing,
  readClosingZones,
  waitForCommands,
  zoneEnds,
} from "@/lib/server/store/statement-closing";
import { writeStatement } from "@/lib/server/store/statement-writing";
import { tellStatement } from "./tell-statement";

/** Whose month. With SKIP a month that somebody else is just closing is left to them; with WAIT it is waited for. */
export type ClosingMonth = { resellerId: string; month: BillingMonth; mode: "WAIT" | "SKIP" };

/**
 * Why a month stays open: an earlier one comes first, it is not over in the last zone, month rollovers are under way, or
 * something of it is due and not done.
 */
export type OpenCause = "EARLIER_MONTH" | "NOT_OVER" | "ROLLOVER" | "DUE_PACKAGES" | "DUE_MOVES" | "BEING_CLOSED";

export type Closing = { isClosed: true; reference: string | null } | { isClosed: false; cause: OpenCause };

/**
 * Closes one reseller's month: its lines are fixed, it gets a reference, and owner and managers get a mail, all in one
 * transaction. It may run twice, by two workers at once, late, or after one was killed: the month is closed once, and the
 * lines are the same, since they come from recorded instants. `reference` is null where it was closed already.
 *
 * A month closes when it is over in the last zone of the reseller's dealers by the companies' clock, its month rollovers
 * are complete and nothing of it is due any more, and after the month before it. Source: PRODUCT 4.7, billing rule B9.
 */
export async function closeMonth({ resellerId, month, mode }: ClosingMonth): Promise<Closing> {
  const first = await inSystemTransaction((tx) => findCause(tx, resellerId, month));
  if (first !== null) return first;

  await inSystemTransaction((tx) => waitForCommands(tx, resellerId));
  return inLongTransaction(async (tx) => {
    if (!(await lockForClosing(tx, resellerId, mode))) return { isClosed: false, cause: "BEING_CLOSED" };
    return (await findCause(tx, resellerId, month)) ?? (await close(tx, resellerId, month));
  });
}

/** Returns what settles the matter without closing; null where the month can be closed now. */
async function findCause(tx: Transaction, resellerId: string, month: BillingMonth): Promise<Closing | null> {
  const { lastMonth, clockId, offsetMs } = await loadClosingReseller(tx, resellerId);
  if (lastMonth !== null && lastMonth >= month) return { isClosed: true, reference: null };
  if (lastMonth !== null && nextMonth(lastMonth) < month) return { isClosed: false, cause: "EARLIER_MONTH" };

  const zones = await readClosingZones(tx, resellerId, month);
  const isOver = Temporal.Instant.compare(clockNow(offsetMs), closesAt(month, zones)) >= 0;
  if (!isOver) return { isClosed: false, cause: "NOT_OVER" };
  const ends = zoneEnds(month, zones);
  const { hasRuns, hasDue, hasMoves } = await findObstacles(tx, { resellerId, clockId, month, ends });
  if (hasDue) return { isClosed: false, cause: "DUE_PACKAGES" };
  if (hasMoves) return { isClosed: false, cause: "DUE_MOVES" };
  return hasRuns ? { isClosed: false, cause: "ROLLOVER" } : null;
}

async function close(tx: Transaction, resellerId: string, month: BillingMonth): Promise<Closing> {
  const reseller = await loadClosingReseller(tx, resellerId);
  const statement = {
    id: randomUUID(),
    reference: writeReference(`ST-${month}`, randomBytes(referenceLength)),
    at: clockNow(reseller.offsetMs),
  };
  const totals = await writeStatement(tx, {
    id: statement.id,
    resellerId,
    reference: statement.reference,
    currency: reseller.currency,
    calendar: await readCalendar(tx, resellerId, month),
    closedAt: toDate(statement.at),
  });
  await record(tx, reseller, { ...statement, month, ...totals });
  await tellStatement(tx, reseller, { ...statement, month, ...totals });
  return { isClosed: true, reference: statement.reference };
}

type Written = {
  id: string;
  reference: string;
  at: Temporal.Instant;
  month: BillingMonth;
  accounts: number;
  corrections: number;
  feeMinor: number;
};

async function record(tx: Transaction, { companyId, currency }: ClosingReseller, written: Written): Promise<void> {
  const { id, at, month, reference, accounts, corrections, feeMinor } = written;
  const after = { month, reference, accounts, corrections, feeMinor, currency };
  await recordJobAudit(tx, {
    companyId,
    actorName: "Month rollover",
    action: "statement.closed",
    subjectId: id,
    subjectVersion: 1,
    before: null,
    after,
    at,
  });
  await appendCompanyEvent(tx, { kind: "statement.closed", companyId, subjectId: id, version: 1, payload: after, at });
}
