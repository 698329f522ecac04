import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/route";
import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { readHealth } from "@/lib/server/queries/health";
import { beat } from "@/lib/server/store/beats";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { startWorker } from "../support/worker-process";

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

afterEach(async () => {
  vi.useRealTimers();
  await owner.query("delete from worker_beat");
});

afterAll(() => db.close());

const beatBefore = (seconds: number) =>
  inSystemTransaction((tx) => beat(tx, `pool-${seconds}`, toDate(realNow().subtract({ seconds }))));

const healthy = { database: true, migrations: true, worker: true };

test("without a worker that beats the portal is not healthy, with one it is", async () => {
  expect(await readHealth()).toEqual({ ...healthy, worker: false });
  expect((await GET()).status).toBe(503);
  await beatBefore(0);

  expect(await readHealth()).toEqual(healthy);
  expect((await GET()).status).toBe(200);
});

test.each([
  { seconds: 14, worker: true },
  { seconds: 16, worker: false },
])("a beat $seconds seconds ago makes the worker alive: $worker", async ({ seconds, worker }) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await beatBefore(seconds);
  expect(await readHealth()).toEqual({ ...healthy, worker });
});

test("one living worker is enough, and each beats for itself", async () => {
  await beatBefore(300);
  await beatBefore(1);
  await beatBefore(300);

  expect((await readHealth()).worker).toBe(true);
  const { rows } = await owner.query("select pool_id from worker_beat order by 1");
  expect(rows).toEqual([{ pool_id: "pool-1" }, { pool_id: "pool-300" }]);
});

test.each([
  ["is missing", "delete from _prisma_migrations where migration_name like '%foundation'"],
  [
    "was begun and not finished",
    "update _prisma_migrations set finished_at = null where migration_name like '%foundation'",
  ],
  ["was rolled back", "update _prisma_migrations set rolled_back_at = now() where migration_name like '%foundation'"],
])("a migration that %s makes it unhealthy", async (_what, change) => {
  await beatBefore(0);
  await owner.query("create table kept as select * from _prisma_migrations");
  try {
    await owner.query(change);
    expect(await readHealth()).toEqual({ ...healthy, migrations: false });
    expect((await GET()).status).toBe(503);
  } finally {
    await owner.query("delete from _prisma_migrations");
    await owner.query("insert into _prisma_migrations select * from kept");
    await owner.query("drop table kept");
  }
  expect(await readHealth()).toEqual(healthy);
});

test("a database that cannot be asked makes it unhealthy", async () => {
  await beatBefore(0);
  await owner.query("revoke select on worker_beat from portal_app");
  try {
    expect(await readHealth()).toEqual({ database: false, migrations: false, worker: false });
  } finally {
    await owner.query("grant select on worker_beat to portal_app");
  }
});

test("a worker beats as soon as it runs, and ends in order when it is asked to", async () => {
  const worker = startWorker(db);
  try {
    await waitUntil("the portal is healthy", async () => (await readHealth()).worker);
  } finally {
    expect(await worker.stop()).toBe(0);
  }
});
