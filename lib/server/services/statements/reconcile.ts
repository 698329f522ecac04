import { randomUUID } from "node:crypto";
import { clockNow, toDate } from "@/lib/clock";
import { parseBillingMonth } from "@/lib/domain/billing-month";
import { loadLineWriters } from "@/lib/mail/digest-lines";
import { inLongTransaction, inSystemTransaction, type Transaction } from "@/lib/server/context";
import { readCalendar } from "@/lib/server/store/account-lines";
import {
  beginRun,
  type ComparedStatement,
  compareHistory,
  compareLines,
  compareSims,
  compareTotals,
  type DueClock,
  type Found,
  findBilledTwice,
  finishRun,
  listClocks,
  listComparedStatements,
  saveDifferences,
} from "@/lib/server/store/reconciliation";
import { tellDifferences } from "./tell-differences";

/** Closed months that are compared anew each night, and days for which ended runs are. */
const comparedMonths = 3;
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
  const day = now.toZonedDateTimeISO("UTC").toPlainDate().toString();
  const id = randomUUID();
  const writerOf = await loadLineWriters();
  return inLongTransaction(async (tx) => {
    if (!(await beginRun(tx, { id, clockId, day, at: toDate(now) }))) return false;
    const scope = { clockId, endedSince: toDate(now.subtract({ hours: 24 * comparedDays })) };
    const statements = await readStatements(tx, clockId);
    const found: Found[] = [...(await compareHistory(tx, scope)), ...(await compareSims(tx, scope))];
    for (const statement of statements) {
      found.push(...(await compareLines(tx, statement)));
      found.push(...(await findBilledTwice(tx, statement)));
      found.push(...(await compareTotals(tx, statement)));
    }
    const { open, added } = await saveDifferences(tx, { clockId, at: toDate(now), found });
    await tellDifferences(tx, { added, writerOf, at: toDate(now) });
    await finishRun(tx, { id, scope, statementIds: statements.map((statement) => statement.id), open });
    return true;
  });
}

async function readStatements(tx: Transaction, clockId: string | null): Promise<ComparedStatement[]> {
  const statements: ComparedStatement[] = [];
  for (const statement of await listComparedStatements(tx, { clockId, months: comparedMonths })) {
    const month = parseBillingMonth(statement.month);
    if (!month) throw new Error("A statement's month is no month.");
    statements.push({ ...statement, calendar: await readCalendar(tx, statement.resellerId, month) });
  }
  return statements;
}
