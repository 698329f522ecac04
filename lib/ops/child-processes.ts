import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "./command";

/**
 * Preloaded into Node children: they leave when the process that started them is gone, whatever ended it. Their own
 * children inherit the line, but talk to another parent.
 */
const leaveWithParent = `if (process.env.PORTAL_PARENT === String(process.ppid)) {
  process.on("disconnect", () => process.exit());
  process.channel?.unref();
}`;

/** Encoded, since tools that start children of their own pass it on without its quotes. */
const preload = `data:text/javascript,${encodeURIComponent(leaveWithParent)}`;

const graceMs = 10_000;

export type ScriptOptions = {
  name: string;
  /** A script and its arguments, run by the Node that runs us. */
  script: string[];
  environment: NodeJS.ProcessEnv;
  /** Receives the child's output; emptied first. */
  logFile: string;
};

export type Running = { process: ChildProcess; exited: Promise<number> };

/** Returns the last lines of a log, for a sentence that has to explain an early end. */
export function lastLines(logFile: string, count = 20): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}

export function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/**
 * Starts a Node script in a process group of its own, so that Ctrl-C in a terminal reaches it through us alone and
 * children end in the right order.
 */
export function startScript({ script, environment, logFile }: ScriptOptions): Running {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, ["--import", preload, ...script], {
    env: { ...environment, PORTAL_PARENT: String(process.pid) },
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  return { process: child, exited: waitForExit(child) };
}

/** Asks a child to end, and ends it by force if it has not within 10 s. */
export async function stopChild(running: Running, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (running.process.exitCode !== null || running.process.signalCode !== null) return;
  running.process.kill(signal);
  const force = setTimeout(() => running.process.kill("SIGKILL"), graceMs);
  await running.exited;
  clearTimeout(force);
}

/** Keeps what was started, to stop it in reverse order, once. */
export class Cleanup {
  readonly #steps: (() => Promise<void> | void)[] = [];
  #isOver: Promise<void> | undefined;

  /** Adds a step; runs it at once when the clean-up has already begun, and then throws, so that nothing starts late. */
  async add(step: () => Promise<void> | void): Promise<void> {
    if (this.#isOver === undefined) {
      this.#steps.push(step);
      return;
    }
    await step();
    throw new Problem("Stopped.");
  }

  /** Runs every step, newest first, however often it is called. */
  run(): Promise<void> {
    this.#isOver ??= this.#runSteps();
    return this.#isOver;
  }

  get hasBegun(): boolean {
    return this.#isOver !== undefined;
  }

  async #runSteps(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await Promise.resolve(step()).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
  }
}

/** Runs a script to its end under `cleanup`. Throws a Problem with its last lines if it fails. */
export async function runScript(cleanup: Cleanup, options: ScriptOptions): Promise<void> {
  const running = startScript(options);
  await cleanup.add(() => stopChild(running));
  const code = await running.exited;
  if (cleanup.hasBegun) throw new Problem("Stopped.");
  if (code !== 0)
    throw new Problem(`${lastLines(options.logFile)}\n${options.name} failed; ${options.logFile} has it all.`);
}

/** Runs a script to its end under `cleanup` with our own output, and returns its exit code. */
export async function runVisibly(
  cleanup: Cleanup,
  { script, environment }: Pick<ScriptOptions, "script" | "environment">,
): Promise<number> {
  const child = spawn(process.execPath, ["--import", preload, ...script], {
    env: { ...environment, PORTAL_PARENT: String(process.pid) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
  const running = { process: child, exited: waitForExit(child) };
  await cleanup.add(() => stopChild(running));
  const code = await running.exited;
  if (cleanup.hasBegun) throw new Problem("Stopped.");
  return code;
}

const parentCheckMs = 300;

/**
 * Calls `stop` when this process is asked to end, or what started it is gone. A signal sent to npm ends the shell between
 * npm and us, and we notice by having another parent.
 */
export function onStopRequest(stop: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    stop();
  }, parentCheckMs);
  check.unref();
}
