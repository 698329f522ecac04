import { z } from "zod";
import { findCountry } from "@/lib/domain/country";
import { companySlugField, emailField, optionalText, requiredText, submissionIdField } from "./fields";

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

export const inviteResellerSchema = z.strictObject({ ...submission, email: emailField, message: optionalText(1_000) });

export const invitationRefSchema = z.strictObject({ ...submission, invitationId: z.uuid() });

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

export const requestMessageSchema = z.strictObject({ ...submission, requestId: z.uuid(), body: requiredText(2_000) });

const searched = z.string().trim().max(80).optional().catch(undefined);

/** What the address of Add reseller says. A country nobody knows is told apart from none. */
export const addResellerSchema = z.object({
  country: z
    .string()
    .transform((code) => (findCountry(code) ? code : ("UNKNOWN" as const)))
    .optional()
    .catch("UNKNOWN"),
  q: searched,
  reseller: z.uuid().optional().catch(undefined),
});

/** What the address of Invite by email says: the term that found nobody, then the address that was typed. */
export const inviteViewSchema = z.object({ q: searched, email: z.string().max(400).optional().catch(undefined) });

/** What was done last, as the address of Your Resellers and of one of them says. */
const resellerDone = ["sent", "invited", "withdrawn", "reminded", "taken-back"] as const;

export const resellersViewSchema = z.object({ done: z.enum(resellerDone).optional().catch(undefined) });

/** What the address of a reseller's inbox says: which view and page, and what was decided last. */
export const inboxSchema = z.object({
  show: z.enum(["waiting", "decided"]).default("waiting").catch("waiting"),
  after: z.string().max(400).optional().catch(undefined),
  done: z.enum(["approved", "declined", "reopened", "changed"]).optional().catch(undefined),
  of: z.uuid().optional().catch(undefined),
});
