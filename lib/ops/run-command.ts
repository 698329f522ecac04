import { join } from "node:path";
import { Cleanup, onStopRequest, runVisibly } from "./child-processes";
import { type CommandContext, Problem } from "./command";
import { type DatabaseAddresses, loginName, openDatabase, ownerName } from "./demo-database";
import { type DemoOptions, readDemoOptions } from "./demo-options";
import { findRunningPortal } from "./instance-lock";
import { localUrl, readPort } from "./local-postgres";
import { workerEnvironment } from "./portal-environment";
import { bundled } from "./portal-processes";
import { loadSecrets, type Secrets } from "./secrets";
import { addressFor } from "./set-up-database";

/** Returns the addresses of the database that a running demo has open, or null. */
async function runningDatabase(options: DemoOptions, secrets: Secrets): Promise<DatabaseAddresses | null> {
  const port = readPort(join(options.dataDir, "postgres", "port"));
  const isOutside = options.outside.databaseUrl !== undefined || options.outside.databaseOwnerUrl !== undefined;
  if (isOutside || port === undefined || (await findRunningPortal(options.dataDir)) === null) return null;
  const databaseOwnerUrl = localUrl(port, "portal", { name: ownerName, password: secrets.ownerPassword });
  return {
    databaseOwnerUrl,
    databaseUrl: addressFor(databaseOwnerUrl, { name: loginName("portal"), password: secrets.appPassword }),
  };
}

/**
 * Runs another command against the demo's database: the running demo's, at its address, or one opened for as long as it
 * takes.
 * `npm run fleet -- --hubs 100000` is `run fleet --hubs 100000`.
 */
export async function main({ args, environment }: CommandContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) throw new Problem("Name the command to run, as in npm run fleet.");

  const options = readDemoOptions({ args: [], environment });
  const secrets = loadSecrets(options.dataDir);
  const cleanup = new Cleanup();
  onStopRequest(() => void cleanup.run().then(() => process.exit(130)));
  try {
    const running = await runningDatabase(options, secrets);
    const origin = (await findRunningPortal(options.dataDir)) ?? options.origin;
    const addresses = running ?? (await openDatabase(cleanup, { ...options, secrets }));
    return await runVisibly(cleanup, {
      script: bundled(name, ...rest),
      environment: workerEnvironment(environment, { addresses, secrets, origin }),
    });
  } finally {
    await cleanup.run();
  }
}
