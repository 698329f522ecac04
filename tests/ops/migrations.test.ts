import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { deployMigrations, readMigrations } from "@/lib/ops/schema-engine";
import { addressFor, setUpDatabase } from "@/lib/ops/set-up-database";
import { createEmptyDatabase, createTestDatabase } from "@/tests/database";

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  writeFileSync(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

describe("migrations", () => {
  it("are applied once by 20 starters that come together (RELIABILITY I-24)", async () => {
    const { ownerUrl, drop } = await createEmptyDatabase();
    const login = { name: `starters_${Math.random().toString(36).slice(2)}`, password: "a long enough word" };
    const applied = await Promise.all(Array.from({ length: 20 }, () => setUpDatabase(ownerUrl, login)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const rows = await ask<{ name: string; count: string }>(
      ownerUrl,
      "select migration_name as name, count(*) from _prisma_migrations where finished_at is not null group by 1 having count(*) <> 1",
    );
    expect(rows).toEqual([]);
    expect(await ask(addressFor(ownerUrl, login), "select count(*)::int as people from pro_account")).toEqual([
      { people: 0 },
    ]);
    await drop();
  });

  it("send a script whole, semicolons inside bodies and strings included", async () => {
    const { ownerUrl, drop } = await createEmptyDatabase();
    const folder = folderOf({
      "20260101000000_one": `
        create function twice(given int) returns int language plpgsql as $$ begin given := given * 2; return given; end; $$;
        create table word (text text default 'a;b');`,
    });
    expect(await deployMigrations(ownerUrl, readMigrations(folder))).toEqual(["20260101000000_one"]);
    expect(await deployMigrations(ownerUrl, readMigrations(folder))).toEqual([]);
    expect(await ask(ownerUrl, "select twice(21)")).toEqual([{ twice: 42 }]);
    rmSync(folder, { recursive: true });
    await drop();
  });

  it("leave nothing of one that fails, and name it", async () => {
    const { ownerUrl, drop } = await createEmptyDatabase();
    const folder = folderOf({ "20260101000000_bad": "create table half (id int); select no_such_function();" });
    await expect(deployMigrations(ownerUrl, readMigrations(folder))).rejects.toThrow(/20260101000000_bad/);
    expect(await ask(ownerUrl, "select to_regclass('half') as half")).toEqual([{ half: null }]);
    rmSync(folder, { recursive: true });
    await drop();
  });
});

describe("the app's login", () => {
  it("owns nothing, creates nothing and bypasses nothing", async () => {
    const { appUrl, drop } = await createTestDatabase();
    const [row] = await ask(
      appUrl,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (select count(*)::int from pg_class where relowner = r.oid) as owned,
         has_schema_privilege('public', 'create') as may_create,
         has_database_privilege(current_database(), 'temporary') as may_create_temporary
       from pg_roles r where rolname = current_user`,
    );
    expect(row).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
      may_create: false,
      may_create_temporary: false,
    });
    await drop();
  });
});
