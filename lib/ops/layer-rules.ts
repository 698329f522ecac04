import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Problem } from "./command";
import { floorCounts } from "./floors";
import type { Finding } from "./source-rules";

const ruleSetSchema = z.array(z.object({ name: z.string(), comment: z.string().optional() }));
const resultSchema = z.object({
  modules: z.array(z.object({ source: z.string(), coreModule: z.boolean().optional() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
    ruleSetUsed: z.object({ forbidden: ruleSetSchema, required: ruleSetSchema }),
  }),
});

/** `modules` counts the project's own modules that were really read. */
export type LayerReport = { findings: Finding[]; modules: number };

const places = ["app", "components", "lib", "prisma", "tests", "proxy.ts", "instrumentation.ts"];

function runCruiser(root: string): Promise<string> {
  const cruiser = resolve("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const config = resolve(".dependency-cruiser.mjs");
  const present = places.filter((place) => existsSync(join(root, place)));
  const child = spawn(process.execPath, [cruiser, "--config", config, "--output-type", "json", ...present], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  return new Promise((done, fail) => {
    child.on("close", () => (output === "" ? fail(new Problem(errors)) : done(output)));
  });
}

/** Checks who imports whom below `root` by the rules of `.dependency-cruiser.mjs`. */
export async function checkLayers(root: string): Promise<LayerReport> {
  const { modules, summary } = resultSchema.parse(JSON.parse(await runCruiser(root)));
  const ruleSet = [...summary.ruleSetUsed.forbidden, ...summary.ruleSetUsed.required];
  const commentOf = (name: string) => ruleSet.find((rule) => rule.name === name)?.comment ?? name;
  const findings = summary.violations.map(({ from, to, rule }) => ({
    path: from,
    line: 1,
    sentence: `${rule.name}${to === from ? "" : ` (${to})`}: ${commentOf(rule.name)}`,
  }));
  const own = modules.filter(({ source, coreModule }) => !coreModule && !source.startsWith("node_modules/"));
  return { findings, modules: own.length };
}

/** Adds a finding when fewer modules were read than the floor: a check that saw nothing is red. */
export function withFloor(findings: Finding[], modules: number): Finding[] {
  if (modules >= floorCounts.modules) return findings;
  const sentence = `Only ${modules} modules were read, at least ${floorCounts.modules} must be.`;
  return [...findings, { path: "lib/ops/floors.json", line: 1, sentence }];
}
