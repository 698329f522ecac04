import { clockNow, toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { mayHoldFrom, presentMonth } from "@/lib/domain/billing-terms";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { Admin } from "@/lib/server/services/platform-admin";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";
import {
  type GrantedCompany,
  insertReseller,
  isAddressTaken,
  lockGrantedCompany,
  lockProfile,
  resellerConflict,
  saveTerms,
} from "@/lib/server/store/reseller-grants";
import { lockRequestAddress } from "@/lib/server/store/reseller-invitations";
import { claimInvitations } from "./claim-invitations";

/** `feeMinor`: what Ajax charges for one account, a month, in minor units of `currency` (ISO 4217). */
export type GrantInput = {
  companyId: string;
  countries: string[];
  requestEmail: string;
  currency: string;
  policy: "FULL_MONTH" | "DAILY";
  feeMinor: number;
  fromMonth: BillingMonth;
  reason: string;
};

export type GrantReceipt = { resellerId: string; claimed: number };

/**
 * Makes a company a reseller: countries, request address, currency, price and policy from a month on. Invitations by
 * email that wait for the address become requests in the same transaction. The company reads the act with its reason in
 * its history, and its office by mail. Refuses an address another reseller uses as INVALID_INPUT; throws CONFLICT, with
 * who did it, for a company that is one already.
 */
export async function grantReseller(
  admin: Admin,
  input: GrantInput,
): Promise<Outcome<GrantReceipt, "INVALID_INPUT" | "MONTH_INVALID">> {
  return inSystemTransaction(async (tx) => {
    await lockRequestAddress(tx, input.requestEmail);
    const company = await lockGrantedCompany(tx, input.companyId);
    if (await lockProfile(tx, company.id)) throw await resellerConflict(tx, company.id);
    if (await isAddressTaken(tx, input.requestEmail, null)) {
      return refuse("INVALID_INPUT", { requestEmail: "EMAIL_TAKEN" });
    }
    const now = clockNow(company.offsetMs);
    const month = mayHoldFrom(input.fromMonth, presentMonth(now));
    if (!month.ok) return month;

    const { requestEmail, countries, currency, policy, feeMinor, fromMonth } = input;
    const resellerId = await insertReseller(tx, { companyId: company.id, requestEmail, countries, currency });
    await saveTerms(tx, resellerId, { fromMonth, policy, feeMinor });
    await recordAdminAct(tx, admin, {
      company,
      action: "reseller.granted",
      version: 1,
      before: null,
      after: { countries, requestEmail, currency, policy, feeMinor, month: fromMonth },
      reason: input.reason,
    });
    await tellOfGrant(tx, company, requestEmail);
    const { id: companyId, name, slug, clockId } = company;
    const address = { email: requestEmail, takesRequests: true };
    const claimed = await claimInvitations(tx, { resellerId, companyId, name, slug, ...address, clockId, now });
    return succeed({ resellerId, claimed });
  });
}

/** What the platform admin did to a reseller's capability. */
export type AdminAct = {
  company: GrantedCompany;
  action: "reseller.granted" | "reseller.changed" | "reseller.terms_changed";
  version: number;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
  reason: string;
};

/** Writes an act of the platform admin into the history of the company it concerns. */
export async function recordAdminAct(tx: Transaction, admin: Admin, act: AdminAct): Promise<void> {
  const at = toDate(clockNow(act.company.offsetMs));
  await insertPersonEntry(tx, {
    companyId: act.company.id,
    counterpartId: null,
    actorId: admin.accountId,
    actorName: admin.name,
    action: act.action,
    subjectId: act.company.id,
    subjectVersion: act.version,
    hubKey: null,
    before: act.before,
    after: act.after,
    reason: act.reason,
    origin: "DESKTOP",
    requestId: admin.requestId,
    at,
    effectiveAt: at,
  });
}

async function tellOfGrant(tx: Transaction, company: GrantedCompany, email: string): Promise<void> {
  const at = toDate(clockNow(company.offsetMs));
  const data = { company: company.name, email, linkPath: `/r/${company.slug}/requests` };
  for (const reader of await listOfficeReaders(tx, [company.id])) {
    const to = { to: reader.email, locale: reader.locale, accountId: reader.accountId, companyId: company.id };
    await postMail(tx, { template: "reseller-granted", ...to, data, at });
  }
}
