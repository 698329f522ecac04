import "server-only";
import { can } from "@/lib/domain/permissions";
import type { CompanySide } from "@/lib/domain/roles";
import { inTransaction } from "../context";
import { requireActor, requireResellerActor } from "../gate";
import { listOwnDifferences, type OwnDifferenceRow } from "../store/own-differences";
import { differencePage, differencePlace, shownDifferences } from "./difference-page";
import { type PageViewer, toPageViewer } from "./hubs";

/** Open differences of a dealer's hubs, or of what a reseller is billed for. Instants are ISO text. */
export type OwnDifferences = {
  viewer: PageViewer;
  side: CompanySide;
  items: (Omit<OwnDifferenceRow, "foundAt"> & { foundAt: string })[];
  isFirst: boolean;
  nextCursor: string | null;
};

/** Reads a page of what the nightly comparison found and still stands, for one company on one of its sides. */
export async function getOwnDifferences(
  side: CompanySide,
  slug: string,
  after: string | undefined,
): Promise<OwnDifferences> {
  const given =
    side === "dealer" ? await requireActor(slug, "dashboard:view") : await requireResellerActor(slug, "statement:view");
  const place = differencePlace(after);
  return inTransaction(given, async (tx, ctx) => {
    const reader = { side, companyId: ctx.companyId, isBillingShown: can(ctx, "statement:view") };
    const rows = await listOwnDifferences(tx, reader, { after: place, limit: shownDifferences + 1 });
    return { viewer: toPageViewer(ctx), side, ...differencePage(rows, place) };
  });
}
