import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import { isOver } from "./package-reading";

/** Running accounts of one zone (IANA name) that end at one instant, or have no end set. */
export type RunningGroup = { zone: string; endsAt: Date | null; isActivating: boolean; accounts: number };

/** Counts a reseller's running accounts at `now` by zone and end; the index of live runs alone is read. */
export async function countRunning(tx: Transaction, resellerId: string, now: Date): Promise<RunningGroup[]> {
  return tx.$queryRaw<RunningGroup[]>`
    select p.billing_zone as zone, p.expires_at as "endsAt", p.confirmed_at is null as "isActivating",
      count(*)::int as accounts
    from hub_package p
    where p.reseller_id = ${resellerId}::uuid and p.status <> 'INACTIVE' and not ${isOver(now)}
    group by 1, 2, 3 order by 1, 2, 3`;
}

/** Running accounts of one package. */
export type OfferCount = { offerCode: string; accounts: number };

/** Counts a reseller's running accounts at `now` by package, and the dealers that have any. */
export async function countRunningByOffer(
  tx: Transaction,
  resellerId: string,
  now: Date,
): Promise<{ offers: OfferCount[]; dealers: number }> {
  const rows = await tx.$queryRaw<[{ offers: OfferCount[] | null; dealers: number }]>`
    with running as (
      select p.connection_id, p.offer_id, count(*)::int as n from hub_package p
      where p.reseller_id = ${resellerId}::uuid and p.status <> 'INACTIVE' and not ${isOver(now)} group by 1, 2
    ), by_offer as (
      select o.code, sum(r.n)::int as n from running r join package_offer o on o.id = r.offer_id group by 1
    )
    select (select jsonb_agg(jsonb_build_object('offerCode', code, 'accounts', n) order by code) from by_offer) as offers,
      (select count(distinct connection_id)::int from running) as dealers`;
  return { offers: rows[0].offers ?? [], dealers: rows[0].dealers };
}

/** A closed statement in short. Fees are minor units of the reseller's currency. */
export type MonthFigure = {
  month: BillingMonth;
  reference: string;
  status: "CLOSED" | "PAID";
  accounts: number;
  feeMinor: number;
  closedAt: Date;
};

/** Lists a reseller's newest closed statements, the newest first. */
export async function listMonthFigures(tx: Transaction, resellerId: string, limit: number): Promise<MonthFigure[]> {
  return tx.$queryRaw<MonthFigure[]>`
    select month, reference, status::text as status, account_count as accounts, fee_minor::float8 as "feeMinor",
      closed_at as "closedAt"
    from statement where reseller_id = ${resellerId}::uuid order by month desc limit ${limit}`;
}

/** Statements that wait to be paid: what they come to, and the oldest of them. */
export type Unpaid = { feeMinor: number; statements: number; oldest: Omit<MonthFigure, "status">[] };

/** Sums all of a reseller's closed statements that are not paid, in minor units, and lists the `shown` oldest. */
export async function readUnpaid(tx: Transaction, resellerId: string, shown: number): Promise<Unpaid> {
  const sums = await tx.$queryRaw<[{ feeMinor: number; statements: number }]>`
    select coalesce(sum(fee_minor), 0)::float8 as "feeMinor", count(*)::int as statements
    from statement where reseller_id = ${resellerId}::uuid and status = 'CLOSED'`;
  const oldest = await tx.$queryRaw<MonthFigure[]>`
    select month, reference, account_count as accounts, fee_minor::float8 as "feeMinor", closed_at as "closedAt"
    from statement where reseller_id = ${resellerId}::uuid and status = 'CLOSED' order by month limit ${shown}`;
  return { ...sums[0], oldest };
}
