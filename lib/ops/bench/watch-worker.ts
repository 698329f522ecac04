import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { startScript, stopChild } from "../child-processes";
import { Problem, say } from "../command";
import { workerScript } from "../portal-processes";
import type { Bench, World } from "./bench-world";

/** Packages that a worker ended, the time from opening the run to closing it, and the worker's memory at its most. */
export type WorkerFigures = { ended: number; ms: number; peakMb: number };

const pollMs = 100;
const kbPerMb = 1_024;

/**
 * Starts a whole worker, with its queue, its loops and the simulated network, and watches it until the month rollover
 * that is due has been planned, run and closed.
 */
export async function watchWorker(bench: Bench, world: World, owner: Client): Promise<WorkerFigures> {
  const runsBefore = await countClosedRuns(owner);
  const logFile = join(bench.logFolder, "worker.log");
  say("A whole worker …");
  const worker = startScript({ name: "worker", script: workerScript(), environment: world.environment, logFile });
  await bench.cleanup.add(() => stopChild(worker));
  const watch = { isOver: false, peakMb: 0 };
  void worker.exited.then(() => {
    watch.isOver = true;
  });
  while ((await countClosedRuns(owner)) === runsBefore) {
    if (watch.isOver) throw new Problem(`The worker ended before the month rollover was done; ${logFile} has its log.`);
    watch.peakMb = Math.max(watch.peakMb, readPeakMb(worker.process.pid ?? 0));
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const peakMb = Math.max(watch.peakMb, readPeakMb(worker.process.pid ?? 0));
  await stopChild(worker);
  return { ...(await readNewestRun(owner)), peakMb };
}

async function countClosedRuns(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ closed: number }>(
    "select count(*)::int as closed from rollover_run where finished_at is not null",
  );
  return rows[0]?.closed ?? 0;
}

async function readNewestRun(owner: Client): Promise<{ ended: number; ms: number }> {
  const { rows } = await owner.query<{ ended: number; ms: number }>(
    `select ended_count as ended, (extract(epoch from finished_at - started_at) * 1000)::float8 as ms
     from rollover_run order by due_at desc limit 1`,
  );
  if (!rows[0]) throw new Error("No month rollover was run.");
  return rows[0];
}

/** Reads the highest memory a process ever had in RAM, or what it has now where the system keeps no record. */
function readPeakMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status)
    ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]
    : spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return Number(text ?? 0) / kbPerMb;
}
