import { z } from "zod";
import { keyKinds } from "@/lib/domain/cloud/key-kinds";
import { keyLives, keyRights } from "@/lib/domain/cloud/key-rights";
import { companySlugField, requiredText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };
const kindField = z.enum(keyKinds, { error: "CHOOSE_ONE" });

export const createKeySchema = z.strictObject({
  ...submission,
  name: requiredText(60),
  kind: kindField,
  rights: z.enum(keyRights, { error: "CHOOSE_ONE" }),
  life: z.enum(keyLives, { error: "CHOOSE_ONE" }),
});

export const revokeKeySchema = z.strictObject({ ...submission, id: z.uuid({ error: "NOT_VALID" }), kind: kindField });

/** What the address of the page says: the key that is about to be revoked, and what was just done. */
export const integrationsViewSchema = z.object({
  revoke: z.uuid().optional().catch(undefined),
  done: z.literal("revoked").optional().catch(undefined),
});
