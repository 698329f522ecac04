import { z } from "zod";
import { parseBillingMonth } from "../domain/billing-month";
import { placeSchema } from "./history";

/** How the list of accounts can be narrowed by state; `live` holds those with an end set and those that still wait too. */
export const accountFilters = ["live", "ends", "activating", "ended"] as const;

export type AccountFilter = (typeof accountFilters)[number];

const monthField = z
  .string()
  .transform((text) => parseBillingMonth(text) ?? undefined)
  .optional()
  .catch(undefined);

/** The state of the list of accounts, all of it in the address; what is malformed counts as not given. */
export const accountListSchema = placeSchema.extend({
  /** The beginning of a hub ID, in any case and grouping. */
  q: z
    .string()
    .max(20)
    .transform((text) => text.replace(/[\s-]/g, "").toUpperCase())
    .optional()
    .catch(undefined),
  state: z.enum(accountFilters).optional().catch(undefined),
  /** The dealer's company. */
  dealer: z.uuid().optional().catch(undefined),
  /** Accounts with a live date in this month, `YYYY-MM`. */
  month: monthField,
  /** Accounts that end, or ended, with this month by their own calendar. */
  last: monthField,
  /** Accounts whose months end by this zone, IANA name. */
  zone: z
    .string()
    .regex(/^[\w+/-]{1,60}$/)
    .optional()
    .catch(undefined),
  /** The code of a package. */
  package: z
    .string()
    .regex(/^[A-Z_]{1,40}$/)
    .optional()
    .catch(undefined),
});

export type AccountListParams = z.output<typeof accountListSchema>;
