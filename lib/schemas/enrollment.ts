import { z } from "zod";
import { termsVersion } from "@/lib/domain/dealer-enrollment";
import { phoneField } from "./company";
import { companySlugField, emailField, optionalText, requiredText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

const hubCount = z
  .string()
  .trim()
  .regex(/^\d{0,6}$/, { error: "NUMBER_WRONG" })
  .optional()
  .transform((text) => (text ? Number(text) : null));

/** What a company says when it becomes a dealer. The terms are accepted in the version the form showed. */
export const enrollSchema = z.strictObject({
  ...submission,
  contactName: requiredText(100),
  contactEmail: emailField,
  contactPhone: phoneField,
  legalName: requiredText(100),
  taxNumber: optionalText(40),
  billingAddress: requiredText(200),
  expectedHubs: hubCount,
  termsVersion: z.literal(termsVersion, { error: "TERMS_NEEDED" }),
});

export const tellWhenSchema = z.strictObject(submission);
