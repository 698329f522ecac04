import "server-only";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import {
  type DifferenceRow,
  listDifferences,
  listReconciliations,
  type ReconciliationRow,
} from "../store/reconciliation";

/** What the nightly comparisons found and when they ran. Instants are ISO text. */
export type Differences = {
  items: (Omit<DifferenceRow, "foundAt"> & { foundAt: string })[];
  /** More are open than are shown. */
  hasMore: boolean;
  runs: (Omit<ReconciliationRow, "ranAt"> & { ranAt: string })[];
};

const shownDifferences = 200;
const shownRuns = 10;

/** Reads the open differences of all companies and the latest comparisons, for the platform admin. */
export async function getDifferences(): Promise<Differences> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const rows = await listDifferences(tx, shownDifferences + 1);
    const runs = await listReconciliations(tx, shownRuns);
    return {
      items: rows.slice(0, shownDifferences).map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })),
      hasMore: rows.length > shownDifferences,
      runs: runs.map((run) => ({ ...run, ranAt: run.ranAt.toISOString() })),
    };
  });
}
