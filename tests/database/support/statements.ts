import type { Client } from "pg";

/** Reads what a reseller owes by month, for the months that have a line. */
export async function feesOf(owner: Client, resellerId: string): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ month: string; fee: number }>(
    `select s.month, sum(l.fee_minor)::int as fee from statement s join statement_line l on l.statement_id = s.id
     where s.reseller_id = $1 group by 1 order by 1`,
    [resellerId],
  );
  return Object.fromEntries(rows.map(({ month, fee }) => [month, fee]));
}

/** A statement as it stands in its row. */
export type StatementOfTest = {
  id: string;
  month: string;
  reference: string;
  status: string;
  accounts: number;
  dealers: number;
  fee: number;
  dealerFee: number;
};

/** Reads a reseller's statements, oldest first. */
export async function statementsOf(owner: Client, resellerId: string): Promise<StatementOfTest[]> {
  const { rows } = await owner.query<StatementOfTest>(
    `select id, month, reference, status::text as status, account_count as accounts, dealer_count as dealers,
       fee_minor::int as fee, dealer_fee_minor::int as "dealerFee" from statement where reseller_id = $1 order by month`,
    [resellerId],
  );
  return rows;
}

/** Reads all lines of a reseller without what differs each time they are written, by month, hub and kind. */
export async function linesOf(owner: Client, resellerId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await owner.query(
    `select s.month as statement, l.kind, l.company_id, l.hub_number, l.month, l.zone, l.package_ids, l.from_at, l.to_at,
       l.live_days, l.trial_days, l.billed_days, l.policy, l.price_minor, l.fee_minor, l.dealer_fee_minor, l.reason
     from statement s join statement_line l on l.statement_id = s.id where s.reseller_id = $1
     order by s.month, l.hub_number, l.kind, l.fee_minor`,
    [resellerId],
  );
  return rows;
}
