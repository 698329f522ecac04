import type { Client } from "pg";

/**
 * Runs statements in one transaction that is rolled back, deferred constraints included. Returns "accepted", or the
 * constraint that refused, or where none has a name Postgres's own code.
 */
export async function refusalOf(client: Client, ...statements: string[]): Promise<string> {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("set constraints all immediate");
    return "accepted";
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const { code, constraint } = error as Error & { code: string; constraint?: string };
    return constraint ?? code;
  } finally {
    await client.query("rollback");
  }
}

/** Writes an insert of one row; values are SQL expressions. */
export function insertSql(table: string, columns: Record<string, string>): string {
  return `insert into ${table} (${Object.keys(columns).join(", ")}) values (${Object.values(columns).join(", ")})`;
}
