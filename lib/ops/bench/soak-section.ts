import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { elapsedMs } from "@/lib/clock";
import { startScript, stopChild } from "../child-processes";
import { Problem, say } from "../command";
import { connect } from "../connect";
import { workerScript } from "../portal-processes";
import { openApp } from "./bench-app";
import { openStreams, type Streams } from "./bench-streams";
import { signIn, type Visitor } from "./bench-visitor";
import { type Bench, makeWorld, measureIn, runIn } from "./bench-world";
import { figure, median, percentile, percentile95, type Section } from "./figures";
import { soakMeasurement } from "./measure-soak";
import { readMb } from "./process-memory";

const page = "/c/dnipro/objects";
const streamCount = 200;
const markPauseMs = 500;
const readPauseMs = 50;
const memoryPauseMs = 1_000;
const warmUpReads = 300;
const idleReads = 200;

const most = { timesIdle: 2, medianMs: 500, p99Ms: 3_000, timesMemory: 1.1 };

/**
 * The whole portal for minutes while every hub of a large fleet changes once a minute and 200 pages are open elsewhere:
 * what pages cost then, how soon a fact is on them, and whether memory stays.
 */
export async function benchSoak(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_soak");
  await runIn(bench, world, "fleet", "--company", "kiwi", "--hubs", String(bench.hubs));
  const app = await openApp(bench, world);
  const logFile = join(bench.logFolder, "soak-worker.log");
  const worker = startScript({ name: "worker", script: workerScript(), environment: world.environment, logFile });
  await bench.cleanup.add(() => stopChild(worker));
  const owner = await connect(world.addresses.databaseOwnerUrl);
  try {
    const reader = await signIn(app, "owner@dnipro.example");
    for (let read = 0; read < warmUpReads; read++) await reader.time(page);
    const idle: number[] = [];
    for (let read = 0; read < idleReads; read++) idle.push(await reader.time(page));
    const streams = await openStreams(app, owner, streamCount);
    const pids = { web: app.pid, worker: worker.process.pid ?? 0 };
    const watch = { isOver: false, busy: [] as number[], web: [] as number[], worker: [] as number[] };
    say(`Every hub changes once a minute, for ${bench.seconds} s …`);
    const watching = Promise.all([readOn(reader, watch), markOn(streams, watch), weigh(pids, watch)]);
    const driven = await measureIn(bench, world, { ...soakMeasurement, args: [String(bench.seconds)] }).finally(() => {
      watch.isOver = true;
    });
    await watching;
    await untilHeard(streams);
    streams.close();
    return [toSection({ bench, driven, idle, streams, watch })];
  } finally {
    await owner.end();
    await stopChild(worker);
  }
}

type Watch = { isOver: boolean; busy: number[]; web: number[]; worker: number[] };

async function readOn(reader: Visitor, watch: Watch): Promise<void> {
  while (!watch.isOver) {
    watch.busy.push(await reader.time(page));
    await pause(readPauseMs);
  }
}

async function markOn(streams: Streams, watch: Watch): Promise<void> {
  while (!watch.isOver) {
    await streams.mark();
    await pause(markPauseMs);
  }
}

async function weigh(pids: { web: number; worker: number }, watch: Watch): Promise<void> {
  while (!watch.isOver) {
    watch.web.push(readMb(pids.web));
    watch.worker.push(readMb(pids.worker));
    await pause(memoryPauseMs);
  }
}

const patienceMs = 10_000;

/** Waits for marks that are still under way; one that never comes is a fault, not a slow one. */
async function untilHeard(streams: Streams): Promise<void> {
  for (const begun = elapsedMs(); streams.times.length < streams.expected(); await pause(100)) {
    if (elapsedMs() - begun > patienceMs) {
      throw new Problem(`Streams heard ${streams.times.length} of ${streams.expected()} marks: some are lost.`);
    }
  }
}

type Found = {
  bench: Bench;
  driven: { changes: number; seconds: number };
  idle: number[];
  streams: Streams;
  watch: Watch;
};

function toSection({ bench, driven, idle, streams, watch }: Found): Section {
  const [idleMs, busyMs] = [percentile95(idle), percentile95(watch.busy)];
  return {
    key: "soak",
    title: `${bench.hubs} hubs at one change a minute each, ${streams.open} open streams, ${bench.seconds} s`,
    figures: [
      figure("changes written", driven.changes, "of them"),
      figure("time they took", driven.seconds, "s"),
      figure(`95 of 100 page reads while idle, of ${idle.length}`, idleMs, "ms"),
      figure(`95 of 100 page reads meanwhile, of ${watch.busy.length}`, busyMs, "ms"),
      figure("meanwhile to idle", busyMs / idleMs, "×", most.timesIdle),
      figure("from a fact's commit to an open page, median", median(streams.times), "ms", most.medianMs),
      figure("from a fact's commit to an open page, 99 of 100", percentile(streams.times, 99), "ms", most.p99Ms),
      figure("memory of the web process, last quarter to second", growthOf(watch.web), "×", most.timesMemory),
      figure("memory of the worker, last quarter to second", growthOf(watch.worker), "×", most.timesMemory),
    ],
  };
}

/** The first quarter is left out: caches and pools fill. */
function growthOf(weights: number[]): number {
  const quarter = Math.floor(weights.length / 4);
  return median(weights.slice(-quarter)) / median(weights.slice(quarter, 2 * quarter));
}
