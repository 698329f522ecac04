import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { Problem, say } from "./command";

// The shell is what Playwright itself would take: it draws the same pages with two thirds of the work.
const shell = "chromium-headless-shell";
const names = [shell, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const fixedPlaces = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/snap/bin/chromium"];

function findPresent(environment: NodeJS.ProcessEnv, places: readonly string[]): string | undefined {
  const folders = (environment.PATH ?? "").split(":");
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places];
  return candidates.find((candidate) => existsSync(candidate));
}

function installByApt(environment: NodeJS.ProcessEnv): void {
  const env = { ...environment, DEBIAN_FRONTEND: "noninteractive" };
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"], { env }).status !== 0) return;
  say("Installing Chromium …");
  spawnSync("apt-get", ["update", "-qq"], { env });
  const install = (name: string) =>
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], { env }).status === 0;
  // Older releases have the whole browser alone.
  if (!install(shell)) install("chromium");
}

/**
 * Returns the Chromium of the browser tests: Playwright's own (null, since it finds that itself), else the system's
 * headless shell, else any other of the system, else one that root installs with apt. `places` are looked into beside the folders of PATH. Throws a Problem with the
 * fix where none can be had.
 */
export function findChromium(environment: NodeJS.ProcessEnv, places: readonly string[] = fixedPlaces): string | null {
  if (existsSync(chromium.executablePath())) return null;

  const present = findPresent(environment, places);
  if (present !== undefined) return present;
  installByApt(environment);
  const installed = findPresent(environment, places);
  if (installed !== undefined) return installed;
  throw new Problem(
    "The browser tests need Chromium: run npx playwright install chromium, or sudo apt-get install chromium.",
  );
}
