import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type DealerRow = {
  connectionId: string;
  name: string;
  country: string;
  dealerNumber: string | null;
  state: "OPEN" | "ENDING";
  openedAt: Date;
  liveAccounts: number;
};

/**
 * Lists the dealers connected to a reseller's company, by name, with the hubs that are billed to it at `now`: past its
 * end a package does not count, however late the jobs run.
 */
export async function listDealers(tx: Transaction, companyId: CompanyId, now: Date): Promise<DealerRow[]> {
  return tx.$queryRaw<DealerRow[]>`
    select n.id as "connectionId", c.name, c.country, n.dealer_number as "dealerNumber", n.state::text as state,
      n.opened_at as "openedAt",
      (select count(*)::int from hub_package p
        where p.connection_id = n.id and p.status <> 'INACTIVE' and coalesce(p.expires_at > ${now}, true)
          and not (p.confirmed_at is null and p.confirm_by <= ${now})) as "liveAccounts"
    from reseller r
    join reseller_connection n on n.reseller_id = r.id and n.state <> 'CLOSED'
    join company c on c.id = n.company_id
    where r.company_id = ${companyId}::uuid order by c.name, n.id`;
}

/** Returns the name of the dealer that has a number at this reseller, null where it is free. */
export async function findDealerByNumber(
  tx: Transaction,
  resellerId: string,
  dealerNumber: string,
): Promise<string | null> {
  const found = await tx.resellerConnection.findFirst({
    where: { resellerId, dealerNumber },
    select: { company: { select: { name: true } } },
  });
  return found?.company.name ?? null;
}

/** What Ajax charges a reseller for an account in one month, and by which policy. */
export type ResellerTerms = { feeMinor: number; currency: string; policy: "FULL_MONTH" | "DAILY" };

/** Reads the terms in force in `month`; a reseller without a price list pays nothing. */
export async function readResellerTerms(
  tx: Transaction,
  resellerId: string,
  month: BillingMonth,
): Promise<ResellerTerms> {
  const inForce = { where: { fromMonth: { lte: month } }, orderBy: { fromMonth: "desc" }, take: 1 } as const;
  const reseller = await tx.reseller.findUniqueOrThrow({
    where: { id: resellerId },
    select: {
      currency: true,
      terms: { ...inForce, select: { policy: true } },
      prices: { ...inForce, select: { feeMinor: true } },
    },
  });
  return {
    currency: reseller.currency,
    policy: reseller.terms[0]?.policy ?? "FULL_MONTH",
    feeMinor: reseller.prices[0]?.feeMinor ?? 0,
  };
}
