"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { mintToken } from "@/lib/auth/secret-token";
import { createKeySchema, revokeKeySchema } from "@/lib/schemas/integrations";
import { createKey } from "@/lib/server/services/integrations/create-key";
import { revokeKey } from "@/lib/server/services/integrations/revoke-key";
import { companyAction } from "./company-action";

/** The secret is minted here and goes into this one answer alone; a repeat of the form gets none. */
export const createKeyAction = companyAction(
  "integration:manage",
  createKeySchema,
  async (ctx, { name, kind, rights, life }) => {
    const id = randomUUID();
    const { token, tokenHash } = mintToken();
    const stored = { keyHash: tokenHash, lastFour: token.slice(-4) };
    const outcome = await createKey(ctx, { id, kind, name, rights, life, ...stored });
    revalidatePath(`/c/${ctx.companySlug}/company/integrations`);
    if (!outcome.ok || outcome.value.id !== id) return outcome;
    return { ...outcome, value: { ...outcome.value, token } };
  },
);

export const revokeKeyAction = companyAction(
  "integration:manage",
  revokeKeySchema,
  (ctx, { id, kind }) => revokeKey(ctx, { id, kind }),
  ({ companySlug }) => `/c/${companySlug}/company/integrations?done=revoked`,
);
