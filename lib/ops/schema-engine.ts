import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { type MigrationList, type SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm";
import { Pool } from "pg";

const noFilter = { externalTables: [], externalEnums: [] };

/** The engine asks for a shadow database only where it would read a live one, which we never do. */
async function refuseShadowDatabase(): Promise<never> {
  throw new Error("A shadow database was asked for; compare schema files instead.");
}

/**
 * Makes the adapter send a script to the server in one query.
 * The stock adapter cuts it at every semicolon, also inside function bodies and strings.
 */
function wholeScriptFactory(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: refuseShadowDatabase,
    async connect() {
      const adapter = await factory.connect();
      adapter.executeScript = async (script: string) => {
        await pool.query(script);
      };
      return adapter;
    },
  };
}

/** Stands for a server of version 18 that answers nothing but its version, which is all that comparing files asks for. */
function offlineFactory(): SqlMigrationAwareDriverAdapterFactory {
  const refuse = async (): Promise<never> => {
    throw new Error("Comparing schema files must not reach for a database.");
  };
  const adapter: SqlDriverAdapter = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    queryRaw: async () => ({
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, "PostgreSQL 18.4", 180004]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => undefined,
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: async () => adapter,
    connectToShadowDb: refuseShadowDatabase,
  };
}

async function withEngine<Result>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

/** Reads every `.prisma` file below `folder`, in the order of their names. */
export function readSchemaFiles(folder: string): SchemaContainer[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}

/** Returns the SQL that leads from one set of schema files to another; `null` stands for an empty database. */
export async function diffSchemas(from: SchemaContainer[] | null, to: SchemaContainer[]): Promise<string> {
  return withEngine(offlineFactory(), async (engine) => {
    const result = await engine.diff({
      from: from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: from },
      to: { tag: "schemaDatamodel", files: to },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return result.stdout ?? "";
  });
}

/** Reads a folder in Prisma's layout: one folder per migration, each with a `migration.sql`. */
export function readMigrations(folder: string): MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(folder, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * Applies the migrations that the database has not seen, in order, and returns their names.
 * `connectionString` must name the owner of the tables. Throws the engine's error for a failing or an edited migration.
 */
export async function deployMigrations(connectionString: string, migrations: MigrationList): Promise<string[]> {
  const pool = new Pool({ connectionString, max: 2 });
  try {
    return await withEngine(wholeScriptFactory(pool), async (engine) => {
      const result = await engine.applyMigrations({ migrationsList: migrations, filters: noFilter });
      return result.appliedMigrationNames;
    });
  } finally {
    await pool.end();
  }
}
