import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { countries } from "@/lib/domain/country";
import { termsVersion } from "@/lib/domain/dealer-enrollment";
import type { Prisma } from "@/prisma/generated/client";
import { type CompanyKey, demoCompanies, demoResellers, type ResellerKey } from "../companies";
import { demoOffers } from "../offers";
import type { Random } from "../random";
import { type Account, type CompanyIds, ownerOf } from "./people-rows";

const currency = "EUR";

const companyKeys = Object.keys(demoCompanies) as CompanyKey[];
const resellerKeys = Object.keys(demoResellers) as ResellerKey[];

export type ResellerIds = Record<ResellerKey, string>;

export function nameResellers(random: Random): ResellerIds {
  return Object.fromEntries(resellerKeys.map((key) => [key, random.uuid()])) as ResellerIds;
}

export function companyRows(
  companyIds: CompanyIds,
  clockId: string,
  createdAt: Temporal.Instant,
): Prisma.CompanyCreateManyInput[] {
  return companyKeys.map((key) => {
    const { name, kind, country, timeZone, email } = demoCompanies[key];
    const id = companyIds[key];
    return { id, slug: key, name, kind, country, timeZone, email, clockId, createdAt: toDate(createdAt) };
  });
}

/** Makes the enrollments of the dealers, each accepted by the company's owner. */
export function enrollmentRows(
  world: { accounts: Account[]; companyIds: CompanyIds },
  enrolledAt: Temporal.Instant,
): Prisma.DealerEnrollmentCreateManyInput[] {
  return companyKeys
    .filter((key) => demoCompanies[key].isEnrolled)
    .map((key) => ({
      companyId: world.companyIds[key],
      country: demoCompanies[key].country,
      termsVersion,
      enrolledById: ownerOf(world.accounts, key).id,
      enrolledAt: toDate(enrolledAt),
    }));
}

export function resellerRows(companyIds: CompanyIds, resellerIds: ResellerIds): Prisma.ResellerCreateManyInput[] {
  return resellerKeys.map((key) => {
    const { requestEmail, countries } = demoResellers[key];
    return { id: resellerIds[key], companyId: companyIds[key], requestEmail, countries, currency };
  });
}

/** Says by which policy each reseller is billed, from `fromMonth` on. */
export function resellerTermsRows(
  resellerIds: ResellerIds,
  fromMonth: BillingMonth,
): Prisma.ResellerTermsCreateManyInput[] {
  return resellerKeys.map((key) => ({ resellerId: resellerIds[key], fromMonth, policy: demoResellers[key].policy }));
}

/** Makes the offers, and each reseller's price for each of them from `fromMonth` on. */
export function offerRows(
  random: Random,
  resellerIds: ResellerIds,
  fromMonth: BillingMonth,
): { offers: Prisma.PackageOfferCreateManyInput[]; prices: Prisma.OfferPriceCreateManyInput[] } {
  const offers = demoOffers.map(({ code, features }) => ({ id: random.uuid(), code, features: [...features] }));
  const prices = offers.flatMap(({ id }) =>
    resellerKeys.map((key) => ({
      resellerId: resellerIds[key],
      offerId: id,
      fromMonth,
      feeMinor: demoResellers[key].feeMinor,
    })),
  );
  return { offers, prices };
}

/** Makes what the platform says of each country in the beginning. */
export function countryRows(): Prisma.CountryAvailabilityCreateManyInput[] {
  return countries.map(({ code, areServicesOffered, closedOn }) => {
    if (!areServicesOffered) return { code, state: "NOT_OFFERED" };
    if (!closedOn) return { code, state: "AVAILABLE" };
    return { code, state: "CLOSED", closedOn: toDate(Temporal.Instant.from(`${closedOn}T00:00:00Z`)) };
  });
}
