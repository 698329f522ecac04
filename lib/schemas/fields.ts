import { z } from "zod";
import { parseEmail } from "@/lib/domain/email";

/**
 * What can be wrong with a field. Closed: each has a sentence in `forms.fields` of the message files, which names the
 * fix. Schemas name these codes as their errors.
 */
export const fieldProblems = [
  "REQUIRED",
  "TOO_LONG",
  "EMAIL_WRONG",
  "EMAIL_TAKEN",
  "PASSWORD_SHORT",
  "PASSWORD_LONG",
  "CODE_DIGITS",
  "CHOOSE_ONE",
  "NUMBER_WRONG",
  "DAYS_WRONG",
  "AMOUNT_WRONG",
  "PHONE_WRONG",
  "TERMS_NEEDED",
  "HUB_ID_INVALID",
  "HUB_NAME_LONG",
  "ICCID_INVALID",
  "ACCOUNT_WRONG",
  "KEY_WRONG",
  "HOST_WRONG",
  "PORT_WRONG",
  "MINUTES_WRONG",
  "OWN_COMPANY",
  "NOT_VALID",
] as const;

export type FieldProblem = (typeof fieldProblems)[number];

const problem = (code: FieldProblem) => ({ error: code });

/** A line of text that must be there, trimmed, of at most `longest` characters. */
export function requiredText(longest: number) {
  return z.string(problem("REQUIRED")).trim().min(1, problem("REQUIRED")).max(longest, problem("TOO_LONG"));
}

/** A line of text that may be left empty; null if it is. */
export function optionalText(longest: number) {
  return z
    .string()
    .trim()
    .max(longest, problem("TOO_LONG"))
    .optional()
    .transform((text) => text || null);
}

/** One plain address, lower-cased (RELIABILITY T-15). */
export const emailField = z
  .string(problem("REQUIRED"))
  .max(400, problem("TOO_LONG"))
  .transform((text, context) => {
    const email = parseEmail(text);
    if (email) return email;
    context.addIssue({ code: "custom", message: text.trim() === "" ? "REQUIRED" : "EMAIL_WRONG" });
    return z.NEVER;
  });

/** A new password; what others could guess is refused by the service, which knows the person and the company. */
export const newPasswordField = z
  .string(problem("REQUIRED"))
  .min(12, problem("PASSWORD_SHORT"))
  .max(128, problem("PASSWORD_LONG"));

/** The six digits of a mail or an app, typed with or without spaces. */
export const codeField = z
  .string(problem("REQUIRED"))
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, problem("CODE_DIGITS")));

/** The key a form was drawn with; a repeat of it has no second effect. */
export const submissionIdField = z.uuid(problem("NOT_VALID"));

/** The company a form was drawn for. */
export const companySlugField = z.string(problem("NOT_VALID")).regex(/^[a-z0-9-]{2,60}$/, problem("NOT_VALID"));
