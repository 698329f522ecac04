import "server-only";
import { countries } from "@/lib/domain/country";
import { AppError } from "@/lib/errors";
import { inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import { readProfile } from "../store/reseller-grants";

export type OwnResellerPage = {
  profile: { countries: string[]; requestEmail: string; takesRequests: boolean; version: number };
  /** Codes of every country that the portal knows. */
  countries: string[];
};

/** Reads what a reseller's owner may change of it. Throws FORBIDDEN for everybody else of the company. */
export async function getOwnReseller(slug: string): Promise<OwnResellerPage> {
  const given = await requireResellerActor(slug, "reseller:update");
  return inTransaction(given, async (tx, ctx) => {
    const found = await readProfile(tx, ctx.companyId);
    if (!found) throw new AppError("NOT_FOUND");
    const { requestEmail, takesRequests, version } = found;
    const profile = { countries: found.countries, requestEmail, takesRequests, version };
    return { profile, countries: countries.map(({ code }) => code) };
  });
}
