import { toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { findShare, holdPartner, insertShare } from "@/lib/server/store/hub-access";
import { lockHubRow } from "@/lib/server/store/objects";
import { tellOfShare } from "./tell-of-share";

/** `partnerSlug` is the last part of the other company's portal address. */
export type ShareHubInput = { objectId: string; hubId: string; partnerSlug: string };

/**
 * Shares a hub with a second company, which may then add it to an object of its own and run Ajax Services on it; one
 * company at a time does. The equipment stays the holder's. The other company's owner and managers are told by mail and
 * bell. Throws NOT_FOUND alike for unknown hubs, other companies' hubs and companies that are not there, CONFLICT where
 * the hub is shared already. Source: PRODUCT J8.4.
 */
export async function shareHub(
  given: CompanyContext,
  { objectId, hubId, partnerSlug }: ShareHubInput,
): Promise<Outcome<{ hubId: string }, never>> {
  requirePermission(given, "hub:manage");
  await takePoint("shareByCompany", given.companyId);
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "hub:manage");
    const partner = await holdPartner(tx, ctx.companyId, partnerSlug);
    if (!partner) throw new AppError("NOT_FOUND");
    const hub = await lockHubRow(tx, ctx.companyId, { objectId, hubId });
    if (await findShare(tx, hub.key)) throw new AppError("CONFLICT");

    const { id: byId, name: byName } = ctx.account;
    await insertShare(tx, { hubKey: hub.key, partnerId: partner.companyId, at: toDate(ctx.now), byId, byName });
    await recordAudit(tx, ctx, {
      action: "hub.shared",
      subjectId: hub.key,
      subjectVersion: 1,
      hubKey: hub.key,
      counterpartId: partner.companyId,
      before: null,
      after: { hubId, company: partner.name },
    });
    await tellOfShare(tx, ctx, { partner, hubId, hasEnded: false });
    return succeed({ hubId });
  });
}
