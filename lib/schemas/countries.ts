import { z } from "zod";
import { findCountry } from "@/lib/domain/country";
import { requiredText } from "./fields";

const closedOnField = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2})?$/, { error: "NOT_VALID" })
  .optional()
  .transform((day) => day || null);

/** What the platform says of a country from now on, and why. A closing country names its day. */
export const setCountrySchema = z
  .strictObject({
    code: z.string().refine((code) => findCountry(code) !== null, { error: "NOT_VALID" }),
    state: z.enum(["AVAILABLE", "CLOSED", "NOT_OFFERED"], { error: "CHOOSE_ONE" }),
    closedOn: closedOnField,
    reason: requiredText(200),
  })
  .refine(({ state, closedOn }) => state !== "CLOSED" || closedOn !== null, { path: ["closedOn"], error: "REQUIRED" })
  .transform((given) => ({ ...given, closedOn: given.state === "CLOSED" ? given.closedOn : null }));

const shownCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .catch(undefined);

/** The country whose form is open and the one just saved, as the address says; whatever is malformed counts as none. */
export const countryViewSchema = z.object({ edit: shownCode, saved: shownCode });
