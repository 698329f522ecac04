import { rmSync } from "node:fs";
import { join } from "node:path";
import { runScript, startScript, stopChild } from "../child-processes";
import { Problem, say } from "../command";
import { readDataDir } from "../demo-options";
import { findFreePort } from "../free-port";
import { findRunningPortal } from "../instance-lock";
import { buildEnvironment, webEnvironment } from "../portal-environment";
import type { Bench, World } from "./bench-world";

const startTimeoutMs = 60_000;
const next = "node_modules/next/dist/bin/next";

/** The web process of a production build, without a worker, so that nothing else moves. */
export type BenchApp = { origin: string; pid: number };

const settingsOf = (bench: Bench) => ({ PORTAL_BENCH: "1", ...buildEnvironment(bench.secrets) });

let build: Promise<void> | null = null;

/** Builds the app once a run, however many worlds it is started against. */
async function buildApp(bench: Bench): Promise<void> {
  const running = await findRunningPortal(readDataDir(bench.context.environment));
  if (running !== null)
    throw new Problem(`The demo at ${running} uses the build that the bench replaces: stop it first.`);

  say("Building the app with the bench's page …");
  await bench.cleanup.add(() => rmSync(".next", { recursive: true, force: true }));
  await runScript(bench.cleanup, {
    name: "The build",
    script: [next, "build"],
    environment: { ...bench.context.environment, ...settingsOf(bench) },
    logFile: join(bench.logFolder, "build.log"),
  });
}

/**
 * Builds the app with the bench's own page and starts it against a world. The build takes the place of the demo's and is
 * deleted in the end, so that it is never mistaken for that. Throws a Problem while a demo runs from this folder.
 */
export async function openApp(bench: Bench, world: World): Promise<BenchApp> {
  build ??= buildApp(bench);
  await build;
  const port = await findFreePort(undefined);
  const origin = `http://127.0.0.1:${port}`;
  const { addresses } = world;
  const logFile = join(bench.logFolder, "web.log");
  const web = startScript({
    name: "web",
    script: [next, "start", "--hostname", "127.0.0.1", "--port", String(port)],
    environment: {
      ...webEnvironment(bench.context.environment, { addresses, secrets: bench.secrets, origin }),
      ...settingsOf(bench),
      LOG_LEVEL: "warn",
    },
    logFile,
  });
  await bench.cleanup.add(() => stopChild(web));
  await waitForAnswer(origin, logFile);
  return { origin, pid: web.process.pid ?? 0 };
}

async function waitForAnswer(origin: string, logFile: string): Promise<void> {
  for (let waited = 0; waited < startTimeoutMs; waited += 100) {
    const answer = await fetch(`${origin}/sign-in`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Problem(`The web process did not answer within 60 s; ${logFile} has its log.`);
}
