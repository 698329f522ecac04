import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFaults, readPlaywrightReport, readVitestReport, type Tally } from "@/lib/ops/test-reports";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reports-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function written(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const result = (name: string, status: string, ...statuses: string[]) => ({
  name: resolve(name),
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

describe("the count of tests", () => {
  it("adds up by suite; what was skipped or could not load has failed", () => {
    const file = written({
      testResults: [
        result("lib/domain/a.test.ts", "passed", "passed", "passed"),
        result("components/b.test.tsx", "failed", "passed", "failed"),
        result("tests/database/c.test.ts", "failed"),
        result("tests/ops/d.test.ts", "passed", "passed", "pending"),
      ],
    });
    expect(readVitestReport(file, 1)).toEqual(
      new Map([
        ["unit", { passed: 3, failed: 1 }],
        ["database", { passed: 0, failed: 1 }],
        ["ops", { passed: 1, failed: 1 }],
      ]),
    );
  });

  it("counts a run without a report as a failure", () => {
    expect(readVitestReport(join(folder, "none.json"), 0)).toEqual(new Map([["vitest", { passed: 0, failed: 1 }]]));
    expect(readPlaywrightReport(join(folder, "none.json"))).toEqual({ passed: 0, failed: 1 });
  });

  it("counts as a failure what no test failed by, such as a rejection that nobody caught", () => {
    const file = written({ testResults: [result("lib/domain/a.test.ts", "passed", "passed")] });
    const unit: [string, Tally] = ["unit", { passed: 1, failed: 0 }];
    expect(readVitestReport(file, 0)).toEqual(new Map([unit]));
    expect(readVitestReport(file, 1)).toEqual(new Map([unit, ["vitest", { passed: 0, failed: 1 }]]));
  });

  it("counts unexpected, flaky, skipped and broken browser tests as failures", () => {
    const file = written({ errors: [{}], stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 1 } });
    expect(readPlaywrightReport(file)).toEqual({ passed: 7, failed: 4 });
  });
});

describe("the portal's log", () => {
  it("gives its faults; warnings, other lines and half a line are left out", () => {
    const file = join(folder, "web.log");
    const lines = [
      { level: 30, msg: "Ready" },
      { level: 40, msg: "Slow" },
      { level: 50, msg: "An action failed", err: { message: "no such column" } },
      { level: 60, msg: "Gone" },
    ];
    writeFileSync(file, `Next is ready\n${lines.map((line) => JSON.stringify(line)).join("\n")}\n{"level":50,"ms`);
    expect(readFaults(file)).toEqual(["An action failed: no such column", "Gone: no error"]);
    expect(readFaults(join(folder, "no.log"))).toEqual([]);
  });
});
