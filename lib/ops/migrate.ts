import { Logger, runMigrations } from "graphile-worker";
import { Problem } from "./command";
import { deployMigrations, readMigrations } from "./schema-engine";

const quiet = new Logger(() => () => undefined);

/**
 * Brings a database to the present schema: our migrations, then the job queue's own. Returns the names of ours that
 * were new. `ownerUrl` names the owner of the tables. Applying twice changes nothing; an edited or failed one throws.
 */
export async function applyMigrations(ownerUrl: string): Promise<string[]> {
  try {
    const applied = await deployMigrations(ownerUrl, readMigrations("prisma/migrations"));
    await runMigrations({ connectionString: ownerUrl, logger: quiet });
    return applied;
  } catch (error) {
    throw new Problem(`The migrations stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}
