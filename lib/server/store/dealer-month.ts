import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import { accountLines, readCalendar } from "./account-lines";

/** A dealer's accounts of one package in a month that is not closed. Fees are minor units of the reseller's currency. */
export type OfferMonth = {
  offerCode: string;
  /** Accounts with a live date in the month, and those of them whose month is free so far. */
  accounts: number;
  onTrial: number;
  feeMinor: number;
  /** Null where no dealer fee is set. */
  dealerFeeMinor: number | null;
};

export type DealerMonthRequest = { resellerId: string; companyId: string; month: BillingMonth };

/** Computes a dealer's part of an open month by package, by the statement that will close it. */
export async function listDealerMonth(
  tx: Transaction,
  { resellerId, companyId, month }: DealerMonthRequest,
): Promise<OfferMonth[]> {
  const calendar = await readCalendar(tx, resellerId, month);
  return tx.$queryRaw<OfferMonth[]>`
    with ${accountLines({ resellerId, calendar, onlyCompanyIds: [companyId] })}
    select o.code as "offerCode", count(*)::int as accounts, (count(*) filter (where l.billed_days = 0))::int as "onTrial",
      sum(l.fee_minor)::float8 as "feeMinor", sum(l.dealer_fee_minor)::float8 as "dealerFeeMinor"
    from line l join package_offer o on o.id = l.offer_id group by o.code order by o.code`;
}
