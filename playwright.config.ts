import { defineConfig } from "playwright/test";

const chromium = process.env.PORTAL_TEST_CHROMIUM;
const isRoot = process.getuid?.() === 0;
const launchOptions = { ...(chromium ? { executablePath: chromium } : {}), args: isRoot ? ["--no-sandbox"] : [] };

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  // A walk through many screens takes its time on a busy machine; each of its expectations has a limit of its own.
  timeout: 120_000,
  // Both cores are shared with the portal, its database and the worker.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: process.env.PORTAL_TEST_REPORT ?? "test-results/report.json" }]],
  use: {
    baseURL: process.env.PORTAL_ORIGIN ?? "http://127.0.0.1:3000",
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    // Filming every test costs a tenth of all work; a failure keeps its steps, its pages as they were, and a picture.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions,
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
});
