import "server-only";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import { listAllStatements, type StatementOfAll } from "../store/statements";

/** A closed statement as the platform lists it. Instants are ISO text, the fee is minor units. */
export type AdminStatement = Omit<StatementOfAll, "closedAt" | "paidAt"> & { closedAt: string; paidAt: string | null };

const shownStatements = 200;

/** Reads the newest closed statements of all resellers, unpaid ones first. */
export async function getAdminStatements(): Promise<AdminStatement[]> {
  await requireAdmin();
  const rows = await inSystemTransaction((tx) => listAllStatements(tx, shownStatements));
  return rows.map((row) => ({
    ...row,
    closedAt: row.closedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  }));
}
