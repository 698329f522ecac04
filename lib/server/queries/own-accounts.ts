import "server-only";
import { toInstant } from "@/lib/clock";
import {
  type BillingMonth,
  billingMonthOf,
  nextMonth,
  parseBillingMonth,
  previousMonth,
} from "@/lib/domain/billing-month";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { chooseMonth, type StatementMonths } from "@/lib/domain/statement";
import { type OwnAccountsParams, parseStatementPlace, printStatementPlace } from "@/lib/schemas/statements";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { readCalendar } from "../store/account-lines";
import { loadForecast } from "../store/forecast";
import { findHubPlaces } from "../store/hub-places";
import { findFirstConnection, listOwnParts, type OwnPartRow } from "../store/own-statements";
import { type LineRow, listLines, listOpenLines } from "../store/statement-lines";
import { type PageViewer, toPageViewer } from "./hubs";

/** A dealer's account as its reseller is billed for it. What the reseller owes Ajax is never part of it (rule B8). */
export type OwnLineView = Pick<
  LineRow,
  "id" | "hubNumber" | "zone" | "liveDays" | "trialDays" | "policy" | "dealerFeeMinor"
> & {
  /** The object the hub stands in, while the company holds it. */
  objectId: string | null;
  fromAt: string | null;
  toAt: string | null;
};

export type OwnPartView = Omit<OwnPartRow, "statementId"> & { isOpen: boolean };

export type OwnAccountsPage = {
  viewer: PageViewer;
  month: BillingMonth;
  /** The months beside it; null where there is none. */
  previous: BillingMonth | null;
  next: BillingMonth | null;
  /** Resellers that are billed for any account of the month. */
  parts: OwnPartView[];
  /** The accounts of the chosen reseller; null while there are several and none is chosen. */
  lines: { part: OwnPartView; items: OwnLineView[]; nextCursor: string | null } | null;
};

const pageSize = 50;

/**
 * Reads the accounts that a dealer's resellers are billed for in a month, for those who may see its fees. An open month
 * is what it will be if nothing changes. Refuses with MONTH_INVALID a month before the first connection or to come.
 */
export async function getOwnAccounts(
  companySlug: string,
  params: OwnAccountsParams,
): Promise<Outcome<OwnAccountsPage, "MONTH_INVALID">> {
  const given = await requireActor(companySlug, "billed-account:view");
  return inTransaction<Outcome<OwnAccountsPage, "MONTH_INVALID">>(given, async (tx, ctx) => {
    const months = await readMonths(tx, ctx);
    if (!months) return refuse("MONTH_INVALID");
    const asked = params.month === undefined ? months.current : parseBillingMonth(params.month);
    const chosen = chooseMonth(asked, months);
    if (!chosen.ok) return chosen;
    const month = chosen.value;
    const parts = await readParts(tx, ctx, month);
    const part =
      parts.find(({ resellerId }) => resellerId === params.reseller) ?? (parts.length === 1 ? parts[0] : null);
    return succeed({
      viewer: toPageViewer(ctx),
      month,
      previous: month > months.first ? previousMonth(month) : null,
      next: month < months.current ? nextMonth(month) : null,
      parts: parts.map(toPartView),
      lines: part ? await readLines(tx, ctx, { part, month, after: params.after }) : null,
    });
  });
}

async function readMonths(tx: Transaction, ctx: CompanyContext): Promise<StatementMonths | null> {
  const first = await findFirstConnection(tx, ctx.companyId);
  if (!first) return null;
  const { timeZone, now } = ctx;
  return { first: billingMonthOf(toInstant(first), timeZone), current: billingMonthOf(now, timeZone) };
}

/** The parts of closed statements as they stand there; of the others, what they will be. */
async function readParts(tx: Transaction, { companyId }: CompanyContext, month: BillingMonth): Promise<OwnPartRow[]> {
  const parts: OwnPartRow[] = [];
  for (const row of await listOwnParts(tx, companyId, month)) {
    if (row.statementId) {
      parts.push(row);
      continue;
    }
    const { dealers } = await loadForecast(tx, { resellerId: row.resellerId, month, onlyCompanyIds: [companyId] });
    const { accounts = 0, onTrial = 0, dealerFeeMinor = 0 } = dealers[0] ?? {};
    parts.push({ ...row, accounts, onTrial, dealerFeeMinor });
  }
  return parts.filter(({ accounts }) => accounts > 0);
}

type LinesWanted = { part: OwnPartRow; month: BillingMonth; after: string | undefined };

async function readLines(
  tx: Transaction,
  { companyId }: CompanyContext,
  { part, month, after }: LinesWanted,
): Promise<OwnAccountsPage["lines"]> {
  const place = parseStatementPlace(after);
  const page = { dealerIds: [companyId], place, direction: "FORWARD", limit: pageSize + 1 } as const;
  const { resellerId, statementId } = part;
  const rows = statementId
    ? await listLines(tx, statementId, page)
    : await listOpenLines(tx, { resellerId, calendar: await readCalendar(tx, resellerId, month) }, page);
  const shown = rows.slice(0, pageSize).filter(({ kind }) => kind === "ACCOUNT");
  const last = rows[pageSize - 1];
  const places = await findHubPlaces(
    tx,
    companyId,
    shown.map(({ hubNumber }) => hubNumber),
  );
  return {
    part: toPartView(part),
    items: shown.map((row) => toOwnLine(row, places.get(row.hubNumber) ?? null)),
    nextCursor: last && rows.length > pageSize ? printStatementPlace(last) : null,
  };
}

function toPartView({ statementId, ...part }: OwnPartRow): OwnPartView {
  return { ...part, isOpen: statementId === null };
}

function toOwnLine(row: LineRow, objectId: string | null): OwnLineView {
  const { id, hubNumber, zone, liveDays, trialDays, policy, dealerFeeMinor, fromAt, toAt } = row;
  const dates = { fromAt: fromAt?.toISOString() ?? null, toAt: toAt?.toISOString() ?? null };
  return { id, hubNumber, zone, liveDays, trialDays, policy, dealerFeeMinor, objectId, ...dates };
}
