import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { addOffer } from "../support/dealer";
import { addFleet, addSandbox, type FleetHub, type Sandbox, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { startWorker, type WorkerProcess } from "../support/worker-process";

const zone = "Europe/Kyiv";
const end = startOfMonth("2040-04", zone);
const later = startOfMonth("2040-05", zone);
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");
const count = 20_000;
/** A package of a batch in the middle: batches go by the packages' ids. */
const middle = 9_000;

let db: TestDatabase;
let owner: Client;
let holder: Client;
let sandbox: Sandbox;
let due: FleetHub[];
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  holder = new Client({ connectionString: db.ownerUrl });
  await holder.connect();
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now: end.subtract({ hours: 1 }) });
  due = await addFleet(owner, sandbox, { count, activatedAt, expiresAt: end });
  await addFleet(owner, sandbox, { count: 300, activatedAt, expiresAt: later });
  await addFleet(owner, sandbox, { count: 200, activatedAt });
  await showInstant(owner, sandbox.clockId, end);
});

afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await holder.end();
  await db.close();
});

function start(): WorkerProcess {
  const worker = startWorker(db);
  workers.push(worker);
  return worker;
}

/** Whether a session waits for what the test's own one holds. */
async function isAnybodyHeld(): Promise<boolean> {
  const { rows } = await holder.query<{ pid: number }>("select pg_backend_pid() as pid");
  const held = await owner.query("select from pg_locks where not granted and $1 = any(pg_blocking_pids(pid))", [
    rows[0]?.pid,
  ]);
  return held.rows.length > 0;
}

/** Whether a session of the application's login is in the middle of a transaction; each holds a lock on itself. */
async function isWorkGoingOn(): Promise<boolean> {
  const { rows } = await owner.query(
    `select from pg_locks l join pg_stat_activity a using (pid)
     where a.datname = current_database() and a.usename <> current_user and l.locktype = 'virtualxid'`,
  );
  return rows.length > 0;
}

test("a worker killed in the middle of 20,000 packages leaves whole batches, and the next one ends the rest once", async () => {
  // The SIM of one package is held: the worker stands in the middle of that package's batch, as long as it likes.
  await holder.query("begin");
  await holder.query("select from ajax_sim where id = $1 for update", [due[middle]?.simId]);
  const first = start();
  await waitUntil("the worker stands in the middle of a batch", () =>
    Promise.race([
      isAnybodyHeld(),
      first.exited.then(() => Promise.reject(new Error(`The worker ended: ${first.log()}`))),
    ]),
  );
  await first.kill();
  await holder.query("rollback");
  await waitUntil("the killed worker's sessions are gone", async () => !(await isWorkGoingOn()));
  const halfway = await tracesOf(owner, sandbox.id);
  expect(halfway).toEqual(eachOnce(halfway.inactive));
  expect(halfway.inactive).toBeGreaterThan(0);
  // Whoever else in the worker waits for that SIM may hold its hub; batches pass by what is held and come back to it.
  expect(halfway.inactive).toBeLessThan(count);
  const open = { status: "RUNNING", due: count };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(open)]);

  const second = start();
  await waitUntil("the second worker has closed the run", async () =>
    (await runsOf(owner, sandbox.clockId)).every(({ status }) => status === "COMPLETE"),
  );
  expect(await second.stop()).toBe(0);

  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(count));
  const figures = { status: "COMPLETE", due: count, ended: count, skipped: 0, failed: 0 };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(figures)]);
  const { rows } = await owner.query(
    `select status::text, ended_at, expires_at, min(version) as low, max(version) as high, count(*)::int as count
     from hub_package where company_id = $1 group by 1, 2, 3 order by 1`,
    [sandbox.id],
  );
  expect(rows).toEqual([
    { status: "ACTIVE", ended_at: null, expires_at: null, low: 1, high: 1, count: 200 },
    { status: "EXPIRING", ended_at: null, expires_at: toDate(later), low: 2, high: 2, count: 300 },
    { status: "INACTIVE", ended_at: toDate(end), expires_at: null, low: 3, high: 3, count },
  ]);
});
