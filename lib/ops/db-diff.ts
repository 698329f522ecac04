import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CommandContext } from "./command";
import { findDrift, listHandWritten, migratedCatalog, schemaCatalog } from "./drift";
import { withScratchServer } from "./scratch-server";

/** Reads the list of objects that only hand-written SQL makes. */
export function readHandWritten(): string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync("prisma/hand-written.json", "utf8")));
}

/**
 * Proves that schema and migrations agree, on two scratch databases. `--list` prints the hand-written objects as the
 * list file holds them. Returns 1 on any difference.
 */
export async function main(context: CommandContext): Promise<number> {
  return withScratchServer(context, async (makeDatabase) => {
    const migrated = await migratedCatalog(await makeDatabase("migrated"));
    const fromSchema = await schemaCatalog(await makeDatabase("from_schema"), migrated);
    if (context.args.includes("--list")) {
      process.stdout.write(`${JSON.stringify(listHandWritten(migrated, fromSchema), null, 2)}\n`);
      return 0;
    }
    const drift = findDrift(migrated, fromSchema, readHandWritten());
    for (const sentence of drift) process.stdout.write(`${sentence}\n`);
    const verdict = drift.length === 0 ? "Schema and migrations agree" : `${drift.length} differences`;
    process.stdout.write(`${verdict} (${migrated.size} objects compared).\n`);
    return drift.length === 0 ? 0 : 1;
  });
}
