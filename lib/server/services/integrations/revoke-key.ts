import { realNow, toDate } from "@/lib/clock";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { endCompanyKey, lockCompanyKey } from "@/lib/server/store/cloud/company-keys";
import { conflictAbout } from "@/lib/server/store/employees";

/**
 * Ends a key of the company for good: from now on it opens nothing, and whoever signed in with it is signed out. Throws
 * NOT_FOUND for another company's, CONFLICT where somebody revoked it already.
 */
export async function revokeKey(
  given: CompanyContext,
  key: { kind: KeyKind; id: string },
): Promise<Outcome<{ id: string }, never>> {
  requirePermission(given, "integration:manage");
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "integration:manage");
    const found = await lockCompanyKey(tx, ctx.companyId, key);
    if (!found) throw new AppError("NOT_FOUND");
    if (found.revokedAt) throw await conflictAbout(tx, key.id);
    await endCompanyKey(tx, key, toDate(realNow()));
    const facts = { kind: key.kind, name: found.name, lastFour: found.lastFour };
    await recordAudit(tx, ctx, {
      action: "key.revoked",
      subjectId: key.id,
      subjectVersion: 2,
      before: { ...facts, state: "LIVE" },
      after: { ...facts, state: "REVOKED" },
    });
    return succeed({ id: key.id });
  });
}
