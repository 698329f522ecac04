import { z } from "zod";
import { parseBillingMonth } from "@/lib/domain/billing-month";
import { findCountry } from "@/lib/domain/country";
import { companySlugField, emailField, requiredText, submissionIdField } from "./fields";

/** Currencies a price list can be in: those of the countries served, each of a hundred minor units. */
export const priceCurrencies = [
  "EUR",
  "AUD",
  "BGN",
  "CZK",
  "DKK",
  "GBP",
  "NOK",
  "NZD",
  "PLN",
  "RON",
  "SEK",
  "UAH",
  "USD",
] as const;

export const billingPolicies = ["FULL_MONTH", "DAILY"] as const;

const boxName = /^country-([A-Z]{2})$/;

/** A form has one box a country, since a name is read once; the ticked ones become the list `countries`. */
function gatherCountries(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const entries = Object.entries(given);
  const countries = entries.flatMap(([name, value]) => (value === "on" ? (boxName.exec(name)?.[1] ?? []) : []));
  return { ...Object.fromEntries(entries.filter(([name]) => !boxName.test(name))), countries };
}

/** The countries a reseller serves, at least one, each known to the portal. */
export const countriesField = z
  .array(z.string().refine((code) => findCountry(code) !== null, { error: "NOT_VALID" }))
  .min(1, { error: "REQUIRED" });

/** Reads a form with boxes of countries, strictly. */
export function withCountries<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(gatherCountries, z.strictObject({ ...shape, countries: countriesField }));
}

const monthField = z.string().transform((text, context) => {
  const month = parseBillingMonth(text);
  if (month) return month;
  context.addIssue({ code: "custom", message: "CHOOSE_ONE" });
  return z.NEVER;
});

/** What Ajax charges for one account, a month, with point or comma; in minor units. */
const feeField = z
  .string()
  .trim()
  .regex(/^\d{1,6}([.,]\d{1,2})?$/, { error: "NUMBER_WRONG" })
  .transform((text) => Math.round(Number(text.replace(",", ".")) * 100));

const terms = {
  fromMonth: monthField,
  policy: z.enum(billingPolicies, { error: "CHOOSE_ONE" }),
  feeMinor: feeField,
  reason: requiredText(200),
};

export const grantResellerSchema = withCountries({
  ...terms,
  companyId: z.uuid({ error: "CHOOSE_ONE" }),
  requestEmail: emailField,
  currency: z.enum(priceCurrencies, { error: "CHOOSE_ONE" }),
});

/** An unticked box is not sent at all. */
const tick = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

export const changeResellerSchema = withCountries({
  resellerId: z.uuid(),
  version: z.coerce.number().int(),
  requestEmail: emailField,
  takesRequests: tick,
  reason: requiredText(200),
});

/** What a reseller's owner changes of it. */
export const updateOwnResellerSchema = withCountries({
  companySlug: companySlugField,
  submissionId: submissionIdField,
  version: z.coerce.number().int().min(1),
  takesRequests: tick,
});

export const resellerTermsSchema = z.strictObject({ ...terms, resellerId: z.uuid() });

/** What the addresses of the platform's reseller pages say; whatever is malformed counts as none. */
export const resellerAdminSchema = z.object({
  q: z.string().trim().max(80).optional().catch(undefined),
  company: z.uuid().optional().catch(undefined),
  edit: z.enum(["profile", "terms"]).optional().catch(undefined),
  done: z.enum(["granted", "changed", "terms"]).optional().catch(undefined),
});
