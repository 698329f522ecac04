import "server-only";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { dealersOfPage } from "@/lib/domain/statement-page";
import { AppError } from "@/lib/errors";
import { hubNumberOf, parseStatementPlace, printStatementPlace, type StatementParams } from "@/lib/schemas/statements";
import { inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { readCalendar } from "../store/account-lines";
import { type Forecast, loadForecast } from "../store/forecast";
import { type LinePage, type LineRow, listLines, listOpenLines } from "../store/statement-lines";
import { readStatementMonths } from "../store/statement-months";
import {
  findOwnReseller,
  findStatement,
  listParts,
  type OwnReseller,
  type StatementPart,
  type StatementRow,
} from "../store/statements";
import { type PageViewer, toPageViewer } from "./hubs";
import { monthOf, readClosesAt } from "./statement-months";

/** A line as a page shows it. Instants are ISO text, days local dates of `zone`, fees minor units. */
export type LineView = Omit<LineRow, "fromAt" | "toAt" | "packageIds"> & {
  fromAt: string | null;
  toAt: string | null;
  dealerName: string;
};

/** A statement as a whole. An open one is what it will be if nothing changes, without a reference. */
export type StatementHead = {
  month: BillingMonth;
  status: "OPEN" | "CLOSED" | "PAID";
  reference: string | null;
  currency: string;
  accounts: number;
  onTrial: number;
  corrections: number;
  dealers: number;
  feeMinor: number;
  dealerFeeMinor: number;
  /** What ends that are set already take from an open month. */
  endsRemoveMinor: number;
  /** When it was closed; for an open month when it can close at the earliest. */
  closesAt: string;
  paidAt: string | null;
  paymentNote: string | null;
};

export type StatementPage = {
  viewer: PageViewer;
  head: StatementHead;
  parts: StatementPart[];
  /** Null while the page shows dealers. */
  lines: { items: LineView[]; previousCursor: string | null; nextCursor: string | null } | null;
};

const pageSize = 50;

/** Reads one page of a reseller's statement. Refuses with MONTH_INVALID a month that has none. */
export async function getStatement(
  resellerSlug: string,
  monthText: string,
  params: StatementParams,
): Promise<Outcome<StatementPage, "MONTH_INVALID">> {
  const given = await requireResellerActor(resellerSlug, "statement:view");
  return inTransaction<Outcome<StatementPage, "MONTH_INVALID">>(given, async (tx, ctx) => {
    const reseller = await findOwnReseller(tx, ctx.companyId);
    if (!reseller) throw new AppError("NOT_FOUND");
    const month = monthOf(monthText, await readStatementMonths(tx, reseller.id, ctx.now));
    if (!month.ok) return month;
    const statement = await readStatement(tx, reseller, month.value);
    const lines = params.view === "accounts" ? await readLines(tx, { reseller, statement, params }) : null;
    const { head, parts } = statement;
    return succeed({ viewer: toPageViewer(ctx), head, parts, lines });
  });
}

/** A statement with its dealers' parts; `id` is null while it is open. */
export type ReadStatement = { id: string | null; head: StatementHead; parts: StatementPart[] };

/** Reads a month as it was closed, or as it will be if nothing changes. */
export async function readStatement(
  tx: Transaction,
  reseller: OwnReseller,
  month: BillingMonth,
): Promise<ReadStatement> {
  const closed = await findStatement(tx, reseller.id, month);
  if (closed) {
    const parts = await listParts(tx, closed.id);
    return { id: closed.id, head: toHead(closed, parts), parts };
  }
  const forecast = await loadForecast(tx, { resellerId: reseller.id, month });
  const parts = forecast.dealers.map((dealer) => ({ ...dealer, corrections: 0 }));
  return { id: null, head: toOpenHead(forecast, await readClosesAt(tx, reseller.id, month)), parts };
}

function toHead(row: StatementRow, parts: readonly StatementPart[]): StatementHead {
  const { id: _id, closedAt, paidAt, paidByName: _by, version: _version, ...head } = row;
  return {
    ...head,
    onTrial: parts.reduce((sum, part) => sum + part.onTrial, 0),
    endsRemoveMinor: 0,
    closesAt: closedAt.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
  };
}

function toOpenHead({ dealers, ...totals }: Forecast, closesAt: string): StatementHead {
  const open = { status: "OPEN" as const, reference: null, corrections: 0, paidAt: null, paymentNote: null };
  return { ...totals, ...open, dealers: dealers.length, closesAt };
}

type LinesWanted = { reseller: OwnReseller; statement: ReadStatement; params: StatementParams };

async function readLines(tx: Transaction, wanted: LinesWanted): Promise<StatementPage["lines"]> {
  const { params, statement } = wanted;
  const direction = params.before ? "BACKWARD" : "FORWARD";
  const place = parseStatementPlace(params.before ?? params.after);
  const hubNumber = hubNumberOf(params);
  if (params.hub && !hubNumber) return { items: [], previousCursor: null, nextCursor: null };
  const page: LinePage = {
    dealerIds: chooseDealers(wanted),
    place,
    direction,
    limit: pageSize + 1,
    hubNumber: hubNumber ?? undefined,
  };
  const rows = await readPage(tx, wanted, page);
  const hasMore = rows.length > pageSize;
  const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
  const isFirst = direction === "FORWARD" ? !place : !hasMore;
  const names = new Map(statement.parts.map(({ companyId, name }) => [companyId, name]));
  return {
    items: shown.map((row) => toLineView(row, names.get(row.companyId) ?? "")),
    previousCursor: isFirst ? null : edge(shown[0]),
    nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
  };
}

/** The dealers whose lines the page is made of, in its direction: one, all of a hub's search, or as many as fill it. */
function chooseDealers({ statement: { parts }, params }: LinesWanted): string[] {
  if (params.dealer) return [params.dealer];
  const sizes = parts.map(({ companyId, accounts, corrections }) => ({ companyId, lines: accounts + corrections }));
  if (params.hub) return sizes.map(({ companyId }) => companyId);
  const ordered = params.before ? sizes.toReversed() : sizes;
  const from = parseStatementPlace(params.before ?? params.after)?.companyId ?? null;
  return dealersOfPage(ordered, from, pageSize + 1);
}

async function readPage(tx: Transaction, { reseller, statement }: LinesWanted, page: LinePage): Promise<LineRow[]> {
  if (statement.id) return listLines(tx, statement.id, page);
  const calendar = await readCalendar(tx, reseller.id, statement.head.month);
  return listOpenLines(tx, { resellerId: reseller.id, calendar }, page);
}

function edge(row: LineRow | undefined): string | null {
  return row ? printStatementPlace(row) : null;
}

/** Shows a line of a statement without the keys of the runs behind it. */
export function toLineView({ fromAt, toAt, packageIds: _runs, ...row }: LineRow, dealerName: string): LineView {
  return { ...row, dealerName, fromAt: fromAt?.toISOString() ?? null, toAt: toAt?.toISOString() ?? null };
}
