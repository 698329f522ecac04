import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import { accountLines, type LinesRequest, readCalendar } from "./account-lines";

/** A dealer's part of a month that is not closed. Fees are minor units of the reseller's currency. */
export type DealerForecast = {
  companyId: string;
  name: string;
  dealerNumber: string | null;
  /** Accounts with a live date in the month, and those of them whose month is free so far. */
  accounts: number;
  onTrial: number;
  feeMinor: number;
  dealerFeeMinor: number;
};

/** What a month will be if nothing changes. `endsRemoveMinor` is what ends that are set already take from it. */
export type Forecast = {
  month: BillingMonth;
  currency: string;
  accounts: number;
  onTrial: number;
  feeMinor: number;
  dealerFeeMinor: number;
  endsRemoveMinor: number;
  dealers: DealerForecast[];
};

/** `onlyCompanyIds` narrows to some dealers. */
export type ForecastRequest = { resellerId: string; month: BillingMonth; onlyCompanyIds?: readonly string[] };

/**
 * Computes a month that is not closed, by the same statement that will close it: live accounts go on, ends that are set
 * come. Corrections that wait are not in it. Source: PRODUCT F8.
 */
export async function loadForecast(tx: Transaction, given: ForecastRequest): Promise<Forecast> {
  const { resellerId, month } = given;
  const request = { ...given, calendar: await readCalendar(tx, resellerId, month) };
  const { currency } = await tx.reseller.findUniqueOrThrow({ where: { id: resellerId }, select: { currency: true } });
  const dealers = await sumByDealer(tx, request);
  const sum = (field: "accounts" | "onTrial" | "feeMinor" | "dealerFeeMinor") =>
    dealers.reduce((total, dealer) => total + dealer[field], 0);
  const feeMinor = sum("feeMinor");
  return {
    month,
    currency,
    accounts: sum("accounts"),
    onTrial: sum("onTrial"),
    feeMinor,
    dealerFeeMinor: sum("dealerFeeMinor"),
    endsRemoveMinor: (await hasSetEnds(tx, request)) ? (await sumWithoutSetEnds(tx, request)) - feeMinor : 0,
    dealers,
  };
}

async function sumByDealer(tx: Transaction, request: LinesRequest): Promise<DealerForecast[]> {
  return tx.$queryRaw<DealerForecast[]>`
    with ${accountLines(request)}, part as (
      select company_id, count(*)::int as accounts, (count(*) filter (where billed_days = 0))::int as on_trial,
        sum(fee_minor)::float8 as fee, coalesce(sum(dealer_fee_minor), 0)::float8 as dealer_fee
      from line group by company_id
    )
    select p.company_id as "companyId", c.name, n.dealer_number as "dealerNumber", p.accounts,
      p.on_trial as "onTrial", p.fee as "feeMinor", p.dealer_fee as "dealerFeeMinor"
    from part p join company c on c.id = p.company_id
    cross join lateral (
      select dealer_number from reseller_connection
      where company_id = p.company_id and reseller_id = ${request.resellerId}::uuid order by opened_at desc limit 1) n
    order by c.name, c.id`;
}

/** Ends are month boundaries: those that take anything from a month are set to an earlier one than its own. */
async function hasSetEnds(tx: Transaction, { resellerId, calendar }: LinesRequest): Promise<boolean> {
  const ends = calendar.grids.map(({ zone, starts }) => ({ zone, endsAt: starts.at(-1) }));
  const rows = await tx.$queryRaw<[{ has: boolean }]>`
    select exists (
      select from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as z (zone text, "endsAt" timestamptz)
      join hub_package p on p.billing_zone = z.zone and p.status = 'EXPIRING' and p.expires_at < z."endsAt"
      join reseller_connection n on n.id = p.connection_id and n.reseller_id = ${resellerId}::uuid) as has`;
  return rows[0].has;
}

async function sumWithoutSetEnds(tx: Transaction, request: LinesRequest): Promise<number> {
  const rows = await tx.$queryRaw<[{ fee: number }]>`
    with ${accountLines({ ...request, isWithoutSetEnds: true })}
    select coalesce(sum(fee_minor), 0)::float8 as fee from line`;
  return rows[0].fee;
}
