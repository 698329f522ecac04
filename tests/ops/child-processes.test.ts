import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Cleanup, type Running, runScript, startScript, stopChild } from "@/lib/ops/child-processes";
import { waitUntil } from "../database/support/wait-until";

let folder: string;
let record: string;
let started: Running[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "children-"));
  record = join(folder, "record");
  writeFileSync(record, "");
  started = [];
});

afterEach(async () => {
  for (const running of started) running.process.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A script that writes down when it runs and when it is asked to end. */
function scriptOf(
  name: string,
  rest = "",
): { name: string; script: string[]; environment: NodeJS.ProcessEnv; logFile: string } {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { appendFileSync } from "node:fs";
     const note = (what) => appendFileSync(${JSON.stringify(record)}, what + " ${name}\\n");
     process.on("SIGTERM", () => { note("ends"); process.exit(0); });
     setInterval(() => undefined, 1000);
     note("runs");
     ${rest}`,
  );
  return { name, script: [file], environment: { NODE_ENV: "test" }, logFile: join(folder, `${name}.log`) };
}

const lines = () => readFileSync(record, "utf8").trim().split("\n");

function start(name: string): Running {
  const running = startScript(scriptOf(name));
  started.push(running);
  return running;
}

async function isRunning(name: string): Promise<void> {
  await waitUntil(`${name} runs`, async () => lines().includes(`runs ${name}`));
}

it("ends every child once, the newest first, however often it is asked", async () => {
  const cleanup = new Cleanup();
  for (const name of ["server", "worker", "web"]) {
    const running = start(name);
    await cleanup.add(() => stopChild(running));
    await isRunning(name);
  }
  await Promise.all([cleanup.run(), cleanup.run()]);
  expect(lines().slice(3)).toEqual(["ends web", "ends worker", "ends server"]);
  expect(started.map(({ process }) => process.exitCode)).toEqual([0, 0, 0]);
});

it("ends the others where one cannot be ended", async () => {
  const cleanup = new Cleanup();
  const running = start("server");
  await isRunning("server");
  await cleanup.add(() => stopChild(running));
  await cleanup.add(() => Promise.reject("This one cannot be ended."));
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await cleanup.run();
  expect(told).toHaveBeenCalledWith("This one cannot be ended.\n");
  told.mockRestore();
  expect(running.process.exitCode).toBe(0);
});

it("ends at once what starts after ending has begun", async () => {
  const cleanup = new Cleanup();
  await cleanup.run();
  await expect(runScript(cleanup, scriptOf("late"))).rejects.toThrow("Stopped.");
});

it("lets a child leave when the process that started it is gone, whatever ended that", async () => {
  const running = start("worker");
  await isRunning("worker");
  running.process.disconnect();
  expect(await running.exited).toBe(0);
});

it("tells what a script said last, where it fails", async () => {
  const failing = scriptOf("seed", 'process.stderr.write("no such table\\n", () => process.exit(3));');
  await expect(runScript(new Cleanup(), failing)).rejects.toThrow(
    /no such table\nseed failed; .*seed\.log has it all\./,
  );
});
