import { z } from "zod";
import { companySlugField, submissionIdField } from "./fields";

/** The hub whose share is ended. */
export const hubShareSchema = z.strictObject({
  companySlug: companySlugField,
  submissionId: submissionIdField,
  objectId: z.uuid(),
  hubId: z.string().regex(/^[0-9A-F]{8}$/),
});

/** `partnerSlug`: the company it is shared with, by the last part of its address; the whole address is read too. */
export const shareHubSchema = hubShareSchema
  .extend({
    partnerSlug: z
      .string({ error: "REQUIRED" })
      .max(200, { error: "TOO_LONG" })
      .transform((text) => /([a-z0-9-]*)\/?$/.exec(text.trim().toLowerCase())?.[1] ?? "")
      .pipe(z.string().min(1, { error: "REQUIRED" }).max(60, { error: "TOO_LONG" })),
  })
  .refine(({ companySlug, partnerSlug }) => companySlug !== partnerSlug, {
    error: "OWN_COMPANY",
    path: ["partnerSlug"],
  });
