import { Pool, type QueryResultRow } from "pg";
import { env } from "@/lib/env";

/** The tests' own look at the portal's database, as the owner of its tables. */
export type Database = {
  rows: <R extends QueryResultRow>(sql: string, values?: unknown[]) => Promise<R[]>;
  /** Reads the only row. Throws where there is none, or more than one. */
  row: <R extends QueryResultRow>(sql: string, values?: unknown[]) => Promise<R>;
  /** Runs the statements in one transaction. */
  write: (statements: [sql: string, values: unknown[]][]) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens the database that the portal under test runs on. */
export function openDatabase(): Database {
  const pool = new Pool({ connectionString: env().databaseOwnerUrl ?? env().databaseUrl, max: 2 });
  const rows = async <R extends QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<R>(sql, values)).rows;
  return {
    rows,
    row: async <R extends QueryResultRow>(sql: string, values: unknown[] = []) => {
      const [first, ...others] = await rows<R>(sql, values);
      if (!first || others.length > 0) throw new Error(`Not one row: ${sql}`);
      return first;
    },
    write: async (statements) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        for (const [sql, values] of statements) await client.query(sql, values);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
