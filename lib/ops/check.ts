import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { elapsedMs } from "@/lib/clock";
import type { CommandContext } from "./command";
import { checkLayers, withFloor } from "./layer-rules";
import { readSources, sourceFolders } from "./source-files";
import { type Finding, findBrokenRules } from "./source-rules";

/** What a step found, as text to print; empty when all is well. `seen` says what it looked at. */
type Verdict = { complaints: string; seen?: string };
type Step = { name: string; run: (environment: NodeJS.ProcessEnv) => Promise<Verdict> };

function tool(script: string, ...args: string[]): Step["run"] {
  return (environment) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [script, ...args], {
        env: { ...environment, NO_COLOR: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
          output += chunk;
        });
      }
      child.on("close", (code) =>
        resolve({ complaints: code === 0 ? "" : output.trim() || `It ended with code ${code}.` }),
      );
    });
}

function lines(findings: Finding[]): string {
  return findings.map(({ path, line, sentence }) => `${path}:${line} ${sentence}`).join("\n");
}

async function layers(): Promise<Verdict> {
  const { findings, modules } = await checkLayers(".");
  return { complaints: lines(withFloor(findings, modules)), seen: `${modules} modules` };
}

async function houseRules(): Promise<Verdict> {
  const sources = readSources(".");
  return { complaints: lines(findBrokenRules(sources)), seen: `${sources.length} files` };
}

const steps: Step[] = [
  { name: "format and lint", run: tool("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".") },
  { name: "types", run: tool("node_modules/typescript/bin/tsc", "--noEmit", "-p", ".") },
  {
    name: "promises",
    run: tool(
      "node_modules/oxlint/bin/oxlint",
      "--type-aware",
      "--deny-warnings",
      ...sourceFolders.filter((folder) => existsSync(folder)),
    ),
  },
  { name: "layers", run: layers },
  { name: "house rules", run: houseRules },
  { name: "dead code", run: tool("node_modules/knip/bin/knip.js", "--no-progress") },
];

async function runStep({ name, run }: Step, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const start = elapsedMs();
  const { complaints, seen }: Verdict = await run(environment).catch((error: Error) => ({ complaints: error.message }));
  const seconds = ((elapsedMs() - start) / 1000).toFixed(1);
  const verdict = complaints === "" ? "ok" : "FAILED";
  process.stdout.write(`${verdict.padEnd(6)} ${name} (${seconds} s${seen ? `, ${seen}` : ""})\n`);
  if (complaints !== "") process.stdout.write(`${complaints.replaceAll(/^/gm, "       ")}\n`);
  return complaints === "";
}

/** Runs every check side by side, prints one line each and a closing one. Returns 1 if any failed. */
export async function main({ environment }: CommandContext): Promise<number> {
  const results = await Promise.all(steps.map((step) => runStep(step, environment)));
  const failed = results.filter((isFine) => !isFine).length;
  process.stdout.write(
    failed === 0 ? `All ${steps.length} checks passed.\n` : `${failed} of ${steps.length} checks failed.\n`,
  );
  return failed === 0 ? 0 : 1;
}
