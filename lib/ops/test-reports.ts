import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";

/** Counts of one suite. A test that was skipped has not shown anything, so it counts as failed. */
export type Tally = { passed: number; failed: number };

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

const playwrightSchema = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function suiteOf(file: string): string {
  const path = relative(process.cwd(), file);
  return /^tests\/([^/]+)\//.exec(path)?.[1] ?? "unit";
}

/**
 * Reads Vitest's report, one tally per suite. A file that could not run counts as one failure; no report, as one of
 * "vitest". So does an exit code for which the report names no failure: an error that nobody caught is in no test.
 */
export function readVitestReport(file: string, exitCode: number): Map<string, Tally> {
  const report = vitestSchema.safeParse(readJson(file));
  if (!report.success) return new Map([["vitest", { passed: 0, failed: 1 }]]);

  const tallies = new Map<string, Tally>();
  for (const { name, status, assertionResults } of report.data.testResults) {
    const tally = tallies.get(suiteOf(name)) ?? { passed: 0, failed: 0 };
    const passed = assertionResults.filter((result) => result.status === "passed").length;
    const failed = assertionResults.length - passed;
    tally.passed += passed;
    tally.failed += failed === 0 && status !== "passed" ? 1 : failed;
    tallies.set(suiteOf(name), tally);
  }
  const hasFailed = [...tallies.values()].some(({ failed }) => failed > 0);
  if (exitCode !== 0 && !hasFailed) tallies.set("vitest", { passed: 0, failed: 1 });
  return tallies;
}

/** Reads Playwright's report. No report counts as one failure. */
export function readPlaywrightReport(file: string): Tally {
  const report = playwrightSchema.safeParse(readJson(file));
  if (!report.success) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  return { passed: expected, failed: unexpected + flaky + skipped + report.data.errors.length };
}

const lowestFault = 50;
const logLineSchema = z.object({
  level: z.number(),
  msg: z.string().default(""),
  err: z.object({ message: z.string() }).optional(),
});

/** Reads the faults that a process of the portal wrote into its log: pages answer them with a neutral sentence, so no test sees them. */
export function readFaults(logFile: string): string[] {
  if (!existsSync(logFile)) return [];
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{") && line.endsWith("}"))
    .flatMap((line) => {
      const entry = logLineSchema.safeParse(JSON.parse(line));
      if (!entry.success || entry.data.level < lowestFault) return [];
      return [`${entry.data.msg}: ${entry.data.err?.message ?? "no error"}`];
    });
}
