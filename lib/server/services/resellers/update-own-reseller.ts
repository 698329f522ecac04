import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { lockProfile, resellerConflict, saveProfile } from "@/lib/server/store/reseller-grants";

/** `version` is that of the profile the form was drawn from. */
export type OwnResellerChange = { countries: string[]; takesRequests: boolean; version: number };

type Receipt = { resellerId: string; version: number };

/**
 * Changes which countries a reseller serves and whether it takes new requests, as its owner wants. Connections and waiting
 * requests stay; the address for requests is the platform's to change, since it settles invitations. What stays the same is
 * written to nobody's history. Throws CONFLICT if the profile has changed since the form was drawn. Source: PRODUCT J15.4.
 */
export async function updateOwnReseller(
  given: CompanyContext,
  { countries, takesRequests, version: drawn }: OwnResellerChange,
): Promise<Outcome<Receipt, never>> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "reseller:update");
    const profile = await lockProfile(tx, ctx.companyId);
    if (!profile) throw new AppError("NOT_FOUND");
    if (profile.version !== drawn) throw await resellerConflict(tx, ctx.companyId);
    const { resellerId, requestEmail } = profile;
    const before = { countries: profile.countries, takesRequests: profile.takesRequests };
    const after = { countries, takesRequests };
    if (isSame(before, after)) return succeed({ resellerId, version: drawn });

    const version = await saveProfile(tx, profile, { ...after, requestEmail });
    const subject = { subjectId: ctx.companyId, subjectVersion: version };
    await recordAudit(tx, ctx, { action: "reseller.changed", ...subject, before, after });
    return succeed({ resellerId, version });
  });
}

type Served = Pick<OwnResellerChange, "countries" | "takesRequests">;

function isSame(one: Served, other: Served): boolean {
  const countries = new Set(one.countries);
  return (
    one.takesRequests === other.takesRequests && countries.symmetricDifference(new Set(other.countries)).size === 0
  );
}
