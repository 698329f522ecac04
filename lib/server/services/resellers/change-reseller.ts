import { clockNow, toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { firstUnbegunMonth, mayHoldFrom, termsIn } from "@/lib/domain/billing-terms";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { Admin } from "@/lib/server/services/platform-admin";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";
import {
  type GrantedCompany,
  isAddressTaken,
  listTerms,
  loadCompanyOfReseller,
  lockGrantedCompany,
  lockProfile,
  type ResellerProfile,
  resellerConflict,
  saveProfile,
  saveTerms,
  type TermsOfMonth,
} from "@/lib/server/store/reseller-grants";
import { lockRequestAddress } from "@/lib/server/store/reseller-invitations";
import { claimInvitations } from "./claim-invitations";
import { recordAdminAct } from "./grant-reseller";

/** `version` is that of the profile the form was drawn from. */
export type ChangeInput = {
  resellerId: string;
  countries: string[];
  requestEmail: string;
  takesRequests: boolean;
  version: number;
  reason: string;
};

/**
 * Changes which countries a reseller serves, where it takes requests, and whether it takes new ones. Running
 * connections and waiting requests stay. A new address settles the invitations that wait for it. Refuses an address of
 * another reseller as INVALID_INPUT; throws CONFLICT if the profile has changed since the form was drawn.
 */
export async function changeReseller(
  admin: Admin,
  input: ChangeInput,
): Promise<Outcome<{ resellerId: string }, "INVALID_INPUT">> {
  return inSystemTransaction(async (tx) => {
    await lockRequestAddress(tx, input.requestEmail);
    const { company, profile } = await lockReseller(tx, input.resellerId);
    if (profile.version !== input.version) throw await resellerConflict(tx, company.id);
    if (await isAddressTaken(tx, input.requestEmail, profile.resellerId)) {
      return refuse("INVALID_INPUT", { requestEmail: "EMAIL_TAKEN" });
    }
    const { countries, requestEmail, takesRequests, reason } = input;
    const change = { countries, requestEmail, takesRequests };
    const version = await saveProfile(tx, profile, change);
    await recordAdminAct(tx, admin, {
      company,
      action: "reseller.changed",
      version,
      before: {
        countries: profile.countries,
        requestEmail: profile.requestEmail,
        takesRequests: profile.takesRequests,
      },
      after: change,
      reason,
    });
    if (requestEmail !== profile.requestEmail) {
      const { id: companyId, name, slug, clockId } = company;
      const now = clockNow(company.offsetMs);
      const { resellerId } = profile;
      const address = { email: requestEmail, takesRequests };
      await claimInvitations(tx, { resellerId, companyId, name, slug, ...address, clockId, now });
    }
    return succeed({ resellerId: profile.resellerId });
  });
}

export type TermsInput = TermsOfMonth & { resellerId: string; reason: string };

/**
 * Sets policy and price of a reseller from a month on that has begun nowhere yet; months before keep theirs (billing rule
 * B5). Any other month is MONTH_INVALID. The reseller's office is told by mail.
 */
export async function changeResellerTerms(
  admin: Admin,
  { resellerId, reason, ...terms }: TermsInput,
): Promise<Outcome<{ resellerId: string }, "MONTH_INVALID">> {
  return inSystemTransaction(async (tx) => {
    const { company, profile } = await lockReseller(tx, resellerId);
    const month = mayHoldFrom(terms.fromMonth, firstUnbegunMonth(clockNow(company.offsetMs)));
    if (!month.ok) return month;
    const before = termsIn(await listTerms(tx, resellerId), terms.fromMonth);
    await saveTerms(tx, resellerId, terms);
    await recordAdminAct(tx, admin, {
      company,
      action: "reseller.terms_changed",
      version: profile.version,
      before: before && { policy: before.policy, feeMinor: before.feeMinor },
      after: { policy: terms.policy, feeMinor: terms.feeMinor, month: terms.fromMonth },
      reason,
    });
    await tellOfTerms(tx, company, { terms, currency: profile.currency });
    return succeed({ resellerId });
  });
}

async function lockReseller(
  tx: Transaction,
  resellerId: string,
): Promise<{ company: GrantedCompany; profile: ResellerProfile }> {
  const company = await lockGrantedCompany(tx, await loadCompanyOfReseller(tx, resellerId));
  const profile = await lockProfile(tx, company.id);
  if (!profile) throw new AppError("NOT_FOUND");
  return { company, profile };
}

async function tellOfTerms(
  tx: Transaction,
  company: GrantedCompany,
  { terms, currency }: { terms: { fromMonth: BillingMonth; policy: string; feeMinor: number }; currency: string },
): Promise<void> {
  const at = toDate(clockNow(company.offsetMs));
  for (const { email, locale, accountId } of await listOfficeReaders(tx, [company.id])) {
    const month = formatMonth(terms.fromMonth, locale ?? "en");
    const fee = formatMoney(terms.feeMinor, currency, locale ?? "en");
    const data = { company: company.name, month, fee, policy: terms.policy, linkPath: `/r/${company.slug}` };
    const to = { to: email, locale, accountId, companyId: company.id };
    await postMail(tx, { template: "reseller-terms-changed", ...to, data, at });
  }
}
