import { z } from "zod";
import { companySlugField, optionalText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

/** A number of trial days in a form, a year at most; empty counts as 0. */
const days = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, { error: "DAYS_WRONG" })
  .transform((text) => Number(text || "0"))
  .refine((n) => n <= 365, { error: "DAYS_WRONG" });

/** An amount as people write it, with point or comma; in minor units, null if left empty. Two decimals at most. */
const amount = z
  .string()
  .trim()
  .regex(/^(\d{1,6}([.,]\d{1,2})?)?$/, { error: "AMOUNT_WRONG" })
  .transform((text) => (text === "" ? null : Math.round(Number(text.replace(",", ".")) * 100)));

export const requestConnectionSchema = z.strictObject({
  ...submission,
  resellerId: z.uuid(),
  message: optionalText(1_000),
});

export const requestRefSchema = z.strictObject({ ...submission, requestId: z.uuid() });

export const approveRequestSchema = z.strictObject({
  ...submission,
  requestId: z.uuid(),
  dealerNumber: optionalText(20),
  trialDays: days,
  dealerFee: amount,
});

/** `dealerFee` in minor units; null: agreed outside. */
export const changeDealerTermsSchema = z.strictObject({
  ...submission,
  connectionId: z.uuid(),
  version: z.coerce.number().int().min(1),
  dealerNumber: optionalText(20),
  trialDays: days,
  dealerFee: amount,
});

export const declineRequestSchema = z.strictObject({ ...submission, requestId: z.uuid(), reason: optionalText(500) });

/** What the address of Add reseller says. */
export const addResellerSchema = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .catch(undefined),
  q: z.string().trim().max(80).optional().catch(undefined),
  reseller: z.uuid().optional().catch(undefined),
});
