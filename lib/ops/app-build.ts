import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cleanup, runScript } from "./child-processes";
import { say } from "./command";
import { buildEnvironment } from "./portal-environment";
import type { Secrets } from "./secrets";
import { hashFiles, isStamped, stamp } from "./stamps.mjs";

const inputs = [
  "app",
  "components",
  "lib",
  "prisma/schema",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

function buildId(): string {
  return existsSync(".next/BUILD_ID") ? readFileSync(".next/BUILD_ID", "utf8") : "none";
}

function hashInputs(secrets: Secrets): string {
  return hashFiles(inputs, JSON.stringify(buildEnvironment(secrets)));
}

/** Tells whether the production build at hand was made from the present sources and settings. */
export function isBuildCurrent(secrets: Secrets): boolean {
  return isStamped("app", `${hashInputs(secrets)} ${buildId()}`);
}

/** Builds the app for production in demo mode, unless the build at hand is current. */
export async function buildApp(
  cleanup: Cleanup,
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  secrets: Secrets,
): Promise<void> {
  if (isBuildCurrent(secrets)) return;
  say("Building the app …");
  const hash = hashInputs(secrets);
  await runScript(cleanup, {
    name: "The build",
    script: ["node_modules/next/dist/bin/next", "build"],
    environment: { ...environment, ...buildEnvironment(secrets) },
    logFile: join(dataDir, "logs", "build.log"),
  });
  stamp("app", `${hash} ${buildId()}`);
}
