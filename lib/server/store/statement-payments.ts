import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Transaction } from "../context";

/** A reseller whose statement the platform acts on. Its clock's offset is in milliseconds. */
export type BilledReseller = { id: string; companyId: string; name: string; currency: string; clockOffsetMs: bigint };

/** Reads a reseller by its key; null for an unknown one. */
export async function findBilledReseller(tx: Transaction, resellerId: string): Promise<BilledReseller | null> {
  const rows = await tx.$queryRaw<BilledReseller[]>`
    select r.id, r.company_id as "companyId", c.name, r.currency, coalesce(k.offset_ms, 0) as "clockOffsetMs"
    from reseller r join company c on c.id = r.company_id left join simulation_clock k on k.id = c.clock_id
    where r.id = ${resellerId}::uuid`;
  return rows[0] ?? null;
}

export type LockedStatement = {
  id: string;
  reference: string;
  status: "CLOSED" | "PAID";
  paidAt: Date | null;
  feeMinor: number;
  version: number;
};

/** Locks a closed statement; null while the month is open. */
export async function lockStatement(
  tx: Transaction,
  resellerId: string,
  month: BillingMonth,
): Promise<LockedStatement | null> {
  const rows = await tx.$queryRaw<LockedStatement[]>`
    select id, reference, status::text as status, paid_at as "paidAt", fee_minor::float8 as "feeMinor", version
    from statement where reseller_id = ${resellerId}::uuid and month = ${month} for update`;
  return rows[0] ?? null;
}

/** Marks a locked statement as paid. */
export async function savePayment(
  tx: Transaction,
  { id, at, accountId, note }: { id: string; at: Date; accountId: string; note: string },
): Promise<void> {
  await tx.$executeRaw`
    update statement set status = 'PAID', paid_at = ${at}, paid_by_id = ${accountId}::uuid, payment_note = ${note},
      version = version + 1
    where id = ${id}::uuid`;
}

/** What a correction is about: the account of a closed month. */
export type CorrectedAccount = { companyId: string; hubId: string; offerId: string; feeMinor: number };

/**
 * Reads the account of a hub in a closed month: by its line, else by the latest run that this reseller pays for, which the
 * month may have missed. Null where the hub never ran with the reseller.
 */
export async function findCorrectedAccount(
  tx: Transaction,
  { resellerId, month, hubNumber }: { resellerId: string; month: BillingMonth; hubNumber: string },
): Promise<CorrectedAccount | null> {
  const rows = await tx.$queryRaw<CorrectedAccount[]>`
    (select l.company_id as "companyId", l.hub_id as "hubId", l.offer_id as "offerId", l.fee_minor as "feeMinor"
      from statement s join statement_line l on l.statement_id = s.id
      where s.reseller_id = ${resellerId}::uuid and s.month = ${month} and l.hub_number = ${hubNumber}
        and l.kind = 'ACCOUNT' limit 1)
    union all
    (select p.company_id, p.hub_id, p.offer_id, 0 from hub h join hub_package p on p.hub_id = h.id
      where h.hub_id = ${hubNumber} and p.reseller_id = ${resellerId}::uuid order by p.activated_at desc limit 1)
    limit 1`;
  return rows[0] ?? null;
}

export type NewCorrection = CorrectedAccount & {
  id: string;
  resellerId: string;
  month: BillingMonth;
  reason: string;
  accountId: string;
  accountName: string;
  at: Date;
};

/** Adds a correction; it becomes a line of the reseller's next statement. */
export async function addCorrection(tx: Transaction, given: NewCorrection): Promise<void> {
  const { accountId, accountName, at, ...correction } = given;
  await tx.statementCorrection.create({
    data: { ...correction, recordedById: accountId, recordedByName: accountName, recordedAt: at },
  });
}
