import "server-only";
import { type BillingMonth, nextMonth, parseBillingMonth } from "@/lib/domain/billing-month";
import { monthsDown, type StatementMonths } from "@/lib/domain/statement";
import { AppError } from "@/lib/errors";
import { inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { loadForecast } from "../store/forecast";
import { countOwnDifferences } from "../store/own-differences";
import { readStatementMonths } from "../store/statement-months";
import {
  findOwnReseller,
  listStatements,
  listWaitingCorrections,
  type StatementRow,
  type WaitingCorrection,
} from "../store/statements";
import { type PageViewer, toPageViewer } from "./hubs";
import { oldestOpen, readClosesAt } from "./statement-months";

/** One month of the list. Fees are minor units, instants ISO text; of an open month they are what it will be. */
export type MonthView = {
  month: BillingMonth;
  status: "OPEN" | "CLOSED" | "PAID";
  reference: string | null;
  accounts: number;
  dealers: number;
  feeMinor: number;
  dealerFeeMinor: number;
  /** When it was closed; for an open month when it can close at the earliest. */
  closesAt: string;
  paidAt: string | null;
};

/** What a month will be if nothing changes, and what ends that are set take from it. */
export type ForecastView = { month: BillingMonth; feeMinor: number; endsRemoveMinor: number };

export type PaymentHistory = {
  viewer: PageViewer;
  currency: string;
  /** Null before the first dealer. */
  months: StatementMonths | null;
  /** Open months come first, and on the first page alone. */
  items: MonthView[];
  /** Of the open months and the next one, in the order of time. */
  forecasts: ForecastView[];
  corrections: WaitingCorrection[];
  nextBefore: BillingMonth | null;
  /** Open differences that the nightly comparison found. */
  differences: number;
};

const pageSize = 24;

/** Reads a reseller's statements by month, newest first: open ones as they will be, and those that are closed or paid. */
export async function getPaymentHistory(resellerSlug: string, beforeText: string | undefined): Promise<PaymentHistory> {
  const given = await requireResellerActor(resellerSlug, "statement:view");
  return inTransaction(given, async (tx, ctx) => {
    const reseller = await findOwnReseller(tx, ctx.companyId);
    if (!reseller) throw new AppError("NOT_FOUND");
    const months = await readStatementMonths(tx, reseller.id, ctx.now);
    const before = beforeText ? parseBillingMonth(beforeText) : null;
    const closed = await listStatements(tx, reseller.id, { before, limit: pageSize + 1 });
    const page = closed.slice(0, pageSize);
    const open =
      months && !before ? await readOpen(tx, reseller.id, monthsDown(months.current, oldestOpen(months))) : [];
    const next =
      months && !before ? await loadForecast(tx, { resellerId: reseller.id, month: nextMonth(months.current) }) : null;
    return {
      viewer: toPageViewer(ctx),
      currency: reseller.currency,
      months,
      items: [...open.map(({ view }) => view), ...page.map(toMonthView)],
      forecasts: [...open.map(({ forecast }) => forecast).reverse(), ...(next ? [next] : [])].map(toForecastView),
      corrections: await listWaitingCorrections(tx, reseller.id),
      differences: await countOwnDifferences(tx, { side: "reseller", companyId: ctx.companyId }),
      nextBefore: closed.length > pageSize ? (page.at(-1)?.month ?? null) : null,
    };
  });
}

async function readOpen(tx: Transaction, resellerId: string, months: readonly BillingMonth[]) {
  const open = [];
  for (const month of months) {
    const forecast = await loadForecast(tx, { resellerId, month });
    const view: MonthView = {
      month,
      status: "OPEN",
      reference: null,
      accounts: forecast.accounts,
      dealers: forecast.dealers.length,
      feeMinor: forecast.feeMinor,
      dealerFeeMinor: forecast.dealerFeeMinor,
      closesAt: await readClosesAt(tx, resellerId, month),
      paidAt: null,
    };
    open.push({ view, forecast });
  }
  return open;
}

function toForecastView({ month, feeMinor, endsRemoveMinor }: ForecastView): ForecastView {
  return { month, feeMinor, endsRemoveMinor };
}

function toMonthView(row: StatementRow): MonthView {
  const { month, status, reference, accounts, dealers, feeMinor, dealerFeeMinor } = row;
  return {
    ...{ month, status, reference, accounts, dealers, feeMinor, dealerFeeMinor },
    closesAt: row.closedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  };
}
