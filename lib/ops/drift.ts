import { type Catalog, readCatalog } from "./catalog";
import { Problem } from "./command";
import { connect } from "./connect";
import { applyMigrations } from "./migrate";
import { diffSchemas, readSchemaFiles } from "./schema-engine";

const extensionKey = /^extension (\w+)$/;

/**
 * Compares what the migrations make with what the schema alone makes. An object that only the migrations make, or make
 * otherwise, must be on the list of hand-written ones; each entry of the list must be such an object. Returns sentences.
 */
export function findDrift(migrated: Catalog, fromSchema: Catalog, handWritten: string[]): string[] {
  const listed = new Set(handWritten);
  const foreign = [...migrated].filter(([key, definition]) => fromSchema.get(key) !== definition).map(([key]) => key);
  const missing = [...fromSchema.keys()].filter((key) => !migrated.has(key));
  const doubled = handWritten.filter((key, index) => handWritten.indexOf(key) !== index);
  return [
    ...missing.map((key) => `${key} is in the schema, but no migration makes it.`),
    ...foreign
      .filter((key) => !listed.has(key))
      .map((key) =>
        fromSchema.has(key)
          ? `${key} differs: migrated "${migrated.get(key)}", by the schema "${fromSchema.get(key)}".`
          : `${key} is made by a migration, but neither the schema nor prisma/hand-written.json knows it.`,
      ),
    ...[...listed]
      .filter((key) => !foreign.includes(key))
      .map(
        (key) =>
          `${key} is on the list of hand-written objects, but ${migrated.has(key) ? "the schema makes it" : "does not exist"}.`,
      ),
    ...doubled.map((key) => `${key} is on the list twice.`),
  ];
}

/** Lists the objects that only hand-written SQL can have made, as the list file holds them. */
export function listHandWritten(migrated: Catalog, fromSchema: Catalog): string[] {
  return [...migrated].filter(([key, definition]) => fromSchema.get(key) !== definition).map(([key]) => key);
}

async function catalogOf(url: string): Promise<Catalog> {
  const client = await connect(url);
  try {
    return await readCatalog(client);
  } finally {
    await client.end();
  }
}

/** Migrates an empty database and reads what came of it. */
export async function migratedCatalog(url: string): Promise<Catalog> {
  await applyMigrations(url);
  return catalogOf(url);
}

/** Builds an empty database from the schema files alone, on the extensions that `extensions` names, and reads it. */
export async function schemaCatalog(url: string, extensions: Catalog): Promise<Catalog> {
  const client = await connect(url);
  try {
    for (const key of extensions.keys()) {
      const name = extensionKey.exec(key)?.[1];
      if (name) await client.query(`create extension if not exists ${name}`);
    }
    await client.query(await diffSchemas(null, readSchemaFiles("prisma/schema")));
  } catch (error) {
    throw new Problem(`The schema does not build: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await client.end();
  }
  const catalog = await catalogOf(url);
  return new Map([...catalog].filter(([key]) => !extensionKey.test(key)));
}
