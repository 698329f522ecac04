import "server-only";
import { type AuditChange, changesBetween } from "@/lib/domain/audit-changes";
import { can } from "@/lib/domain/permissions";
import type { CompanyContext, Transaction } from "../context";
import { type HistoryRow, nameResellers } from "../store/history";

/** What a dealer pays its reseller is for those who may see money alone. */
export function mayRead(ctx: CompanyContext, field: string): boolean {
  return field !== "dealerFeeMinor" || can(ctx, "finance:view");
}

type Snapshots = Pick<HistoryRow, "before" | "after">;

/** Lists what each entry changed, as far as the reader may see it, with resellers by their names. */
export async function readChanges(
  tx: Transaction,
  ctx: CompanyContext,
  rows: readonly Snapshots[],
): Promise<AuditChange[][]> {
  const listed = rows.map(({ before, after }) =>
    changesBetween(before, after).filter(({ field }) => mayRead(ctx, field)),
  );
  const values = listed.flat().flatMap(({ before, after }) => [before, after]);
  const keys = values.flatMap((value) => (value?.kind === "RESELLER" ? [value.text] : []));
  const names = await nameResellers(tx, [...new Set(keys)]);
  const named = (value: AuditChange["after"]) =>
    value?.kind === "RESELLER" ? { ...value, text: names.get(value.text) ?? value.text } : value;
  return listed.map((changes) =>
    changes.map((change) => ({ ...change, before: named(change.before), after: named(change.after) })),
  );
}
