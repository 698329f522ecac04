import "server-only";
import type { CompanySide } from "@/lib/domain/roles";
import { inTransaction } from "../context";
import { requireActor, requireResellerActor } from "../gate";
import { listOwnDifferences, type OwnDifferenceRow } from "../store/own-differences";
import { type PageViewer, toPageViewer } from "./hubs";

/** Open differences of a dealer's hubs, or of what a reseller is billed for. Instants are ISO text. */
export type OwnDifferences = {
  viewer: PageViewer;
  side: CompanySide;
  items: (Omit<OwnDifferenceRow, "foundAt"> & { foundAt: string })[];
  /** More are open than are shown. */
  hasMore: boolean;
};

const shown = 200;

/** Reads what the nightly comparison found and still stands, for one company on one of its sides. */
export async function getOwnDifferences(side: CompanySide, slug: string): Promise<OwnDifferences> {
  const given =
    side === "dealer" ? await requireActor(slug, "dashboard:view") : await requireResellerActor(slug, "statement:view");
  return inTransaction(given, async (tx, ctx) => {
    const rows = await listOwnDifferences(tx, { side, companyId: ctx.companyId }, shown + 1);
    return {
      viewer: toPageViewer(ctx),
      side,
      items: rows.slice(0, shown).map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })),
      hasMore: rows.length > shown,
    };
  });
}
