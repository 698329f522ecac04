import { toInstantOrNull } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { withinReach } from "./reach";

/** One change of a hub that was decided on and waits for its instant. */
export type ScheduledChange = {
  id: string;
  hubKey: string;
  kind: "MOVE" | "START";
  status: "PLANNED" | "DONE" | "CANCELED" | "REFUSED";
  isApproved: boolean;
  moveRequestId: string | null;
  /** The company behind the reseller that is to pay, and its address in the portal. */
  resellerCompanyId: string;
  createdById: string;
  /** Null for a start when the hub first comes online. */
  effectiveAt: Temporal.Instant | null;
  version: number;
};

/** Reads a change without a lock. Throws NOT_FOUND alike for unknown ones and other companies'. */
export async function loadChange(tx: Transaction, companyId: CompanyId, changeId: string): Promise<ScheduledChange> {
  const rows = await tx.$queryRaw<(Omit<ScheduledChange, "effectiveAt"> & { effectiveAt: Date | null })[]>`
    select m.id, m.hub_id as "hubKey", m.kind::text as kind, m.status::text as status, m.is_approved as "isApproved",
      m.move_request_id as "moveRequestId", r.company_id as "resellerCompanyId", m.created_by_id as "createdById",
      m.effective_at as "effectiveAt", m.version
    from scheduled_change m join reseller r on r.id = m.reseller_id
    left join hub_access x on x.company_id = m.company_id and x.hub_id = m.hub_id
    left join secured_object o on o.id = x.object_id
    where m.id::text = ${changeId} and m.company_id = ${companyId}::uuid and ${withinReach}`;
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND");
  return { ...row, effectiveAt: toInstantOrNull(row.effectiveAt) };
}

/** Locks a change, after its request or, for a start, its hub, and reads it with the database's clock under the lock. */
export async function lockChange(
  tx: Transaction,
  companyId: CompanyId,
  changeId: string,
): Promise<{ change: ScheduledChange; lockedAt: Date }> {
  const { moveRequestId, hubKey, kind } = await loadChange(tx, companyId, changeId);
  if (kind === "START") await tx.$queryRaw`select 1 as held from hub where id = ${hubKey}::uuid for no key update`;
  if (moveRequestId) {
    await tx.$queryRaw`select 1 as held from move_request where id = ${moveRequestId}::uuid for no key update`;
  }
  const held = await tx.$queryRaw<[{ at: Date }]>`
    with held as materialized (select id from scheduled_change where id::text = ${changeId} for update)
    select clock_timestamp() as at from held`;
  return { change: await loadChange(tx, companyId, changeId), lockedAt: held[0].at };
}

/** Cancels a planned change. */
export async function cancelChange(
  tx: Transaction,
  changeId: string,
  closing: { accountId: string; at: Date },
): Promise<void> {
  await tx.scheduledChange.update({
    where: { id: changeId },
    data: { status: "CANCELED", closedById: closing.accountId, closedAt: closing.at, version: { increment: 1 } },
  });
}
