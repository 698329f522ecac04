import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/**
 * Returns the name of the connected dealer that has a number at this reseller, null where it is free. Until the
 * transaction ends nobody else learns about a number of this reseller, so that two dealers never get the same one.
 */
export async function findDealerByNumber(
  tx: Transaction,
  resellerId: string,
  dealerNumber: string,
): Promise<string | null> {
  await tx.$queryRaw`select 1 as held from reseller where id = ${resellerId}::uuid for no key update`;
  const found = await tx.resellerConnection.findFirst({
    where: { resellerId, dealerNumber, state: { not: "CLOSED" } },
    select: { company: { select: { name: true } } },
  });
  return found?.company.name ?? null;
}

/** Returns the key of the reseller that a company is. Throws for a company that is none; the gate has asked before. */
export async function loadResellerId(tx: Transaction, companyId: CompanyId): Promise<string> {
  return (await tx.reseller.findUniqueOrThrow({ where: { companyId }, select: { id: true } })).id;
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
