import "server-only";
import { toDate, toInstantOrNull } from "@/lib/clock";
import { type AccountState, accountState } from "@/lib/domain/billed-account";
import { billingMonthOf, previousMonth } from "@/lib/domain/billing-month";
import type { EndReason } from "@/lib/domain/package-lifecycle";
import type { AccountFilter, AccountListParams } from "@/lib/schemas/billed-accounts";
import { parseHistoryCursor, printHistoryCursor } from "@/lib/schemas/history";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { takePoint } from "../limits";
import { readCalendar } from "../store/account-lines";
import {
  type AccountFilters,
  type AccountQuery,
  type AccountRow,
  type AccountStateFilter,
  countAccountRows,
  countLiveAccounts,
  type DealerChoice,
  type LiveCounts,
  listAccountRows,
  listDealerChoices,
} from "../store/billed-accounts";
import { toPackageState } from "../store/package-columns";
import { loadResellerId } from "../store/reseller-dealers";
import { type PageViewer, toPageViewer } from "./hubs";

const pageSize = 50;
const exportChunk = 1_000;
/** Ended accounts and matches are counted up to here; beyond, the page says "more than". */
export const countLimit = 1_000;
/** So many dealers can be chosen from; a reseller with more comes from the dealer's own page. */
const mostChoices = 200;
const monthsOffered = 13;

/** An account as its reseller reads it. Instants are ISO text; `from` is null until the SIM has reported. */
export type AccountItem = Pick<
  AccountRow,
  "id" | "hubNumber" | "dealerName" | "dealerNumber" | "connectionId" | "offerCode" | "billingZone"
> & {
  state: AccountState;
  from: string | null;
  /** The end, set or past; null while none is set. */
  to: string | null;
  endReason: EndReason | null;
};

export type AccountsPage = {
  viewer: PageViewer;
  /** Of all dealers, or of the chosen one. `ended` stops at {@link countLimit} and one. */
  counts: Counts;
  items: AccountItem[];
  /** Null where nothing narrows the list. */
  matches: number | null;
  previousCursor: string | null;
  nextCursor: string | null;
  /** Null where there are too many to choose from. */
  dealers: DealerChoice[] | null;
  /** The chosen dealer's name. */
  dealerName: string | null;
  /** Months to choose from, the present one first. */
  months: string[];
};

/** Reads one page of the accounts a reseller is or was billed for. */
export async function getAccountsPage(resellerSlug: string, params: AccountListParams): Promise<AccountsPage> {
  const given = await requireResellerActor(resellerSlug, "billed-account:view");
  return inTransaction(given, async (tx, ctx) => {
    const query = { companyId: ctx.companyId, filters: await toFilters(tx, ctx, params), now: toDate(ctx.now) };
    const direction = params.before ? "BACKWARD" : "FORWARD";
    const place = parseHistoryCursor(params.before ?? params.after);
    const cursor = place && { at: new Date(place.at), id: place.id };
    const rows = await listAccountRows(tx, query, { cursor, direction, limit: pageSize + 1 });
    const hasMore = rows.length > pageSize;
    const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const isFirst = direction === "FORWARD" ? !cursor : !hasMore;
    const counts = await readCounts(tx, ctx, params.dealer ?? null);
    const choices = await listDealerChoices(tx, ctx.companyId, mostChoices + 1);
    return {
      viewer: toPageViewer(ctx),
      counts,
      items: shown.map((row) => toItem(row, ctx.now)),
      matches: await countMatches(tx, query, { params, counts }),
      previousCursor: isFirst ? null : edge(shown[0]),
      nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
      dealers: choices.length > mostChoices ? null : choices,
      dealerName: params.dealer ? await findDealerName(tx, ctx, params.dealer) : null,
      months: recentMonths(ctx),
    };
  });
}

function edge(row: AccountRow | undefined): string | null {
  return row ? printHistoryCursor({ at: row.activatedAt.toISOString(), id: row.id }) : null;
}

type Counts = LiveCounts & { ended: number };

/** Counts what matches; what the figures over the list say already is not counted again. Null where nothing narrows it. */
async function countMatches(
  tx: Transaction,
  query: AccountQuery,
  { params, counts }: { params: AccountListParams; counts: Counts },
): Promise<number | null> {
  const { q, state, dealer, month, last, zone, package: offerCode } = params;
  if (q || month || last || zone || offerCode) return countAccountRows(tx, query, countLimit + 1);
  if (state) return counts[state];
  return dealer ? counts.live + counts.ended : null;
}

const states: Record<AccountFilter, AccountStateFilter> = {
  live: "LIVE",
  ends: "ENDS",
  activating: "ACTIVATING",
  ended: "ENDED",
};

