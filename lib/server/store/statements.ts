import type { BillingMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** A reseller as its own company reads it. */
export type OwnReseller = { id: string; currency: string };

/** Reads the reseller capability of a company; null where it has none. */
export async function findOwnReseller(tx: Transaction, companyId: CompanyId): Promise<OwnReseller | null> {
  return tx.reseller.findUnique({ where: { companyId }, select: { id: true, currency: true } });
}

/** A closed statement. Fees are minor units of `currency`. */
export type StatementRow = {
  id: string;
  month: BillingMonth;
  reference: string;
  status: "CLOSED" | "PAID";
  currency: string;
  accounts: number;
  corrections: number;
  dealers: number;
  feeMinor: number;
  dealerFeeMinor: number;
  closedAt: Date;
  paidAt: Date | null;
  paidByName: string | null;
  paymentNote: string | null;
  version: number;
};

const columns = Prisma.sql`
  s.id, s.month, s.reference, s.status::text as status, s.currency, s.account_count as accounts,
  s.correction_count as corrections, s.dealer_count as dealers, s.fee_minor::float8 as "feeMinor",
  s.dealer_fee_minor::float8 as "dealerFeeMinor", s.closed_at as "closedAt", s.paid_at as "paidAt",
  a.name as "paidByName", s.payment_note as "paymentNote", s.version
  from statement s left join pro_account a on a.id = s.paid_by_id`;

/** Lists a reseller's closed statements, newest first, below the month `before`. */
export async function listStatements(
  tx: Transaction,
  resellerId: string,
  { before, limit }: { before: BillingMonth | null; limit: number },
): Promise<StatementRow[]> {
  return tx.$queryRaw<StatementRow[]>`
    select ${columns} where s.reseller_id = ${resellerId}::uuid
      ${before ? Prisma.sql`and s.month < ${before}` : Prisma.empty} order by s.month desc limit ${limit}`;
}

/** Reads a reseller's closed statement of a month; null while it is open. */
export async function findStatement(
  tx: Transaction,
  resellerId: string,
  month: BillingMonth,
): Promise<StatementRow | null> {
  const rows = await tx.$queryRaw<StatementRow[]>`
    select ${columns} where s.reseller_id = ${resellerId}::uuid and s.month = ${month}`;
  return rows[0] ?? null;
}

/** A dealer's part of a statement, with name and number as they were. */
export type StatementPart = {
  companyId: string;
  name: string;
  dealerNumber: string | null;
  accounts: number;
  onTrial: number;
  corrections: number;
  feeMinor: number;
  dealerFeeMinor: number;
};

/** Lists the dealers of a closed statement by name. */
export async function listParts(tx: Transaction, statementId: string): Promise<StatementPart[]> {
  return tx.$queryRaw<StatementPart[]>`
    select company_id as "companyId", name, dealer_number as "dealerNumber", account_count as accounts,
      trial_count as "onTrial", correction_count as corrections, fee_minor::float8 as "feeMinor",
      dealer_fee_minor::float8 as "dealerFeeMinor"
    from statement_dealer where statement_id = ${statementId}::uuid order by name, company_id`;
}

/** A correction that waits for the next statement. */
export type WaitingCorrection = {
  id: string;
  dealerName: string;
  hubNumber: string;
  month: BillingMonth;
  feeMinor: number;
  reason: string;
};

/** Lists the corrections that become lines of a reseller's next statement. */
export async function listWaitingCorrections(tx: Transaction, resellerId: string): Promise<WaitingCorrection[]> {
  return tx.$queryRaw<WaitingCorrection[]>`
    select c.id, d.name as "dealerName", h.hub_id as "hubNumber", c.month, c.fee_minor as "feeMinor", c.reason
    from statement_correction c join company d on d.id = c.company_id join hub h on h.id = c.hub_id
    where c.reseller_id = ${resellerId}::uuid and c.line_id is null order by c.recorded_at, c.id`;
}

/** A closed statement of any reseller. */
export type StatementOfAll = {
  id: string;
  resellerId: string;
  resellerName: string;
  month: BillingMonth;
  reference: string;
  status: "CLOSED" | "PAID";
  currency: string;
  accounts: number;
  feeMinor: number;
  closedAt: Date;
  paidAt: Date | null;
};

/** Lists the newest closed statements of all resellers, unpaid ones first. */
export async function listAllStatements(tx: Transaction, limit: number): Promise<StatementOfAll[]> {
  return tx.$queryRaw<StatementOfAll[]>`
    select s.id, s.reseller_id as "resellerId", c.name as "resellerName", s.month, s.reference,
      s.status::text as status, s.currency, s.account_count as accounts, s.fee_minor::float8 as "feeMinor",
      s.closed_at as "closedAt", s.paid_at as "paidAt"
    from statement s join reseller r on r.id = s.reseller_id join company c on c.id = r.company_id
    order by s.status, s.month desc, c.name limit ${limit}`;
}
