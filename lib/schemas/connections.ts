import { z } from "zod";
import { parseBillingMonth } from "../domain/billing-month";
import { companySlugField, submissionIdField } from "./fields";

/** A form names its connection, the version it saw, and a key for this one submission. */
export const connectionRefSchema = z.strictObject({
  companySlug: companySlugField,
  submissionId: submissionIdField,
  connectionId: z.uuid({ error: "NOT_VALID" }),
  version: z.coerce.number({ error: "NOT_VALID" }).int().min(1),
});

/** A calendar month as forms send it, `YYYY-MM`. */
const month = z.string({ error: "CHOOSE_ONE" }).transform((text, context) => {
  const parsed = parseBillingMonth(text);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: "CHOOSE_ONE" });
  return z.NEVER;
});

export const connectionEndSchema = connectionRefSchema.extend({ endMonth: month });

/** What the address of a connection's page says: the open confirmation, and the last month chosen so far. */
export const connectionViewSchema = z.object({
  confirm: z.enum(["end", "end-now", "keep", "propose"]).optional().catch(undefined),
  month: month.optional().catch(undefined),
});

export type ConnectionAsked = z.output<typeof connectionViewSchema>;
