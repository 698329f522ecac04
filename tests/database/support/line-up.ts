import { Client } from "pg";
import type { TestDatabase } from "./open";
import { waitUntil } from "./wait-until";

/** A row that somebody holds: a locking select with its values. */
export type Held = { sql: string; values: readonly unknown[] };

/** The employment of somebody in a company: a deletion ends it as its last step. */
export function employmentOf({ id }: { id: string }, accountId: string): Held {
  const sql = "select from employee where company_id = $1 and account_id = $2 for no key update";
  return { sql, values: [id, accountId] };
}

type Line<A, B> = {
  first: () => Promise<A>;
  second: () => Promise<B>;
  /** Looks at the two while both stand. */
  meanwhile?: () => Promise<void>;
};

/**
 * Holds a row at which the first act stops, begins the second one, and lets both go once they wait: the first for the
 * row, the second behind the first. Returns how each of them ended.
 */
export async function lineUp<A, B>(
  db: TestDatabase,
  held: Held,
  { first, second, meanwhile }: Line<A, B>,
): Promise<[PromiseSettledResult<A>, PromiseSettledResult<B>]> {
  const holder = new Client({ connectionString: db.ownerUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query(held.sql, [...held.values]);
  const one = Promise.allSettled([first()]);
  await waitUntil("the first stands in line", async () => (await waiters(db)) === 1);
  const two = Promise.allSettled([second()]);
  await waitUntil("the second stands behind", async () => (await waiters(db)) === 2);
  await meanwhile?.();
  await holder.query("commit");
  await holder.end();
  return [(await one)[0], (await two)[0]];
}

async function waiters({ owner }: TestDatabase): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
     where not l.granted and a.datname = current_database()`,
  );
  return rows[0].n;
}
