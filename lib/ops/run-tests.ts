import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "./app-build";
import { Cleanup, onStopRequest, runScript, runVisibly } from "./child-processes";
import { findChromium } from "./chromium";
import { type CommandContext, Problem, say } from "./command";
import { type DatabaseAddresses, readyLocalDatabase } from "./demo-database";
import { readDataDir } from "./demo-options";
import { disposableFolder } from "./disposable-folder";
import { floorCounts } from "./floors";
import { findFreePort } from "./free-port";
import { claimDataFolder } from "./instance-lock";
import { localUrl, startLocalPostgres } from "./local-postgres";
import { webEnvironment, workerEnvironment } from "./portal-environment";
import { bundled, firstToEnd, startPortal, waitUntilHealthy } from "./portal-processes";
import { loadSecrets, type Secrets } from "./secrets";
import { readFaults, readPlaywrightReport, readVitestReport, type Tally } from "./test-reports";

const suites = ["unit", "database", "ops", "browser"];
const templateName = "portal_template";

type TestRun = {
  cleanup: Cleanup;
  environment: NodeJS.ProcessEnv;
  dataDir: string;
  folder: string;
  secrets: Secrets;
  chosen: string[];
  filters: string[];
  port: number;
};

function readSelection(args: string[]): { chosen: string[]; filters: string[] } {
  if (args[0] !== "--only") {
    if (args.length > 0)
      throw new Problem(`npm test takes no ${args[0]}: use npm test -- --only ${suites.join("|")} [file].`);
    return { chosen: suites, filters: [] };
  }
  const [, suite = "", ...filters] = args;
  if (!suites.includes(suite))
    throw new Problem(`There is no suite named ${suite}: choose one of ${suites.join(", ")}.`);
  return { chosen: [suite], filters };
}

function testServer(run: TestRun, template: DatabaseAddresses): string {
  const superuser = { name: "postgres", password: run.secrets.superuserPassword };
  return JSON.stringify({
    templateName,
    templateUrl: template.databaseUrl,
    templateOwnerUrl: template.databaseOwnerUrl,
    superuserUrl: localUrl(run.port, "postgres", superuser),
  });
}

