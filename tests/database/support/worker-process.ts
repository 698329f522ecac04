import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastLines, startScript, stopChild } from "@/lib/ops/child-processes";
import { bundled } from "@/lib/ops/portal-processes";
import type { TestDatabase } from "./open";

export type WorkerProcess = {
  /** Ends it as a power cut would: nothing of it runs any more. Resolves once it is gone. */
  kill: () => Promise<void>;
  /** Asks it to end and returns its exit code. */
  stop: () => Promise<number>;
  /** Resolves with the exit code once it has ended, by itself or not. */
  exited: Promise<number>;
  /** The last lines it logged. */
  log: () => string;
};

/** Starts the bundled worker on a test's database, as the demo does. */
export function startWorker(db: TestDatabase): WorkerProcess {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  const logFile = join(folder, "worker.log");
  const environment = {
    NODE_ENV: "production",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    DATABASE_URL: db.appUrl,
    DATABASE_OWNER_URL: db.ownerUrl,
    PORTAL_MODE: "demo",
    PORTAL_ORIGIN: "http://127.0.0.1:3000",
    AUTH_SECRET: "a secret of the tests, long enough to be one",
    // A worker that finds no connection in time ends; tests take the cores that the database would answer with.
    DATABASE_WAIT_MS: "30000",
    LOG_LEVEL: "info",
  } as const;
  const running = startScript({ name: "worker", script: bundled("worker"), environment, logFile });
  let log = "";
  const exited = running.exited.then((code) => {
    log = lastLines(logFile);
    rmSync(folder, { recursive: true, force: true });
    return code;
  });
  return {
    exited,
    log: () => log || lastLines(logFile),
    kill: async () => {
      await stopChild(running, "SIGKILL");
      await exited;
    },
    stop: async () => {
      await stopChild(running);
      return exited;
    },
  };
}
