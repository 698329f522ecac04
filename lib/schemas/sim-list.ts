import { z } from "zod";
import { companySlugField, submissionIdField } from "./fields";

export const simFilters = ["running", "problem", "spare", "retired"] as const;
export type SimFilter = (typeof simFilters)[number];

/** Reads one search parameter; whatever is malformed counts as not given, since an address may be typed by hand. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

const iccid = z.string().regex(/^\d{19,20}$/);

/** The order to one SIM of a hub, sent again. */
export const sendAgainSchema = z.strictObject({
  companySlug: companySlugField,
  submissionId: submissionIdField,
  objectId: z.uuid(),
  hubId: z.string().regex(/^[0-9A-F]{8}$/),
  iccid,
});

/** The state of the page of SIM cards, all of it in the address. Pages begin after, or end before, a SIM's number. */
export const simListSchema = z.object({
  q: optional(z.string().trim().max(80)),
  state: optional(z.enum(simFilters)),
  after: optional(iccid),
  before: optional(iccid),
});

export type SimListParams = z.output<typeof simListSchema>;
