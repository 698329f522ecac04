import "server-only";
import { clockNow } from "@/lib/clock";
import { type BillingMonth, billingMonthOf } from "@/lib/domain/billing-month";
import { firstUnbegunMonth, monthsFrom, presentMonth, termsIn } from "@/lib/domain/billing-terms";
import { countries } from "@/lib/domain/country";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "../context";
import { requireAdmin } from "../gate";
import {
  findGrantable,
  type GrantableCompany,
  listAllResellers,
  listGrantable,
  listTerms,
  type ResellerLineRow,
  type TermsOfMonth,
} from "../store/reseller-grants";

const companiesShown = 20;

export type AdminReseller = Omit<ResellerLineRow, "offsetMs"> & {
  /** In force now, by the company's own month; null where nothing was set yet. */
  terms: TermsOfMonth | null;
};

function toLine({ offsetMs, ...row }: ResellerLineRow, terms: readonly TermsOfMonth[]): AdminReseller {
  return { ...row, terms: termsIn(terms, billingMonthOf(clockNow(offsetMs), row.timeZone)) };
}

/** Reads for the platform admin every reseller with the terms it is billed by now. */
export async function getResellers(): Promise<AdminReseller[]> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const rows = await listAllResellers(tx, null);
    return Promise.all(rows.map(async (row) => toLine(row, await listTerms(tx, row.resellerId))));
  });
}

export type AdminResellerPage = {
  reseller: AdminReseller;
  /** What was set for each month, the latest first. */
  terms: TermsOfMonth[];
  /** Months from which other terms can be made to hold. */
  months: BillingMonth[];
  countries: string[];
};

/** Reads one reseller for the platform admin. Throws NOT_FOUND for an unknown one. */
export async function getReseller(resellerId: string): Promise<AdminResellerPage> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const [row] = await listAllResellers(tx, resellerId);
    if (!row) throw new AppError("NOT_FOUND");
    const terms = await listTerms(tx, resellerId);
    return {
      reseller: toLine(row, terms),
      terms,
      months: monthsFrom(firstUnbegunMonth(clockNow(row.offsetMs))),
      countries: countries.map(({ code }) => code),
    };
  });
}

export type GrantPage = {
  companies: Omit<GrantableCompany, "offsetMs">[];
  hasMore: boolean;
  chosen: (Omit<GrantableCompany, "offsetMs"> & { months: BillingMonth[] }) | null;
  countries: string[];
};

/** Reads which companies can be made a reseller, and from which months its terms may hold. */
export async function getGrantPage(asked: {
  q?: string | undefined;
  company?: string | undefined;
}): Promise<GrantPage> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const rows = await listGrantable(tx, { search: asked.q ?? "", limit: companiesShown + 1 });
    return {
      companies: rows.slice(0, companiesShown).map(withoutClock),
      hasMore: rows.length > companiesShown,
      chosen: asked.company ? await readChosen(tx, asked.company) : null,
      countries: countries.map(({ code }) => code),
    };
  });
}

async function readChosen(tx: Transaction, companyId: string): Promise<GrantPage["chosen"]> {
  const company = await findGrantable(tx, companyId);
  if (!company) return null;
  return { ...withoutClock(company), months: monthsFrom(presentMonth(clockNow(company.offsetMs))) };
}

function withoutClock({ id, name, country, email }: GrantableCompany): Omit<GrantableCompany, "offsetMs"> {
  return { id, name, country, email };
}
