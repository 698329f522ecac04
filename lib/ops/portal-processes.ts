import { join } from "node:path";
import { type Cleanup, lastLines, type Running, startScript, stopChild } from "./child-processes";
import { Problem } from "./command";

const healthTimeoutMs = 90_000;

export type PortalProcess = { name: string; logFile: string; exited: Promise<number> };

export type PortalOptions = {
  host: string;
  port: number;
  logFolder: string;
  webEnvironment: NodeJS.ProcessEnv;
  workerEnvironment: NodeJS.ProcessEnv;
};

/** Returns the script of a bundled command that exports `main`. */
export function bundled(name: string, ...args: string[]): string[] {
  return ["--disable-warning=ExperimentalWarning", join(".build", "commands", "launch.js"), name, ...args];
}

/**
 * Node lets garbage grow with the machine's memory: of small, short-lived rows a worker with 70 MB of live data made
 * 420 MB. Under these limits it stays within the 300 MB it may have, at the same speed.
 */
const workerLimits = ["--max-semi-space-size=4", "--max-old-space-size=192"];

/** Returns the script of the worker. */
export function workerScript(): string[] {
  return [...workerLimits, ...bundled("worker")];
}

async function startOne(
  cleanup: Cleanup,
  name: string,
  script: string[],
  options: PortalOptions,
): Promise<PortalProcess> {
  const logFile = join(options.logFolder, `${name}.log`);
  const environment = name === "web" ? options.webEnvironment : options.workerEnvironment;
  const running: Running = startScript({ name, script, environment, logFile });
  await cleanup.add(() => stopChild(running));
  return { name, logFile, exited: running.exited };
}

/** Longer than clients and proxies keep a connection that is idle: what they send as it is closed here would be lost. */
const keepAliveMs = 75_000;

/** Starts web and worker together; both end with `cleanup`. */
export async function startPortal(cleanup: Cleanup, options: PortalOptions): Promise<PortalProcess[]> {
  const { host, port } = options;
  return [
    await startOne(cleanup, "worker", workerScript(), options),
    await startOne(
      cleanup,
      "web",
      [
        "node_modules/next/dist/bin/next",
        "start",
        ...["--hostname", host, "--port", String(port), "--keepAliveTimeout", String(keepAliveMs)],
      ],
      options,
    ),
  ];
}

/** Rejects with a Problem as soon as one of the processes ends by itself. */
export function firstToEnd(processes: PortalProcess[]): Promise<never> {
  return Promise.race(
    processes.map(async ({ name, logFile, exited }) => {
      const code = await exited;
      throw new Problem(
        `${lastLines(logFile)}\nThe ${name} process ended by itself (code ${code}), so all was stopped; ${logFile} has its log.`,
      );
    }),
  );
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status === 200;
  } catch {
    return false;
  }
}

/** Resolves once the health page answers 200. Throws a Problem after 90 s. */
export async function waitUntilHealthy(origin: string, logFolder: string): Promise<void> {
  for (let waited = 0; waited < healthTimeoutMs; waited += 100) {
    if (await isHealthy(`${origin}/api/health`)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Problem(
    `The portal was not healthy after 90 s: ${origin}/api/health and the logs in ${logFolder} say why.`,
  );
}
