import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

let folder: string;

/** A machine where Playwright has downloaded nothing, and with nothing on the way but what a test puts there. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chromium-"));
  vi.stubEnv("PLAYWRIGHT_BROWSERS_PATH", folder);
  vi.resetModules();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a packages' installer on the way; it sees the folder of this test alone. */
function putApt(work: string): void {
  writeFileSync(join(folder, "apt-get"), `#!/bin/bash\nPATH=/usr/bin:/bin\n${work}\n`);
  chmodSync(join(folder, "apt-get"), 0o755);
}

async function find(places: string[] = []): Promise<string | null> {
  const { findChromium } = await import("@/lib/ops/chromium");
  return findChromium({ NODE_ENV: "test", PATH: folder }, places);
}

it("says in one sentence how to get a Chromium where there is none and none can be installed", async () => {
  await expect(find()).rejects.toThrow(
    "The browser tests need Chromium: run npx playwright install chromium, or sudo apt-get install chromium.",
  );
});

it("takes one from the folders of PATH, or from where systems keep theirs", async () => {
  const elsewhere = join(folder, "Chrome of this system");
  writeFileSync(elsewhere, "");
  expect(await find([elsewhere])).toBe(elsewhere);

  const present = join(folder, "google-chrome");
  writeFileSync(present, "");
  chmodSync(present, 0o755);
  expect(await find([elsewhere])).toBe(present);
});

it("prefers the headless shell, which works less for the same pages", async () => {
  for (const name of ["chromium", "chromium-headless-shell"]) {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), 0o755);
  }
  expect(await find()).toBe(join(folder, "chromium-headless-shell"));
});

it("lets root install the shell, or the whole browser where the system's packages have no shell", async () => {
  vi.spyOn(process, "getuid").mockReturnValue(0);
  putApt('for name; do :; done; [ "$name" != update ] && touch "$(dirname "$0")/$name"');
  expect(await find()).toBe(join(folder, "chromium-headless-shell"));

  rmSync(join(folder, "chromium-headless-shell"));
  putApt('for name; do :; done; [ "$name" = chromium-headless-shell ] && exit 100; touch "$(dirname "$0")/$name"');
  expect(await find()).toBe(join(folder, "chromium"));
});
