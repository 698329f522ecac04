import { z } from "zod";
import { countries } from "@/lib/domain/country";
import { codeField, emailField, type FieldProblem, newPasswordField, requiredText } from "./fields";

const problem = (code: FieldProblem) => ({ error: code });
const longestName = 60;

export const signOutSchema = z.strictObject({});

/** A host that no page has: what an address resolves to beside it is one of our own only if it stays there. */
const nowhere = "http://portal.invalid";

/**
 * Reads where a sign-in leads on to: a path of our own, as the browser will read it, else `/`. Browsers drop tabs and
 * line breaks and take a backslash for a slash, so an address that only looks like a path may name another site.
 */
export function readNextPath(given: unknown): string {
  const url = typeof given === "string" && given.startsWith("/") ? URL.parse(given, nowhere) : null;
  if (url?.origin !== nowhere || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** What a reader chooses for the eyes: language and theme. */
export const appearanceSchema = z.strictObject({
  locale: z.enum(["en", "uk"]).optional(),
  theme: z.enum(["light", "dark", "system"]).optional(),
});

/** What somebody who has not signed in reads. */
export const visitorLanguageSchema = z.strictObject({ locale: z.enum(["en", "uk"], { error: "CHOOSE_ONE" }) });

/** Zones that browsers still report under a former name. */
const renamedZones: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

function readZone(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return renamedZones[timeZone] ?? timeZone;
  } catch {
    return null;
  }
}

const localeField = z.enum(["en", "uk"], problem("CHOOSE_ONE"));
const countryField = z.string(problem("CHOOSE_ONE")).refine((code) => countries.some((known) => known.code === code), {
  error: "CHOOSE_ONE" satisfies FieldProblem,
});

/** A password as it was chosen once, of whatever length was allowed then. */
export const presentPasswordField = z
  .string(problem("REQUIRED"))
  .min(1, problem("REQUIRED"))
  .max(128, problem("PASSWORD_LONG"));

/** Of a link, as it stands in the address. */
export const linkTokenField = z.string(problem("NOT_VALID")).regex(/^[\w-]{43}$/, problem("NOT_VALID"));

export const registerSchema = z.strictObject({
  firstName: requiredText(longestName),
  lastName: requiredText(longestName),
  email: emailField,
  password: newPasswordField,
  country: countryField,
  locale: localeField,
  /** Of the browser; one that is not known counts as none. */
  timeZone: z
    .string()
    .max(64)
    .optional()
    .transform((name) => (name ? readZone(name) : null)),
  terms: z.literal("on", problem("TERMS_NEEDED")),
});

export const emailOnlySchema = z.strictObject({ email: emailField });
export const confirmCodeSchema = z.strictObject({ email: emailField, code: codeField });
export const linkSchema = z.strictObject({ token: linkTokenField });
export const resetPasswordSchema = z.strictObject({ token: linkTokenField, password: newPasswordField });

export const profileSchema = z.strictObject({
  name: requiredText(2 * longestName + 1),
  locale: localeField,
  timeZone: z
    .string(problem("CHOOSE_ONE"))
    .max(64)
    .transform((name, context) => {
      const zone = readZone(name);
      if (zone) return zone;
      context.addIssue({ code: "custom", message: "CHOOSE_ONE" });
      return z.NEVER;
    }),
});
