import { realNow, toDate } from "@/lib/clock";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import { endOfKey, type KeyLife, type KeyRights, scopesOf } from "@/lib/domain/cloud/key-rights";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { addCompanyKey } from "@/lib/server/store/cloud/company-keys";

/** `keyHash` and `lastFour` are what is stored of the secret, which never comes here. */
type CreateKeyInput = {
  id: string;
  kind: KeyKind;
  name: string;
  rights: KeyRights;
  life: KeyLife;
  keyHash: string;
  lastFour: string;
};

/**
 * Makes a key or token for a program of the company. The secret itself is neither stored nor part of the receipt: a repeat
 * of the same form gets the first one's id, and no secret. Source: INTEGRATION 12.
 */
export async function createKey(
  given: CompanyContext,
  input: CreateKeyInput,
): Promise<Outcome<{ id: string; name: string }, never>> {
  requirePermission(given, "integration:manage");
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "integration:manage");
    const { rights, life, ...key } = input;
    const { id, kind, name, lastFour } = key;
    const [now, scopes] = [realNow(), scopesOf(rights)];
    const end = endOfKey(life, now);
    await addCompanyKey(tx, ctx.companyId, {
      ...key,
      scopes,
      expiresAt: end && toDate(end),
      createdByName: ctx.account.name,
      createdAt: toDate(now),
    });
    await recordAudit(tx, ctx, {
      action: "key.created",
      subjectId: id,
      subjectVersion: 1,
      before: null,
      after: { kind, name, lastFour, scopes: scopes.join(" "), expiresAt: end?.toString() ?? null },
    });
    return succeed({ id, name });
  });
}
