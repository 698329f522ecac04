import "server-only";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { takePoint } from "../limits";
import { listLines } from "../store/statement-lines";
import { readStatementMonths } from "../store/statement-months";
import { findOwnReseller, type StatementPart } from "../store/statements";
import { type PageViewer, toPageViewer } from "./hubs";
import { type LineView, type ReadStatement, readStatement, type StatementHead, toLineView } from "./statement";
import { monthOf } from "./statement-months";

/** What a statement's document shows. `lines` is null where there are more than `mostLines`: the CSV has them all. */
export type PrintedStatement = {
  viewer: PageViewer;
  head: StatementHead;
  parts: StatementPart[];
  lines: LineView[] | null;
};

type Refusal = "MONTH_INVALID" | "STATEMENT_OPEN";

/**
 * Reads a closed statement for its document. Refuses with MONTH_INVALID a month that has no statement, and with
 * STATEMENT_OPEN one that can still change. Takes one of the account's five exports an hour; throws RATE_LIMITED beyond.
 */
export async function getPrintedStatement(
  resellerSlug: string,
  monthText: string,
  mostLines: number,
): Promise<Outcome<PrintedStatement, Refusal>> {
  const given = await requireResellerActor(resellerSlug, "statement:export");
  const found = await inTransaction<Outcome<PrintedStatement, Refusal>>(given, async (tx, ctx) => {
    const reseller = await findOwnReseller(tx, ctx.companyId);
    if (!reseller) throw new AppError("NOT_FOUND");
    const month = monthOf(monthText, await readStatementMonths(tx, reseller.id, ctx.now));
    if (!month.ok) return month;
    const statement = await readStatement(tx, reseller, month.value);
    if (!statement.id) return refuseOpen(statement.head);
    const { head, parts } = statement;
    return succeed({ viewer: toPageViewer(ctx), head, parts, lines: await readAll(tx, statement, mostLines) });
  });
  if (found.ok) await takePoint("exportByAccount", given.account.id);
  return found;
}

function refuseOpen({ month, closesAt }: { month: BillingMonth; closesAt: string }) {
  return refuse("STATEMENT_OPEN", { month, instant: closesAt });
}

async function readAll(tx: Transaction, { id, head, parts }: ReadStatement, mostLines: number) {
  if (!id || head.accounts + head.corrections > mostLines) return null;
  const dealerIds = parts.map(({ companyId }) => companyId);
  const rows = await listLines(tx, id, { dealerIds, place: null, direction: "FORWARD", limit: mostLines });
  const names = new Map(parts.map(({ companyId, name }) => [companyId, name]));
  return rows.map((row) => toLineView(row, names.get(row.companyId) ?? ""));
}
