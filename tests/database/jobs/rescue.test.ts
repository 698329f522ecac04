import { type Client, Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { offerRuns } from "@/lib/jobs/loops/rollover-loop";
import { rescueJobs } from "@/lib/jobs/rescue";
import { inSystemTransaction } from "@/lib/server/context";
import { beat } from "@/lib/server/store/beats";
import { addOffer } from "../support/dealer";
import { addLiveHub, addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { runsOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { startWorker } from "../support/worker-process";

const end = startOfMonth("2040-04", "Europe/Kyiv");
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");

let db: TestDatabase;
let owner: Client;
let queue: Pool;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  queue = new Pool({ connectionString: db.ownerUrl, max: 2 });
  await addOffer(owner);
});

beforeEach(async () => {
  await owner.query("delete from graphile_worker._private_jobs");
  await owner.query("delete from worker_beat");
});

afterAll(async () => {
  await queue.end();
  await db.close();
});

/** Leaves a job as a pool holds it that took it so many seconds ago. */
async function holdJob(key: string, poolId: string, seconds: number): Promise<void> {
  await owner.query("select enqueue_job('run-rollover', '{}', $1)", [key]);
  await owner.query(
    `update graphile_worker._private_jobs set locked_by = $2, locked_at = $3, attempts = 1 where key = $1`,
    [key, poolId, realNow().subtract({ seconds }).toString()],
  );
}

const beatBefore = (poolId: string, seconds: number) =>
  inSystemTransaction((tx) => beat(tx, poolId, toDate(realNow().subtract({ seconds }))));

async function heldKeys(): Promise<string[]> {
  const { rows } = await owner.query<{ key: string }>(
    "select key from graphile_worker.jobs where locked_by is not null order by key",
  );
  return rows.map(({ key }) => key);
}

test("the jobs of a pool that fell silent are freed, those of a living one stay", async () => {
  await holdJob("of the dead", "pool-dead", 60);
  await holdJob("of the living", "pool-living", 3_600);
  await beatBefore("pool-dead", 16);
  await beatBefore("pool-living", 6);
  await rescueJobs(queue);

  expect(await heldKeys()).toEqual(["of the living"]);
  const { rows } = await owner.query("select pool_id from worker_beat");
  expect(rows).toEqual([{ pool_id: "pool-living" }]);
});

test("a pool that died before its first beat is noticed too, a job taken a moment ago is not touched", async () => {
  await holdJob("never beat", "pool-mute", 60);
  await holdJob("just taken", "pool-new", 5);
  await rescueJobs(queue);

  expect(await heldKeys()).toEqual(["just taken"]);
});

test("a rescue that fails halfway is made up for by the next one", async () => {
  await holdJob("of the dead", "pool-dead", 60);
  await beatBefore("pool-dead", 60);
  const broken = new Pool({ connectionString: db.ownerUrl });
  await broken.end();
  await expect(rescueJobs(broken)).rejects.toThrow();
  expect(await heldKeys()).toEqual(["of the dead"]);
  await Promise.all([rescueJobs(queue), rescueJobs(queue)]);

  expect(await heldKeys()).toEqual([]);
});

test("a real worker holds its job while it beats, and loses it once it was killed and has been silent", async () => {
  const sandbox: Sandbox = await addSandbox(owner, { now: end.subtract({ hours: 1 }) });
  const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  await showInstant(owner, sandbox.clockId, end);
  await owner.query("begin");
  await owner.query("select from ajax_sim where id = $1 for update", [hub.simId]);
  const worker = startWorker(db);
  try {
    const asked = async (sql: string) => (await queue.query(sql)).rows.length > 0;
    await waitUntil("the worker beats and holds its job", () =>
      asked("select from graphile_worker.jobs j join worker_beat b on b.pool_id = j.locked_by"),
    );
    await queue.query("update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute'");
    await rescueJobs(queue);
    expect(await asked("select from graphile_worker.jobs where locked_by is not null")).toBe(true);
    await worker.kill();
    await rescueJobs(queue);
    expect(await asked("select from graphile_worker.jobs where locked_by is not null")).toBe(true);
    await queue.query("update worker_beat set beat_at = beat_at - interval '16 seconds'");
    await rescueJobs(queue);
    expect(await asked("select from graphile_worker.jobs where locked_by is not null")).toBe(false);
  } finally {
    await worker.kill();
    await owner.query("rollback");
  }
  const next = startWorker(db);
  try {
    await waitUntil("the next worker has ended the run", async () =>
      (await runsOf(owner, sandbox.clockId)).some(({ status }) => status === "COMPLETE"),
    );
  } finally {
    expect(await next.stop()).toBe(0);
  }
});

test("a run that is offered again and again waits as one job", async () => {
  const sandbox = await addSandbox(owner, { now: end.subtract({ hours: 1 }) });
  await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  await showInstant(owner, sandbox.clockId, end);
  await offerRuns();
  await Promise.all([offerRuns(), offerRuns()]);

  const [run] = await runsOf(owner, sandbox.clockId);
  const { rows } = await owner.query(
    "select task_identifier as task, key, payload from graphile_worker.jobs j join graphile_worker._private_jobs using (id, key)",
  );
  expect(rows).toEqual([{ task: "run-rollover", key: `run-rollover:${run?.id}`, payload: { runId: run?.id } }]);
});
