import { z } from "zod";
import { keyKinds } from "@/lib/domain/cloud/key-kinds";
import { companySlugField, requiredText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };
const kindField = z.enum(keyKinds, { error: "CHOOSE_ONE" });

export const createKeySchema = z.strictObject({ ...submission, name: requiredText(60), kind: kindField });

export const revokeKeySchema = z.strictObject({ ...submission, id: z.uuid({ error: "NOT_VALID" }), kind: kindField });

/** What the address of the page says: the key that is about to be revoked, and what was just done. */
export const integrationsViewSchema = z.object({
  revoke: z.uuid().optional().catch(undefined),
  done: z.literal("revoked").optional().catch(undefined),
});
