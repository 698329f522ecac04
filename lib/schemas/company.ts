import { z } from "zod";
import { companyKinds } from "@/lib/domain/company-kind";
import { findCountry, isZoneOf } from "@/lib/domain/country";
import { codeField, companySlugField, emailField, optionalText, requiredText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

/** A telephone number with its country's code; spaces, brackets and dashes may stand between the digits. */
export const phoneField = z
  .string({ error: "REQUIRED" })
  .trim()
  .min(1, { error: "REQUIRED" })
  .regex(/^\+(?:[ ()-]?\d){7,15}$/, { error: "PHONE_WRONG" });

/** Knows nothing of the text but how to tell it: it never becomes part of a stored or logged value. */
export type Secret = { reveal: () => string };

/** The person's own password, shown again for one act. */
export const shownPasswordField = z
  .string({ error: "REQUIRED" })
  .min(1, { error: "REQUIRED" })
  .max(128, { error: "PASSWORD_LONG" })
  .transform((text): Secret => ({ reveal: () => text }));

const details = {
  name: requiredText(100),
  kind: z.enum(companyKinds, { error: "CHOOSE_ONE" }),
  registrationNumber: requiredText(40),
  taxNumber: optionalText(40),
};

const place = {
  country: z.string({ error: "CHOOSE_ONE" }).refine((code) => findCountry(code) !== null, { error: "CHOOSE_ONE" }),
  timeZone: z.string().max(60, { error: "NOT_VALID" }).optional(),
  address: requiredText(200),
  phone: phoneField,
};

type Place = { country: string; timeZone?: string | undefined };

/** A country with one zone settles it; of several, one must have been chosen. */
function settleZone<T extends Place>(
  given: T,
  context: z.core.$RefinementCtx<T>,
): Omit<T, "timeZone"> & { timeZone: string } {
  const zones = findCountry(given.country)?.zones;
  if (zones?.length === 1) return { ...given, timeZone: zones[0] };
  const zone = given.timeZone ?? "";
  if (isZoneOf(given.country, zone)) return { ...given, timeZone: zone };
  context.addIssue({ code: "custom", path: ["timeZone"], message: "CHOOSE_ONE" });
  return z.NEVER;
}

/** First step of the wizard: what the company is. */
export const companyDetailsSchema = z.strictObject(details);

/** Second step: where it is and how it is reached. Months end by its zone. */
export const companyContactSchema = z.strictObject({ ...place, email: emailField }).transform(settleZone);

/** Third step: the code mailed to that address. */
export const companyCodeSchema = z.strictObject({ email: emailField, code: codeField });
export const companyCodeAgainSchema = z.strictObject({ email: emailField, name: details.name });

/** Last step: everything at once, under the form's own id. */
export const createCompanySchema = z
  .strictObject({ ...details, ...place, email: emailField, submissionId: submissionIdField })
  .transform(settleZone);

/** What is kept between the steps; each part may still be missing. */
export const companyDraftSchema = z.strictObject({
  details: companyDetailsSchema.optional().catch(undefined),
  contact: companyContactSchema.optional().catch(undefined),
});

export type CompanyDraft = z.output<typeof companyDraftSchema>;

/** The steps of the wizard, in order. */
export const companySteps = ["details", "contact", "code", "summary"] as const;
export type CompanyStep = (typeof companySteps)[number];

/** The step an address names; the first one if it names none. */
export const companyStepSchema = z.object({ step: z.enum(companySteps).catch("details") });

export const updateCompanySchema = z
  .strictObject({ ...submission, version: z.coerce.number().int().min(1), ...details, ...place })
  .transform(settleZone);

export const deleteCompanySchema = z.strictObject({
  ...submission,
  typedName: requiredText(200),
  password: shownPasswordField,
});
