import "server-only";
import { toDate } from "@/lib/clock";
import { type BillingMonth, billingMonthOf, startOfMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import { layOutMonthRuler, type MonthRuler } from "@/lib/domain/month-ruler";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import {
  countByInstaller,
  countByPayer,
  countEnds,
  countNeverActivated,
  countRunsOfMonth,
  countSimProblems,
  type HubShareRow,
  type HubState,
} from "../store/dashboard";
import { countHubsByStatus, type HubCounts } from "../store/hub-list";
import { countOwnDifferences } from "../store/own-differences";
import { type PageViewer, toPageViewer } from "./hubs";

/** The boundary at which this month of the company's zone ends. */
export type NextBoundary = { at: string; month: BillingMonth; days: number; hours: number; minutes: number };

/** A payer or an installer and its hubs by what they read as; `id` is null for hubs nobody is named at. */
export type HubShare = { id: string | null; name: string | null } & Record<HubState, number>;

export type ServicesDashboard = {
  viewer: PageViewer;
  boundary: NextBoundary;
  ruler: MonthRuler;
  counts: HubCounts;
  /** Ends at the next boundary, and at any time. */
  ends: { next: number; all: number };
  neverActivated: number;
  simProblems: number;
  startedThisMonth: number;
  endedThisMonth: number;
  resellers: HubShare[];
  installers: HubShare[];
  /** Open differences that the nightly comparison found at the company's hubs. */
  differences: number;
};

/** A company that does not offer Ajax Services yet: who can change that. */
export type NotEnrolled = { viewer: PageViewer; owner: string };

export type Enrolled<T> = { isEnrolled: true; page: T } | { isEnrolled: false; page: NotEnrolled };

/** Reads the figures of the Services tab; each is the size of the list it leads to. */
export async function getServicesDashboard(companySlug: string): Promise<Enrolled<ServicesDashboard>> {
  return forDealer(companySlug, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const boundary = startOfNextMonth(ctx.now, ctx.timeZone);
    const monthStart = toDate(startOfMonth(billingMonthOf(ctx.now, ctx.timeZone), ctx.timeZone));
    const counts = await countHubsByStatus(tx, ctx.companyId, now);
    const month = await countRunsOfMonth(tx, ctx.companyId, { now, monthStart });
    return {
      viewer: toPageViewer(ctx),
      boundary: toBoundary(boundary, ctx),
      ruler: rulerOf(boundary, ctx),
      counts,
      ends: await countEnds(tx, ctx.companyId, { now, until: toDate(boundary) }),
      neverActivated: await countNeverActivated(tx, ctx.companyId),
      simProblems: await countSimProblems(tx, ctx.companyId, now),
      startedThisMonth: month.started,
      endedThisMonth: month.ended,
      resellers: toShares(await countByPayer(tx, ctx.companyId, now)),
      installers: toShares(await countByInstaller(tx, ctx.companyId, now)),
      differences: await countOwnDifferences(tx, { side: "dealer", companyId: ctx.companyId }),
    };
  });
}

/** Runs a read of the Services tab for owner and managers of a dealer; others of them learn who can enroll the company. */
export async function forDealer<T>(
  companySlug: string,
  read: (tx: Transaction, ctx: CompanyContext) => Promise<T>,
): Promise<Enrolled<T>> {
  const given = await requireActor(companySlug, "dashboard:view");
  return inTransaction(given, async (tx, ctx) => {
    const enrollment = await tx.dealerEnrollment.findUnique({
      where: { companyId: ctx.companyId },
      select: { id: true },
    });
    if (enrollment) return { isEnrolled: true, page: await read(tx, ctx) };
    const owner = await tx.employee.findFirst({
      where: { companyId: ctx.companyId, role: "OWNER" },
      select: { account: { select: { name: true } } },
    });
    return { isEnrolled: false, page: { viewer: toPageViewer(ctx), owner: owner?.account.name ?? "" } };
  });
}

/**
 * Counts down to a month's end in whole days, hours and minutes of elapsed time, rounded down; `month` is the one that
 * ends.
 */
export function toBoundary(boundary: Temporal.Instant, { now, timeZone }: CompanyContext): NextBoundary {
  const left = now.until(boundary, { largestUnit: "hours", smallestUnit: "minutes", roundingMode: "floor" });
  const days = Math.floor(left.hours / 24);
  const month = billingMonthOf(now, timeZone);
  return { at: boundary.toString(), month, days, hours: left.hours % 24, minutes: left.minutes };
}

function rulerOf(boundary: Temporal.Instant, { now, timeZone }: CompanyContext): MonthRuler {
  const first = now.toZonedDateTimeISO(timeZone).with({ day: 1 }).startOfDay().toInstant();
  return layOutMonthRuler({ now, zone: timeZone, liveSince: first, endsAt: boundary, decidedAt: null });
}

/** Puts the rows of one name together, by name; hubs nobody is named at come last. */
function toShares(rows: HubShareRow[]): HubShare[] {
  const shares = new Map<string | null, HubShare>();
  for (const { id, name, state, hubs } of rows) {
    const share = shares.get(id) ?? { id, name, ACTIVE: 0, ACTIVATING: 0, EXPIRING: 0, INACTIVE: 0 };
    share[state] += hubs;
    shares.set(id, share);
  }
  return [...shares.values()].sort((a, b) => Number(a.id === null) - Number(b.id === null) || compare(a.name, b.name));
}

function compare(a: string | null, b: string | null): number {
  return (a ?? "").localeCompare(b ?? "");
}
