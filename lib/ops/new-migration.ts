import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaContainer } from "@prisma/schema-engine-wasm";
import { realNow } from "@/lib/clock";
import { type CommandContext, Problem } from "./command";
import { diffSchemas, readSchemaFiles } from "./schema-engine";

const schemaFolder = "prisma/schema";

function git(...args: string[]): string {
  const result = spawnSync("git", args, { encoding: "utf8" });
  if (result.status !== 0) throw new Problem(`git ${args.join(" ")} failed: ${result.stderr || result.error?.message}`);
  return result.stdout;
}

/** Reads the schema as it was last committed: the state that the migrations so far lead to. */
function committedSchema(): SchemaContainer[] {
  const names = git("ls-tree", "-r", "--name-only", "HEAD", schemaFolder).split("\n");
  return names
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: name, content: git("show", `HEAD:${name}`) }));
}

/**
 * Writes the generated part of a migration, from the schema last committed to the one in the working tree; hand-written
 * SQL goes below it. `npm run db:migration -- add_sim_slot` makes `prisma/migrations/<time>_add_sim_slot/migration.sql`.
 */
export async function main({ args }: CommandContext): Promise<number> {
  const [name = ""] = args;
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Problem("Name the migration in snake_case: npm run db:migration -- add_sim_slot.");

  const sql = await diffSchemas(committedSchema(), readSchemaFiles(schemaFolder));
  const digits = realNow().toString({ smallestUnit: "second" }).replaceAll(/\D/g, "");
  const folder = join("prisma", "migrations", `${digits}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  process.stdout.write(`${join(folder, "migration.sql")}\n`);
  return 0;
}
