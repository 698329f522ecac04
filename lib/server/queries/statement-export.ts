import "server-only";
import { toInstantOrNull } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { dealersOfPage } from "@/lib/domain/statement-page";
import { AppError } from "@/lib/errors";
import { hubNumberOf, type StatementParams } from "@/lib/schemas/statements";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { takePoint } from "../limits";
import { readCalendar } from "../store/account-lines";
import { type LinePage, type LineRow, listLines, listOpenLines } from "../store/statement-lines";
import { readStatementMonths } from "../store/statement-months";
import { findOwnReseller, type OwnReseller, type StatementPart } from "../store/statements";
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

/** Lines read at once. Those of an open month are computed anew for each piece, so there are few of them. */
const chunkOf = { closed: 2_000, open: 20_000 };

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

/** Reads all lines of a statement, piece by piece. */
async function* exportRows(given: CompanyContext, source: Source): AsyncGenerator<LineExportRow> {
  const { statement, params } = source;
  const hubNumber = hubNumberOf(params);
  if (params.hub && !hubNumber) return;
  const parts = statement.parts.filter(({ companyId }) => !params.dealer || companyId === params.dealer);
  const sizes = parts.map(({ companyId, accounts, corrections }) => ({ companyId, lines: accounts + corrections }));
  const byId = new Map(parts.map((part) => [part.companyId, part]));
  const limit = statement.id ? chunkOf.closed : chunkOf.open;
  let place: LinePage["place"] = null;
  while (true) {
    const dealerIds = hubNumber ? [...byId.keys()] : dealersOfPage(sizes, place?.companyId ?? null, limit);
    const page: LinePage = { dealerIds, place, direction: "FORWARD", limit, hubNumber: hubNumber ?? undefined };
    const rows = await inTransaction(given, async (tx, ctx) => {
      requirePermission(ctx, "statement:export");
      return readPiece(tx, source, page);
    });
    const zoned = zonedTexts();
    for (const row of rows) yield toExportRow(row, { statement, part: byId.get(row.companyId), zoned });
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    place = last;
  }
}

async function readPiece(tx: Transaction, { reseller, statement }: Source, page: LinePage): Promise<LineRow[]> {
  if (statement.id) return listLines(tx, statement.id, page);
  const calendar = await readCalendar(tx, reseller.id, statement.head.month);
  return listOpenLines(tx, { resellerId: reseller.id, calendar }, page);
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
