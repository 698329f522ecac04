import { z } from "zod";

/** A form or a caller names its hub, the version it saw, and a key for this one submission. */
const submission = {
  companySlug: z.string().regex(/^[a-z0-9-]{2,60}$/),
  submissionId: z.uuid(),
};

export const hubPackageRefSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: z.string().regex(/^[0-9A-F]{8}$/),
  version: z.coerce.number().int().min(1),
});

const optionalUuid = z
  .union([z.uuid(), z.literal("")])
  .optional()
  .transform((value) => value || null);

const optionalSlot = z
  .union([z.literal(""), z.enum(["1", "2"])])
  .optional()
  .transform((value): 1 | 2 | null => (value === "1" ? 1 : value === "2" ? 2 : null));

export const activatePackageSchema = hubPackageRefSchema.extend({
  offerCode: z.string().regex(/^[A-Z0-9_]{2,40}$/),
  resellerId: optionalUuid,
  slot: optionalSlot,
});

/** A day of the company's calendar; left out, the hub's first coming online is waited for. */
const optionalDay = z
  .string()
  .max(10)
  .optional()
  .transform((value) => value || null);

export const planStartSchema = hubPackageRefSchema.extend({
  offerCode: z.string().regex(/^[A-Z0-9_]{2,40}$/),
  resellerId: optionalUuid,
  startsOn: optionalDay,
});

export const startRefSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: z.string().regex(/^[0-9A-F]{8}$/),
  changeId: z.uuid(),
});

/** Reads one search parameter; whatever is malformed counts as not given, since an address may be typed by hand. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** What the address of the package screen says: the open confirmation, the choices so far, the result to tell. */
export const packageViewSchema = z.object({
  confirm: optional(z.enum(["activate", "plan", "schedule", "deactivate", "resume", "stop"])),
  result: optional(z.enum(["activated", "expires"])),
  reseller: optional(z.uuid()),
  slot: optional(z.enum(["1", "2"])),
  on: optional(z.iso.date()),
});

export type PackageView = z.output<typeof packageViewSchema>;
