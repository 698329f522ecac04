import { EventEmitter } from "node:events";
import { run, type WorkerPool } from "graphile-worker";
import { Pool } from "pg";
import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { closeDatabase } from "@/lib/server/close-database";
import { onDatabase } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { beat } from "@/lib/server/store/beats";
import { requireUnmovedBoundaries } from "./boundary-check";
import { handleCloseStatement } from "./handlers/close-statement";
import { handleRunRollover } from "./handlers/run-rollover";
import { handleSendMail } from "./handlers/send-mail";
import { handleSettleConnection } from "./handlers/settle-connection";
import { chores } from "./loops/chores";
import { pushUntil } from "./loops/push-loop";
import { repeat, repeatOnRing } from "./loops/repeat";
import { liveInTurns, simPauseMs } from "./loops/sim-loop";
import { stationLoop, stationPauseMs } from "./loops/station-loop";
import { listenForCommands } from "./network-bell";
import { rescueJobs } from "./rescue";

const beatPauseMs = 5_000;
const jobsAtOnce = 2;

/** The queue's tables belong to the owner and are closed to the application's login, so the queue has a pool of its own. */
function openQueuePool(): Pool {
  const { databaseOwnerUrl } = env();
  if (!databaseOwnerUrl) throw new Error("DATABASE_OWNER_URL is not set: the worker's queue needs it.");
  const pool = new Pool({ connectionString: databaseOwnerUrl, max: jobsAtOnce + 3 });
  const note = (error: Error) => log().warn({ err: error }, "A queue connection was lost");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
  return pool;
}

/** Learns the ids that pools of this process lock jobs with, as they are made. */
function listenForPools(): { events: EventEmitter; poolIds: Set<string> } {
  const poolIds = new Set<string>();
  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: { workerPool: WorkerPool }) => poolIds.add(workerPool.id));
  return { events, poolIds };
}

/**
 * Runs until it is asked to stop: jobs, the month rollover's planner, the simulated network, bell and digests, heartbeat
 * and rescue. It refuses to start if stored month ends would move under the present zone data.
 */
export async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  await requireUnmovedBoundaries();

  const queue = openQueuePool();
  const { events, poolIds } = listenForPools();
  const runner = await run({
    pgPool: queue,
    events,
    concurrency: jobsAtOnce,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList: {
      "close-statement": handleCloseStatement,
      "run-rollover": handleRunRollover,
      "settle-connection": handleSettleConnection,
      "send-mail": handleSendMail,
    },
  });
  const beatAll = async () => {
    for (const id of poolIds) await onDatabase((client) => beat(client, id, toDate(realNow())));
    await rescueJobs(queue);
  };
  const commands = listenForCommands(env().databaseUrl, stop.signal);
  const stations = stationLoop();
  await Promise.all([
    repeat("beat", beatPauseMs, beatAll, stop.signal),
    ...chores.map(({ name, pauseMs, run: work }) => repeat(name, pauseMs, work, stop.signal)),
    repeatOnRing(commands.bell, { name: "sim", pauseMs: simPauseMs }, liveInTurns, stop.signal),
    commands.ended,
    repeat("stations", stationPauseMs, stations.run, stop.signal),
    pushUntil(stop.signal),
  ]);
  await stations.finish();
  await runner.stop();
  await Promise.all([queue.end(), closeDatabase()]);
  return 0;
}
