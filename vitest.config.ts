import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import type { TestServer } from "./tests/support/test-server";

// An odd zone, so that a test that leans on the machine's own fails: 45 minutes off the hour.
process.env.TZ = "Asia/Kathmandu";

// Bounds what hangs and nothing else: the longest test takes 30 s on two quiet cores, and those may be shared.
const patienceMs = 300_000;

const testServer: TestServer | null = process.env.PORTAL_TEST_SERVER
  ? JSON.parse(process.env.PORTAL_TEST_SERVER)
  : null;

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
    alias: { "server-only": resolve("tests/support/empty.ts") },
  },
  test: {
    maxWorkers: 2,
    execArgv: ["--disable-warning=ExperimentalWarning"],
    provide: { testServer },
    setupFiles: ["tests/support/console-guard.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["lib/**/*.test.{ts,tsx}", "components/**/*.test.{ts,tsx}", "app/**/*.test.{ts,tsx}"],
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/database/**/*.test.ts"],
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
      {
        extends: true,
        test: {
          name: "ops",
          include: ["tests/ops/**/*.test.ts"],
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
    ],
  },
});
