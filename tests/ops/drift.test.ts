import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { type Catalog, readCatalog } from "@/lib/ops/catalog";
import { readHandWritten } from "@/lib/ops/db-diff";
import { findDrift, schemaCatalog } from "@/lib/ops/drift";
import { createEmptyDatabase, createTestDatabase } from "@/tests/database";

/** Changes a migrated database by hand and reads its catalog. */
async function migratedAnd(change: string): Promise<Catalog> {
  const { ownerUrl, drop } = await createTestDatabase();
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(change);
    return await readCatalog(client);
  } finally {
    await client.end();
    await drop();
  }
}

async function built(extensions: Catalog): Promise<Catalog> {
  const { ownerUrl, drop } = await createEmptyDatabase();
  try {
    return await schemaCatalog(ownerUrl, extensions);
  } finally {
    await drop();
  }
}

describe("schema and migrations", () => {
  it("agree, and every hand-written object is on the list", async () => {
    const migrated = await migratedAnd("select 1");
    expect(migrated.size).toBeGreaterThan(300);
    expect(findDrift(migrated, await built(migrated), readHandWritten())).toEqual([]);
  });

  it.each([
    ["an index", "create index planted on hub (name)", "index planted is made by a migration"],
    [
      "a trigger",
      "create trigger planted before update on hub for each row execute function hub_search_text()",
      "trigger hub.planted",
    ],
    ["a check", "alter table hub add constraint planted check (name <> 'x')", "constraint hub.planted"],
    ["a column", "alter table hub add planted int", "column hub.planted"],
    ["a default", "alter table hub alter name set default 'x'", "column hub.name differs"],
    ["a lost not null", "alter table hub alter name drop not null", "column hub.name differs"],
    ["an enum value", `alter type "EmployeeRole" add value 'PLANTED'`, "enum EmployeeRole differs"],
    ["a policy", "create policy planted on hub", "policy hub.planted"],
    ["a lost hand-written index", "drop index employee_one_owner", "index employee_one_owner is on the list"],
    [
      "a lost foreign key",
      "alter table device drop constraint device_company_id_hub_id_fkey",
      "is in the schema, but no migration makes it",
    ],
  ])("differ by %s", async (_what, change, sentence) => {
    const migrated = await migratedAnd(change);
    const drift = findDrift(migrated, await built(migrated), readHandWritten());
    expect(drift).toEqual([expect.stringContaining(sentence)]);
  });
});
