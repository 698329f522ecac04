import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import type { z } from "zod";
import { type Cleanup, runScript } from "../child-processes";
import { type CommandContext, Problem, say } from "../command";
import { connect } from "../connect";
import { type DatabaseAddresses, loginName } from "../demo-database";
import { readDataDir } from "../demo-options";
import { workerEnvironment } from "../portal-environment";
import { bundled } from "../portal-processes";
import type { MakeDatabase } from "../scratch-server";
import { loadSecrets, type Secrets } from "../secrets";
import { addressFor, setUpDatabase } from "../set-up-database";

/** What every part of the bench works with. */
export type Bench = {
  context: CommandContext;
  cleanup: Cleanup;
  makeDatabase: MakeDatabase;
  secrets: Secrets;
  /** Logs of everything the bench starts. */
  logFolder: string;
  /** Size of the large dealer's fleet, and number of packages of the month rollover. */
  hubs: number;
  /** How long the soak lasts. */
  seconds: number;
};

export type World = { name: string; addresses: DatabaseAddresses; environment: NodeJS.ProcessEnv };

export function openBench(
  context: CommandContext,
  cleanup: Cleanup,
  makeDatabase: MakeDatabase,
  size: { hubs: number; seconds: number },
): Bench {
  const dataDir = readDataDir(context.environment);
  const secrets = loadSecrets(dataDir);
  return { context, cleanup, makeDatabase, secrets, logFolder: join(dataDir, "bench"), ...size };
}

/** Makes a migrated database of that name with the demo world in it. */
export async function makeWorld(bench: Bench, name: string): Promise<World> {
  const world = await openWorld(bench, name);
  await runIn(bench, world, "seed");
  return world;
}

/** Copies a world, so that two ways of doing one thing start from the same files. */
export async function copyWorld(bench: Bench, from: World, name: string): Promise<World> {
  const owner = await connect(await bench.makeDatabase("bench_desk"));
  try {
    await owner.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(from.name)}`);
  } finally {
    await owner.end();
  }
  return openWorld(bench, name);
}

async function openWorld({ makeDatabase, secrets, context }: Bench, name: string): Promise<World> {
  const databaseOwnerUrl = await makeDatabase(name);
  const login = { name: loginName(name), password: secrets.appPassword };
  await setUpDatabase(databaseOwnerUrl, login);
  const addresses = { databaseOwnerUrl, databaseUrl: addressFor(databaseOwnerUrl, login) };
  const origin = "http://127.0.0.1:3000";
  const environment = { ...workerEnvironment(context.environment, { addresses, secrets, origin }), LOG_LEVEL: "warn" };
  return { name, addresses, environment };
}

/** Runs a bundled command against a world, to its end. Throws a Problem with its last lines if it fails. */
export async function runIn(bench: Bench, world: World, ...script: string[]): Promise<string> {
  const logFile = join(
    bench.logFolder,
    `${world.name}-${script
      .slice(0, 3)
      .join("-")
      .replaceAll(/[^\w-]/g, "")}.log`,
  );
  say(`${script.join(" ")} in ${world.name} …`);
  await runScript(bench.cleanup, {
    name: script.join(" "),
    script: bundled(script[0] ?? "", ...script.slice(1)),
    environment: world.environment,
    logFile,
  });
  return logFile;
}

/** Runs one measurement in a process of its own against a world, and reads the figures it prints as its last line. */
export async function measureIn<Schema extends z.ZodType>(
  bench: Bench,
  world: World,
  what: { name: string; answer: Schema; args?: string[] },
): Promise<z.infer<Schema>> {
  const logFile = await runIn(bench, world, "bench", "measure", what.name, ...(what.args ?? []));
  const lastLine = readFileSync(logFile, "utf8").trimEnd().split("\n").at(-1) ?? "";
  const parsed = what.answer.safeParse(parseJson(lastLine));
  if (!parsed.success) throw new Problem(`Measuring ${what.name} gave no figures; ${logFile} has its log.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
