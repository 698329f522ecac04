import { diffSchemas, readSchemaFiles } from "./schema-engine";

/** Prints the SQL that builds the schema in an empty database: the generated part of a first migration. */
export async function main(): Promise<number> {
  process.stdout.write(await diffSchemas(null, readSchemaFiles("prisma/schema")));
  return 0;
}
