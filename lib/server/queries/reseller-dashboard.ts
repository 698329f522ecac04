import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import { type BillingMonth, billingMonthOf, nextMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import { type Trend, trendOf } from "@/lib/domain/trend";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { findConnectionIds, listWaitingRequests, type WaitingRequest } from "../store/dealer-list";
import { type DealerForecast, loadForecast } from "../store/forecast";
import { loadResellerId, type ResellerTerms, readResellerTerms } from "../store/reseller-dealers";
import {
  countRunning,
  countRunningByOffer,
  listMonthFigures,
  type MonthFigure,
  type OfferCount,
  type RunningGroup,
  readUnpaid,
} from "../store/reseller-figures";
import { findLastClosedMonth } from "../store/statement-closing";
import { readCurrentMonth } from "./current-month";
import { type PageViewer, toPageViewer } from "./hubs";

const monthsShown = 12;
const dealersShown = 10;
const waitingShown = 3;

/** One zone's next boundary: how many accounts run until then at least, and how many end with it. `at` is ISO text. */
export type ZoneBoundary = {
  zone: string;
  month: BillingMonth;
  at: string;
  left: { days: number; hours: number; minutes: number };
  accounts: number;
  ending: number;
};

/** A dealer's part of the open month, with where its page stands. */
export type DealerPart = DealerForecast & { connectionId: string };

/** Accounts with a live date in a month; an open one is told as it will be if nothing changes. */
export type TrendMonth = { month: BillingMonth; accounts: number; isOpen: boolean };

type Waiting = Omit<WaitingRequest, "sentAt" | "expiresAt"> & { sentAt: string; expiresAt: string };
type UnpaidMonth = Pick<MonthFigure, "month" | "reference" | "feeMinor"> & { closedAt: string };

export type ResellerDashboard = {
  viewer: PageViewer;
  month: BillingMonth;
  terms: ResellerTerms;
  /** Closed statements that are not paid: the sum in minor units, how many, and the oldest of them. */
  balance: { feeMinor: number; statements: number; oldest: UnpaidMonth[] };
  live: { accounts: number; ending: number; activating: number; dealers: number };
  offers: OfferCount[];
  boundaries: ZoneBoundary[];
  waiting: { requests: number; oldest: Waiting[] };
  /** What the open month will be, the dealers with the highest fees first. */
  forecast: {
    feeMinor: number;
    accounts: number;
    onTrial: number;
    endsRemoveMinor: number;
    dealers: DealerPart[];
    allDealers: number;
  };
  trend: { months: TrendMonth[]; direction: Trend };
};

/** Reads a reseller's figures, each with a list of its own behind it. The open month is that of the forecast (PRODUCT F8). */
export async function getResellerDashboard(resellerSlug: string): Promise<ResellerDashboard> {
  const given = await requireResellerActor(resellerSlug, "dashboard:view");
  return inTransaction(given, async (tx, ctx) => {
    const resellerId = await loadResellerId(tx, ctx.companyId);
    const now = toDate(ctx.now);
    const month = await readCurrentMonth(tx, resellerId, ctx.now);
    const running = await countRunning(tx, resellerId, now);
    const { offers, dealers } = await countRunningByOffer(tx, resellerId, now);
    const forecast = await loadForecast(tx, { resellerId, month });
    const byFee = forecast.dealers.toSorted((a, b) => b.feeMinor - a.feeMinor || b.accounts - a.accounts);
    const { feeMinor, accounts, onTrial, endsRemoveMinor } = forecast;
    return {
      viewer: toPageViewer(ctx),
      month,
      terms: await readResellerTerms(tx, resellerId, month),
      balance: await readBalance(tx, resellerId),
      live: { ...sumRunning(running), dealers },
      offers,
      boundaries: toBoundaries(running, ctx),
      waiting: await readWaiting(tx, ctx),
      forecast: {
        feeMinor,
        accounts,
        onTrial,
        endsRemoveMinor,
        dealers: await withConnections(tx, resellerId, byFee.slice(0, dealersShown)),
        allDealers: byFee.length,
      },
      trend: await readTrend(tx, resellerId, { month, accounts }),
    };
  });
}

async function withConnections(
  tx: Transaction,
  resellerId: string,
  dealers: readonly DealerForecast[],
): Promise<DealerPart[]> {
  const ids = await findConnectionIds(
    tx,
    resellerId,
    dealers.map(({ companyId }) => companyId),
  );
  return dealers.map((dealer) => ({ ...dealer, connectionId: ids.get(dealer.companyId) ?? "" }));
}

async function readBalance(tx: Transaction, resellerId: string): Promise<ResellerDashboard["balance"]> {
  const { oldest, ...sums } = await readUnpaid(tx, resellerId, waitingShown);
  return {
    ...sums,
    oldest: oldest.map(({ month, reference, feeMinor, closedAt }) => ({
      month,
      reference,
      feeMinor,
      closedAt: closedAt.toISOString(),
    })),
  };
}

function sumRunning(groups: readonly RunningGroup[]): { accounts: number; ending: number; activating: number } {
  const sum = (isCounted: (group: RunningGroup) => boolean) =>
    groups.filter(isCounted).reduce((total, { accounts }) => total + accounts, 0);
  return {
    accounts: sum(() => true),
    ending: sum(({ endsAt }) => endsAt !== null),
    activating: sum(({ isActivating }) => isActivating),
  };
}

/** The next boundary of each zone in which something runs, the nearest first. */
function toBoundaries(groups: readonly RunningGroup[], { now }: CompanyContext): ZoneBoundary[] {
  const zones = [...new Set(groups.map(({ zone }) => zone))];
  const boundaries = zones.map((zone) => {
    const at = startOfNextMonth(now, zone);
    const own = groups.filter((group) => group.zone === zone);
    const ending = own.filter(({ endsAt }) => endsAt !== null && toInstant(endsAt).equals(at));
    const left = now.until(at, { largestUnit: "hours", smallestUnit: "minutes", roundingMode: "floor" });
    return {
      zone,
      month: billingMonthOf(now, zone),
      at: at.toString(),
      left: { days: Math.floor(left.hours / 24), hours: left.hours % 24, minutes: left.minutes },
      ...{ accounts: sumRunning(own).accounts, ending: sumRunning(ending).accounts },
    };
  });
  return boundaries.sort((a, b) => a.at.localeCompare(b.at) || a.zone.localeCompare(b.zone));
}

async function readWaiting(tx: Transaction, ctx: CompanyContext): Promise<ResellerDashboard["waiting"]> {
  const { n, oldest } = await listWaitingRequests(tx, ctx.companyId, { now: toDate(ctx.now), limit: waitingShown });
  return {
    requests: n,
    oldest: oldest.map((request) => ({
      ...request,
      sentAt: request.sentAt.toISOString(),
      expiresAt: request.expiresAt.toISOString(),
    })),
  };
}

type OpenMonth = { month: BillingMonth; accounts: number };

/** A year of months, the open one last; one that is over and not closed yet is told as it will be closed. */
async function readTrend(tx: Transaction, resellerId: string, open: OpenMonth): Promise<ResellerDashboard["trend"]> {
  const closed = await listMonthFigures(tx, resellerId, monthsShown);
  const lastClosed = await findLastClosedMonth(tx, resellerId);
  const months: TrendMonth[] = [
    ...closed.map(({ month, accounts }) => ({ month, accounts, isOpen: false })).reverse(),
    ...(await readGap(tx, resellerId, { after: lastClosed, before: open.month })),
    { ...open, isOpen: true },
  ].slice(-monthsShown);
  return { months, direction: trendOf(months.map(({ accounts }) => accounts)) };
}

async function readGap(
  tx: Transaction,
  resellerId: string,
  { after, before }: { after: BillingMonth | null; before: BillingMonth },
): Promise<TrendMonth[]> {
  const gap: TrendMonth[] = [];
  if (!after) return gap;
  for (let month = nextMonth(after); month < before; month = nextMonth(month)) {
    const { accounts } = await loadForecast(tx, { resellerId, month });
    gap.push({ month, accounts, isOpen: true });
  }
  return gap;
}
