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
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

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
