import { join } from "node:path";
import { demoResidents } from "@/prisma/seed/homes";
import { demoAccounts, demoPassword } from "@/prisma/seed/people";
import { buildApp } from "./app-build";
import { Cleanup, onStopRequest, runScript } from "./child-processes";
import { type CommandContext, Problem, say } from "./command";
import { openDatabase, type ReadyDatabase, readyLocalDatabase } from "./demo-database";
import { type DemoOptions, readDemoOptions } from "./demo-options";
import { isPortFree } from "./free-port";
import { claimDataFolder } from "./instance-lock";
import { webEnvironment, workerEnvironment } from "./portal-environment";
import { bundled, firstToEnd, startPortal, waitUntilHealthy } from "./portal-processes";
import { loadSecrets, type Secrets } from "./secrets";
import { readSeedState, recordSeed } from "./seed-once";
import { describeDemoKeys, lookUpDemoKeys } from "./sim/demo-keys";

type Demo = { cleanup: Cleanup; options: DemoOptions; secrets: Secrets; environment: NodeJS.ProcessEnv };

/** Fills an empty database. One whose filling was interrupted is made anew if it is ours. */
async function seedOnce(demo: Demo, database: ReadyDatabase): Promise<void> {
  const { cleanup, options, secrets, environment } = demo;
  const state = await readSeedState(database.databaseOwnerUrl);
  if (state === "done") return;
  if (state === "unfinished") {
    if (!database.server)
      throw new Problem("An earlier start was stopped while it filled the database: start over with --fresh --yes.");
    await readyLocalDatabase(database.server.port, "portal", secrets, true);
    await readSeedState(database.databaseOwnerUrl);
  }

  say("Filling the database with the demo world …");
  await recordSeed(database.databaseOwnerUrl, "begun");
  await runScript(cleanup, {
    name: "The seed",
    script: bundled("seed"),
    environment: workerEnvironment(environment, { addresses: database, secrets, origin: options.origin }),
    logFile: join(options.dataDir, "logs", "seed.log"),
  });
  await recordSeed(database.databaseOwnerUrl, "done");
}

/** Returns the demo accounts as lines of a table. */
function accountTable(): string[] {
  const rows = [
    ["E-mail", "Name", "Company", "Role"],
    ...demoAccounts.map(({ email, name, company, role }) => [email, name, company, role]),
    ...demoResidents.map(({ email, firstName, lastName, hubId }) => [
      email,
      `${firstName} ${lastName}`,
      `at home with hub ${hubId}`,
      "My home: /home/sign-in",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** Says where the portal is, and what opens it to people and to programs. */
async function welcome(origin: string, { databaseOwnerUrl }: ReadyDatabase): Promise<string> {
  const keys = await lookUpDemoKeys(databaseOwnerUrl, origin);
  return [
    `\nThe portal is ready: ${origin}\n`,
    ...accountTable(),
    "\nFor programs, as docs/integration.md says; npm run -s sim -- show --json has it for them:\n",
    ...describeDemoKeys(keys),
    `\nThe password of every account is ${demoPassword}.`,
  ].join("\n");
}

async function run(demo: Demo): Promise<never> {
  const { cleanup, options, secrets, environment } = demo;
  const release = await claimDataFolder(options.dataDir, options.origin);
  await cleanup.add(release);
  if (!(await isPortFree(options.port, options.host))) {
    throw new Problem(
      `Port ${options.port} is taken: choose another one, as in PORT=${options.port + 1} npm run demo.`,
    );
  }

  const database = await openDatabase(cleanup, { ...options, secrets });
  await Promise.all([seedOnce(demo, database), buildApp(cleanup, options.dataDir, environment, secrets)]);

  const settings = { addresses: database, secrets, origin: options.origin };
  const logFolder = join(options.dataDir, "logs");
  const processes = await startPortal(cleanup, {
    host: options.host,
    port: options.port,
    logFolder,
    webEnvironment: webEnvironment(environment, settings),
    workerEnvironment: workerEnvironment(environment, settings),
  });
  if (database.server) {
    const logFile = join(options.dataDir, "postgres", "server.log");
    processes.push({ name: "database", logFile, exited: database.server.exited });
  }
  const ended = firstToEnd(processes);
  await Promise.race([waitUntilHealthy(options.origin, logFolder), ended]);

  process.stdout.write(`${await welcome(options.origin, database)}\nLogs are in ${logFolder}. Ctrl-C stops all.\n`);
  return ended;
}

/**
 * Starts the whole portal: database, migrations, demo world, build, web and worker. Ends when it is asked to (code 0)
 * or when a part ends by itself (code 1), with nothing left running.
 */
export async function main(context: CommandContext): Promise<number> {
  const options = readDemoOptions(context);
  const cleanup = new Cleanup();
  const stopped = new Promise<number>((resolve) => {
    onStopRequest(() => {
      if (!cleanup.hasBegun) say("\nStopping …");
      void cleanup.run().then(() => resolve(0));
    });
  });
  const demo = { cleanup, options, secrets: loadSecrets(options.dataDir), environment: context.environment };
  const ended = run(demo).catch(async (error: unknown) => {
    if (cleanup.hasBegun) return stopped;
    await cleanup.run();
    throw error;
  });
  return Promise.race([stopped, ended]);
}