async function toFilters(tx: Transaction, ctx: CompanyContext, params: AccountListParams): Promise<AccountFilters> {
  const { state, dealer, q, month, last, zone, package: offerCode } = params;
  const resellerId = await loadResellerId(tx, ctx.companyId);
  return {
    state: state ? states[state] : null,
    dealerId: dealer ?? null,
    hubNumber: q || null,
    month: month ? await readCalendar(tx, resellerId, month) : null,
    lastMonth: last ? await readCalendar(tx, resellerId, last) : null,
    zone: zone ?? null,
    offerCode: offerCode ?? null,
  };
}

const noFilters: AccountFilters = {
  state: null,
  dealerId: null,
  hubNumber: null,
  month: null,
  lastMonth: null,
  zone: null,
  offerCode: null,
};

async function readCounts(tx: Transaction, ctx: CompanyContext, dealerId: string | null): Promise<Counts> {
  const now = toDate(ctx.now);
  const filters = { ...noFilters, state: "ENDED", dealerId } as const;
  return {
    ...(await countLiveAccounts(tx, ctx.companyId, { now, dealerId })),
    ended: await countAccountRows(tx, { companyId: ctx.companyId, filters, now }, countLimit + 1),
  };
}

/** A name is told of the reseller's own dealers alone; whoever else is asked for has no accounts here either. */
async function findDealerName(tx: Transaction, ctx: CompanyContext, dealerId: string): Promise<string | null> {
  const found = await tx.company.findFirst({
    where: { id: dealerId, connections: { some: { reseller: { companyId: ctx.companyId } } } },
    select: { name: true },
  });
  return found?.name ?? null;
}

function recentMonths({ now, timeZone }: CompanyContext): string[] {
  const months = [billingMonthOf(now, timeZone)];
  while (months.length < monthsOffered) months.push(previousMonth(months.at(-1) ?? billingMonthOf(now, timeZone)));
  return months;
}

/** Puts a run into the shape of a page, as it reads at `now`. */
export function toItem(row: AccountRow, now: Temporal.Instant): AccountItem {
  const { id, hubNumber, dealerName, dealerNumber, connectionId, offerCode, billingZone } = row;
  const end = row.endedAt ?? row.expiresAt;
  return {
    id,
    hubNumber,
    dealerName,
    dealerNumber,
    connectionId,
    offerCode,
    billingZone,
    state: accountState(toPackageState(row), now),
    from: row.confirmedAt?.toISOString() ?? null,
    to: end?.toISOString() ?? null,
    endReason: row.endReason,
  };
}

/** Columns of the export in their order. The keys are a promise: programs read them. */
export const accountColumns = [
  "hub_id",
  "dealer",
  "dealer_number",
  "package",
  "state",
  "from",
  "to",
  "end_reason",
  "activated_at",
  "billing_zone",
  "run_id",
] as const;

export type AccountExportRow = Record<(typeof accountColumns)[number], string>;

/**
 * Opens the export of every account a filter matches, the latest activation first. Times are those of each account's own
 * zone. Takes one of the account's five exports an hour; throws RATE_LIMITED beyond. Rows are read in pieces, and each
 * piece asks anew whether the person may see it.
 */
export async function openAccountsExport(
  resellerSlug: string,
  params: AccountListParams,
): Promise<{ rows: AsyncGenerator<AccountExportRow>; day: string }> {
  const given = await requireResellerActor(resellerSlug, "billed-account:view");
  await takePoint("exportByAccount", given.account.id);
  const day = given.now.toZonedDateTimeISO(given.timeZone).toPlainDate().toString();
  return { rows: exportRows(given, params), day };
}

async function* exportRows(given: CompanyContext, params: AccountListParams): AsyncGenerator<AccountExportRow> {
  const now = toDate(given.now);
  let cursor: { at: Date; id: string } | null = null;
  while (true) {
    const place = cursor;
    const rows: AccountRow[] = await inTransaction(given, async (tx, ctx) => {
      requirePermission(ctx, "billed-account:view");
      const query = { companyId: ctx.companyId, filters: await toFilters(tx, ctx, params), now };
      return listAccountRows(tx, query, { cursor: place, direction: "FORWARD", limit: exportChunk });
    });
    for (const row of rows) yield toExportRow(row, given.now);
    const last = rows.at(-1);
    if (!last || rows.length < exportChunk) return;
    cursor = { at: last.activatedAt, id: last.id };
  }
}

function toExportRow(row: AccountRow, now: Temporal.Instant): AccountExportRow {
  const zoned = (date: Date | null) => toInstantOrNull(date)?.toZonedDateTimeISO(row.billingZone).toString() ?? "";
  return {
    hub_id: row.hubNumber,
    dealer: row.dealerName,
    dealer_number: row.dealerNumber ?? "",
    package: row.offerCode,
    state: accountState(toPackageState(row), now),
    from: zoned(row.confirmedAt),
    to: zoned(row.endedAt ?? row.expiresAt),
    end_reason: row.endReason ?? "",
    activated_at: zoned(row.activatedAt),
    billing_zone: row.billingZone,
    run_id: row.id,
  };
}
