import "server-only";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import {
  type DifferenceRow,
  listDifferences,
  listReconciliations,
  type ReconciliationRow,
} from "../store/reconciliation";
import { differencePage, differencePlace, shownDifferences } from "./difference-page";

/** What the nightly comparisons found and when they ran. Instants are ISO text. */
export type Differences = {
  items: (Omit<DifferenceRow, "foundAt"> & { foundAt: string })[];
  isFirst: boolean;
  nextCursor: string | null;
  runs: (Omit<ReconciliationRow, "ranAt"> & { ranAt: string })[];
};

const shownRuns = 10;

/** Reads a page of the open differences of all companies and the latest comparisons, for the platform admin. */
export async function getDifferences(after: string | undefined): Promise<Differences> {
  await requireAdmin();
  const place = differencePlace(after);
  return inSystemTransaction(async (tx) => {
    const rows = await listDifferences(tx, { after: place, limit: shownDifferences + 1 });
    const runs = await listReconciliations(tx, shownRuns);
    return {
      ...differencePage(rows, place),
      runs: runs.map((run) => ({ ...run, ranAt: run.ranAt.toISOString() })),
    };
  });
}
