import "server-only";
import { toInstantOrNull } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { dealersOfPage } from "@/lib/domain/statement-page";
import { AppError } from "@/lib/errors";
import { hubNumberOf, type StatementParams } from "@/lib/schemas/statements";
import { type CompanyContext, inTransaction, requirePermission } from "../context";
import { requireResellerActor } from "../gate";
import { takePoint } from "../limits";
import { readCalendar } from "../store/account-lines";
import { type LinePage, type LineRow, listLines, readOpenLines } from "../store/statement-lines";
import { readStatementMonths } from "../store/statement-months";
import { findOwnReseller, type OwnReseller, type StatementPart } from "../store/statements";
import { openSpool } from "./row-spool";
import { type ReadStatement, readStatement } from "./statement";
import { monthOf } from "./statement-months";

/** Columns of the export in their order. The keys are a promise: programs read them. */
export const lineColumns = [
  "statement",
  "statement_month",
  "dealer",
  "dealer_number",
  "hub_id",
  "package",
  "kind",
  "month",
  "zone",
  "from",
  "to",
  "live_days",
  "trial_days",
  "billed_days",
  "policy",
  "price_minor",
  "fee_minor",
  "dealer_fee_minor",
  "currency",
  "reason",
  "run_ids",
] as const;

export type LineExportRow = Record<(typeof lineColumns)[number], string | number>;

export type OpenedStatement = { rows: AsyncGenerator<LineExportRow>; month: BillingMonth };

/** Lines of a closed month that are read at once. */
const pieceSize = 2_000;

type Source = { reseller: OwnReseller; statement: ReadStatement; params: StatementParams };

/**
 * Opens the export of every line of a statement that a filter matches, by dealer and hub. Times are ISO text of each
 * line's own zone, amounts minor units; their sum is the total of the page. Refuses with MONTH_INVALID a month that has no
 * statement. Takes one of the account's five exports an hour; throws RATE_LIMITED beyond. Each piece that is read asks
 * anew whether the person may see it.
 */
export async function openStatementExport(
  resellerSlug: string,
  monthText: string,
  params: StatementParams,
): Promise<Outcome<OpenedStatement, "MONTH_INVALID">> {
  const given = await requireResellerActor(resellerSlug, "statement:export");
  const found = await inTransaction<Outcome<Source, "MONTH_INVALID">>(given, async (tx, ctx) => {
    const reseller = await findOwnReseller(tx, ctx.companyId);
    if (!reseller) throw new AppError("NOT_FOUND");
    const month = monthOf(monthText, await readStatementMonths(tx, reseller.id, ctx.now));
    if (!month.ok) return month;
    return succeed({ reseller, statement: await readStatement(tx, reseller, month.value), params });
  });
  if (!found.ok) return found;
  await takePoint("exportByAccount", given.account.id);
  return succeed({ rows: exportRows(given, found.value), month: found.value.statement.head.month });
}

type Wanted = Pick<LinePage, "dealerIds" | "hubNumber">;

/** Hands out all lines that are asked for: a closed month's as they are read, an open one's as of one instant. */
async function* exportRows(given: CompanyContext, source: Source): AsyncGenerator<LineExportRow> {
  const { statement, params } = source;
  const hubNumber = hubNumberOf(params);
  if (params.hub && !hubNumber) return;
  const parts = statement.parts.filter(({ companyId }) => !params.dealer || companyId === params.dealer);
  const byId = new Map(parts.map((part) => [part.companyId, part]));
  const wanted: Wanted = { dealerIds: [...byId.keys()], hubNumber: hubNumber ?? undefined };
  const pieces = statement.id
    ? closedPieces(given, { statementId: statement.id, parts, wanted })
    : openPieces(given, source, wanted);
  for await (const rows of pieces) {
    const zoned = zonedTexts();
    for (const row of rows) yield toExportRow(row, { statement, part: byId.get(row.companyId), zoned });
  }
}

type Closed = { statementId: string; parts: readonly StatementPart[]; wanted: Wanted };

async function* closedPieces(given: CompanyContext, { statementId, parts, wanted }: Closed): AsyncGenerator<LineRow[]> {
  const sizes = parts.map(({ companyId, accounts, corrections }) => ({ companyId, lines: accounts + corrections }));
  let place: LinePage["place"] = null;
  while (true) {
    const from = place?.companyId ?? null;
    const dealerIds = wanted.hubNumber ? wanted.dealerIds : dealersOfPage(sizes, from, pieceSize);
    const page: LinePage = { ...wanted, dealerIds, place, direction: "FORWARD", limit: pieceSize };
    const rows = await inTransaction(given, async (tx, ctx) => {
      requirePermission(ctx, "statement:export");
      return listLines(tx, statementId, page);
    });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < pieceSize) return;
    place = last;
  }
}

/** Computes an open month once, so that its lines agree with each other, and hands them out at the reader's speed. */
async function* openPieces(
  given: CompanyContext,
  { reseller, statement }: Source,
  wanted: Wanted,
): AsyncGenerator<LineRow[]> {
  const spool = await openSpool<LineRow>((row) => ({ ...row, fromAt: toDateOf(row.fromAt), toAt: toDateOf(row.toAt) }));
  try {
    await inTransaction(
      given,
      async (tx, ctx) => {
        requirePermission(ctx, "statement:export");
        // A transaction that is run again reads all anew.
        await spool.clear();
        const calendar = await readCalendar(tx, reseller.id, statement.head.month);
        const request = { resellerId: reseller.id, calendar };
        for await (const rows of readOpenLines(tx, request, wanted)) await spool.put(rows);
      },
      { isWide: true },
    );
    for (let rows = await spool.take(); rows; rows = await spool.take()) {
      await inTransaction(given, async (_tx, ctx) => requirePermission(ctx, "statement:export"));
      yield rows;
    }
  } finally {
    await spool.close();
  }
}

/** An instant that was written as text and read back is text, whatever its type says. */
function toDateOf(written: Date | null): Date | null {
  return written === null ? null : new Date(written);
}

type Zoned = (date: Date | null, zone: string) => string;

/** Writes instants as ISO text of a zone. Most lines of a piece share theirs, and each is written once. */
function zonedTexts(): Zoned {
  const known = new Map<string, string>();
  return (date, zone) => {
    const key = `${date?.getTime()} ${zone}`;
    const text = known.get(key) ?? toInstantOrNull(date)?.toZonedDateTimeISO(zone).toString() ?? "";
    known.set(key, text);
    return text;
  };
}

type Written = { statement: ReadStatement; part: StatementPart | undefined; zoned: Zoned };

function toExportRow(row: LineRow, { statement: { head }, part, zoned }: Written): LineExportRow {
  return {
    statement: head.reference ?? "",
    statement_month: head.month,
    dealer: part?.name ?? "",
    dealer_number: part?.dealerNumber ?? "",
    hub_id: row.hubNumber,
    package: row.offerCode,
    kind: row.kind,
    month: row.month,
    zone: row.zone,
    from: zoned(row.fromAt, row.zone),
    to: zoned(row.toAt, row.zone),
    live_days: row.liveDays,
    trial_days: row.trialDays,
    billed_days: row.billedDays,
    policy: row.policy,
    price_minor: row.priceMinor,
    fee_minor: row.feeMinor,
    dealer_fee_minor: row.dealerFeeMinor ?? "",
    currency: head.currency,
    reason: row.reason ?? "",
    run_ids: row.packageIds.join(" "),
  };
}
