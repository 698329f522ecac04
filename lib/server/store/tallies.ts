import type { Transaction } from "../context";

/** Rows a company may have before they are folded together. */
const foldAbove = 200;

/**
 * Folds the differences of companies with many rows into one row a kind, in one statement. Rows appended meanwhile are
 * not seen and stay, so sums are exact at any time.
 */
export async function foldTallies(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    with crowded as (
      select company_id from company_tally group by company_id having count(*) > ${foldAbove}
    ), folded as (
      delete from company_tally t using crowded c where t.company_id = c.company_id
      returning t.company_id, t.kind, t.delta
    )
    insert into company_tally (company_id, kind, delta)
    select company_id, kind, sum(delta) from folded group by 1, 2 having sum(delta) <> 0`;
}
