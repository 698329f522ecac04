import { randomUUID } from "node:crypto";
import { clockNow, toDate } from "@/lib/clock";
import { parseBillingMonth } from "@/lib/domain/billing-month";
import { comparedMonths, turnOfDay, turnsOfMonths } from "@/lib/domain/reconciliation";
import { loadLineWriters } from "@/lib/mail/digest-lines";
import { inLongTransaction, inSystemTransaction, type Transaction } from "@/lib/server/context";
import { readCalendar } from "@/lib/server/store/account-lines";
import {
  type ComparedStatement,
  compareHistory,
  compareLines,
  compareSims,
  compareTotals,
  findBilledTwice,
} from "@/lib/server/store/comparisons";
import {
  beginRun,
  closeGone,
  type DueClock,
  finishRun,
  listClocks,
  listComparedStatements,
  listFound,
  type MonthScope,
} from "@/lib/server/store/reconciliation";
import { tellDifferences } from "./tell-differences";

/** Days for which ended runs are compared with their history. */
const comparedDays = 40;

/** Compares what every clock's companies have recorded, once a day of that clock (UTC). Returns how many were due. */
export async function reconcileDue(): Promise<number> {
  const clocks = await inSystemTransaction(listClocks);
  let done = 0;
  for (const clock of clocks) if (await reconcileDay(clock)) done += 1;
  return done;
}

/**
 * Compares packages, SIM cards, history and statement lines of the companies of one clock, lists every difference until it
 * is gone, and mails each new one once to the companies it is about, in the same transaction. False where the day was
 * compared already; two workers compare it once. Source: billing rule B9.
 */
export async function reconcileDay({ clockId, offsetMs }: DueClock): Promise<boolean> {
  const now = clockNow(offsetMs);
  const at = toDate(now);
  const day = now.toZonedDateTimeISO("UTC").toPlainDate();
  const id = randomUUID();
  const writerOf = await loadLineWriters();
  return inLongTransaction(async (tx) => {
    if (!(await beginRun(tx, { id, clockId, day: day.toString(), at }))) return false;
    const scope = { clockId, endedSince: toDate(now.subtract({ hours: 24 * comparedDays })) };
    const months = { clockId, newest: comparedMonths, turn: turnOfDay(day), turns: turnsOfMonths };
    const statements = await readStatements(tx, months);
    await listFound(tx, compareHistory(scope), at);
    await listFound(tx, compareSims(scope), at);
    for (const statement of statements) {
      for (const compare of [compareLines, findBilledTwice, compareTotals]) await listFound(tx, compare(statement), at);
    }
    const { open, added } = await closeGone(tx, { clockId, at });
    await tellDifferences(tx, { added, writerOf, at });
    await finishRun(tx, { id, scope, statementIds: statements.map((statement) => statement.id), open });
    return true;
  });
}

async function readStatements(tx: Transaction, months: MonthScope): Promise<ComparedStatement[]> {
  const statements: ComparedStatement[] = [];
  for (const statement of await listComparedStatements(tx, months)) {
    const month = parseBillingMonth(statement.month);
    if (!month) throw new Error("A statement's month is no month.");
    statements.push({ ...statement, calendar: await readCalendar(tx, statement.resellerId, month) });
  }
  return statements;
}
