import { z } from "zod";
import { parseBillingMonth } from "../domain/billing-month";
import { parseHubId } from "../domain/hub-id";
import { requiredText } from "./fields";

const monthField = z.string().transform((text, context) => {
  const month = parseBillingMonth(text);
  if (month) return month;
  context.addIssue({ code: "custom", message: "NOT_VALID" });
  return z.NEVER;
});
const statement = { resellerId: z.uuid(), month: monthField };

/** That a statement was paid, and how one knows. */
export const recordPaymentSchema = z.strictObject({ ...statement, reason: requiredText(200) });

/** A signed amount as people write it, with point or comma, never zero; in minor units. */
const signedAmount = z
  .string()
  .trim()
  .regex(/^[-−]?\d{1,6}([.,]\d{1,2})?$/, { error: "AMOUNT_WRONG" })
  .transform((text) => Math.round(Number(text.replace("−", "-").replace(",", ".")) * 100))
  .refine((minor) => minor !== 0, { error: "AMOUNT_WRONG" });

/** What a closed statement should have said of a hub. */
export const recordCorrectionSchema = z.strictObject({
  ...statement,
  hub: z.string().transform((text, context) => {
    const parsed = parseHubId(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: "HUB_ID_INVALID" });
    return z.NEVER;
  }),
  amount: signedAmount,
  reason: requiredText(200),
});

const shown = z.uuid().optional().catch(undefined);

/** Whose form is open and what was just done, as the address says. */
export const paymentsViewSchema = z.object({
  pay: shown,
  correct: shown,
  done: z
    .string()
    .regex(/^ST-[\w-]{1,30}$/)
    .optional()
    .catch(undefined),
});