async function runVitest(run: TestRun): Promise<Map<string, Tally>> {
  const projects = run.chosen.filter((suite) => suite !== "browser");
  if (projects.length === 0) return new Map();

  const template = await readyLocalDatabase(run.port, templateName, run.secrets);
  const report = join(run.folder, "vitest.json");
  rmSync(report, { force: true });
  const exitCode = await runVisibly(run.cleanup, {
    script: [
      ...[
        "node_modules/vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      ...projects.flatMap((project) => ["--project", project]),
      ...run.filters,
    ],
    environment: { ...run.environment, NODE_ENV: "test", PORTAL_TEST_SERVER: testServer(run, template) },
  });
  return readVitestReport(report, exitCode);
}

async function runBrowser(run: TestRun): Promise<Tally> {
  const chromium = findChromium(run.environment);
  const addresses = await readyLocalDatabase(run.port, "portal_browser", run.secrets);
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const settings = { addresses, secrets: run.secrets, origin };
  // Browsers and tests take the cores that the database would answer with; what people are told then has its own tests.
  const inherited = { ...run.environment, DATABASE_WAIT_MS: "30000", DATABASE_WORK_MS: "30000" };
  const forWorker = workerEnvironment(inherited, settings);
  say("Filling a database for the browser tests …");
  await runScript(run.cleanup, {
    name: "The seed",
    script: bundled("seed"),
    environment: forWorker,
    logFile: join(run.folder, "logs", "seed.log"),
  });
  await buildApp(run.cleanup, run.dataDir, run.environment, run.secrets);

  const logFolder = join(run.folder, "logs");
  const portal = {
    host: "127.0.0.1",
    port,
    logFolder,
    webEnvironment: webEnvironment(inherited, settings),
    workerEnvironment: forWorker,
  };
  const ended = firstToEnd(await startPortal(run.cleanup, portal));
  await Promise.race([waitUntilHealthy(origin, logFolder), ended]);
  const report = join(run.folder, "playwright.json");
  rmSync(report, { force: true });
  const tests = runVisibly(run.cleanup, {
    script: ["node_modules/playwright/cli.js", "test", ...run.filters],
    environment: { ...forWorker, PORTAL_TEST_REPORT: report, ...(chromium ? { PORTAL_TEST_CHROMIUM: chromium } : {}) },
  });
  await Promise.race([tests, ended]);
  return withFaults(readPlaywrightReport(report), logFolder);
}

/** Counts as failed what web and worker logged as a fault, whatever the pages showed. */
function withFaults(tally: Tally, logFolder: string): Tally {
  const faults = ["web", "worker"].flatMap((name) => readFaults(join(logFolder, `${name}.log`)));
  for (const fault of faults) say(`The portal failed on its side: ${fault}`);
  return { ...tally, failed: tally.failed + faults.length };
}

/** Adds a failure for each suite of a whole run that ran fewer tests than its floor. */
function applyFloors(run: TestRun, tallies: Map<string, Tally>): void {
  if (run.chosen.length < suites.length) return;
  for (const [suite, floor] of Object.entries(floorCounts.tests)) {
    const tally = tallies.get(suite) ?? { passed: 0, failed: 0 };
    if (tally.passed + tally.failed >= floor) continue;
    say(`${suite}: only ${tally.passed + tally.failed} tests ran, at least ${floor} must (lib/ops/floors.json).`);
    tallies.set(suite, { ...tally, failed: tally.failed + 1 });
  }
}

async function runSuites(run: TestRun): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const attempt = async (suite: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (run.cleanup.hasBegun) throw error;
      say(
        `${suite}: ${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}`,
      );
      tallies.set(suite, { passed: 0, failed: 1 });
    }
  };
  await attempt("vitest", async () => {
    for (const [suite, tally] of await runVitest(run)) tallies.set(suite, tally);
  });
  if (run.chosen.includes("browser") && existsSync("tests/browser")) {
    await attempt("browser", async () => {
      tallies.set("browser", await runBrowser(run));
    });
  }
  applyFloors(run, tallies);
  return tallies;
}

/** Prints one line per suite and, as the last line, the sum. Returns the exit code. */
function report(tallies: Map<string, Tally>): number {
  const sum = { passed: 0, failed: 0 };
  process.stdout.write("\n");
  for (const [suite, { passed, failed }] of tallies) {
    process.stdout.write(`${suite}: ${passed} passed, ${failed} failed\n`);
    sum.passed += passed;
    sum.failed += failed;
  }
  if (sum.passed + sum.failed === 0) sum.failed = 1;
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0 ? 0 : 1;
}

async function testAll(cleanup: Cleanup, context: CommandContext): Promise<number> {
  const selection = readSelection(context.args);
  const dataDir = readDataDir(context.environment);
  const folder = join(dataDir, "test");
  await cleanup.add(await claimDataFolder(folder, "the test run"));
  const secrets = loadSecrets(dataDir);
  const server = await startLocalPostgres({
    folder: disposableFolder(join(folder, "postgres")),
    superuserPassword: secrets.superuserPassword,
    isDurable: false,
    isFresh: true,
  });
  await cleanup.add(server.stop);
  const run = { cleanup, environment: context.environment, dataDir, folder, secrets, port: server.port, ...selection };
  const tallies = await runSuites(run);
  await cleanup.run();
  return report(tallies);
}

/**
 * Runs the suites on a server, a build and a Chromium of their own, and prints `N passed, N failed` over all of them as
 * the last line. `--only <suite> [file]` runs a part. Returns 1 on any failure.
 */
export async function main(context: CommandContext): Promise<number> {
  const cleanup = new Cleanup();
  const stopped = new Promise<number>((resolve) => {
    onStopRequest(() => void cleanup.run().then(() => resolve(130)));
  });
  const done = testAll(cleanup, context).catch(async (error: unknown) => {
    if (cleanup.hasBegun) return stopped;
    await cleanup.run();
    say(
      error instanceof Problem
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
    return report(new Map([["set-up", { passed: 0, failed: 1 }]]));
  });
  return Promise.race([stopped, done]);
}
