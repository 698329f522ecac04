import "server-only";
import { toDate } from "@/lib/clock";
import { inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import { type DealerRow, listDealers } from "../store/reseller-dealers";
import { type PageViewer, toPageViewer } from "./hubs";

/** A connected dealer as its reseller sees it. `openedAt` is ISO text. */
export type DealerView = Omit<DealerRow, "openedAt"> & { openedAt: string };

/** Reads a reseller's dealers and how many hubs of each are billed to it now. */
export async function getDealers(resellerSlug: string): Promise<{ viewer: PageViewer; dealers: DealerView[] }> {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const rows = await listDealers(tx, ctx.companyId, toDate(ctx.now));
    return {
      viewer: toPageViewer(ctx),
      dealers: rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() })),
    };
  });
}
