import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { AppError } from "@/lib/errors";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import type { Admin } from "@/lib/server/services/platform-admin";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { rerunRollover } from "@/lib/server/services/rollover/rerun-rollover";
import { runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import { addFounder } from "../support/company";
import { addOffer, contextOf, refOf } from "../support/dealer";
import { addFleet, addLiveHub, addSandbox, type FleetHub, type Sandbox, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

const end = startOfMonth("2040-04", "Europe/Kyiv");
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");
/** What the held act waits for, in the middle of its transaction. */
const gate = 4_004;

let db: TestDatabase;
let owner: Client;
let admin: Admin;
let holder: Client;
let blocker: Client;
let sandbox: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  holder = new Client({ connectionString: db.ownerUrl });
  blocker = new Client({ connectionString: db.ownerUrl });
  await Promise.all([holder.connect(), blocker.connect()]);
  await addOffer(owner);
  admin = await addFounder(owner);
  await owner.query("create table held (action text)");
  await owner.query("grant select on held to public");
  await owner.query(
    `create function wait_at_gate() returns trigger language plpgsql as $$ begin
       if exists (select from held where action = new.action) then perform pg_advisory_xact_lock_shared(${gate}); end if;
       return new;
     end $$`,
  );
  await owner.query(
    "create trigger wait_at_gate before insert on audit_entry for each row execute function wait_at_gate()",
  );
});

beforeEach(async () => {
  sandbox = await addSandbox(owner, { now: end.subtract({ hours: 1 }) });
});

afterAll(async () => {
  await Promise.all([holder.end(), blocker.end()]);
  await db.close();
});

/** Lets `act` run until it writes its history entry, holding its locks, does `meanwhile`, and lets it go on. */
async function whileHeld<T>(action: string, act: () => Promise<T>, meanwhile: () => Promise<void>): Promise<T> {
  await owner.query("insert into held values ($1)", [action]);
  await holder.query("select pg_advisory_lock($1)", [gate]);
  const done = act();
  try {
    await waitUntil(`${action} stands at the gate`, () => isAnybodyWaiting("locktype = 'advisory'"));
    await meanwhile();
  } finally {
    await holder.query("select pg_advisory_unlock($1)", [gate]);
    await owner.query("delete from held");
  }
  return done;
}

async function isAnybodyWaiting(condition: string): Promise<boolean> {
  const { rows } = await owner.query(
    `select from pg_locks l join pg_stat_activity a using (pid)
     where not l.granted and a.datname = current_database() and ${condition}`,
  );
  return rows.length > 0;
}

const resume = async (hub: FleetHub) => resumePackage(contextOf(sandbox, sandbox.manager), await refOf(owner, hub));

async function crossBoundary(): Promise<string> {
  await showInstant(owner, sandbox.clockId, end);
  await planRollover();
  const [run] = await runsOf(owner, sandbox.clockId);
  return run?.id ?? "";
}

async function stateOf(hub: FleetHub) {
  const { rows } = await owner.query(
    `select p.status::text, p.version, e.outcome::text as entry,
       array(select action from audit_entry a where a.subject_id = p.id order by a.subject_version) as history
     from hub_package p left join rollover_entry e on e.hub_package_id = p.id where p.id = $1`,
    [hub.packageId],
  );
  return rows[0];
}

test("a Resume that holds the row when the boundary passes wins, and the run counts the package as skipped", async () => {
  const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  const [ended] = await addFleet(owner, sandbox, { activatedAt, expiresAt: end });
  let runId = "";
  const outcome = await whileHeld(
    "package.resumed",
    () => resume(hub),
    async () => {
      runId = await crossBoundary();
      expect(await runRollover(runId)).toBe(1);
      const open = { status: "RUNNING", due: 2 };
      expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(open)]);
    },
  );
  await runEverythingDue();

  expect(outcome.ok).toBe(true);
  expect(await stateOf(hub)).toEqual({ status: "ACTIVE", version: 3, entry: null, history: ["package.resumed"] });
  expect(ended && (await stateOf(ended))).toEqual(expect.objectContaining({ status: "INACTIVE", entry: "ENDED" }));
  const figures = { status: "COMPLETE", due: 2, ended: 1, skipped: 1, failed: 0 };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(figures)]);
  await rerunRollover(admin, { runId, reason: "It raced" });
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(figures)]);
});

test("a rollover that holds the row wins, and the Resume that waits for it is told what happened", async () => {
  const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  // A Resume takes its time when it begins: it begins before the boundary and waits for its company.
  await blocker.query("begin");
  await blocker.query("select from company where id = $1 for no key update", [sandbox.id]);
  const resumed = Promise.allSettled([resume(hub)]);
  await waitUntil("the Resume waits for its company", () => isAnybodyWaiting("locktype = 'transactionid'"));
  const runId = await crossBoundary();
  const ended = await whileHeld(
    "package.expired",
    () => runRollover(runId),
    async () => {
      await blocker.query("commit");
      await waitUntil("the Resume waits for its hub", () => isAnybodyWaiting("locktype = 'transactionid'"));
    },
  );

  expect(ended).toBe(1);
  const told = {
    code: "CONFLICT",
    params: expect.objectContaining({ name: "Month rollover", did: "package.expired" }),
  };
  expect(await resumed).toEqual([{ status: "rejected", reason: expect.objectContaining(told) }]);
  expect(await stateOf(hub)).toEqual({ status: "INACTIVE", version: 3, entry: "ENDED", history: ["package.expired"] });
  expect(await runsOf(owner, sandbox.clockId)).toEqual([
    expect.objectContaining({ status: "COMPLETE", due: 1, ended: 1, skipped: 0 }),
  ]);
  expect(await resume(hub)).toEqual(expect.objectContaining({ ok: false, refusal: "RESUME_TOO_LATE" }));
});

test("an Activate that waits for its hub while the run's end passes is decided anew, and starts in the new month", async () => {
  const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  await blocker.query("begin");
  await blocker.query("select from hub where id = $1 for update", [hub.key]);
  await showInstant(owner, sandbox.clockId, end.subtract({ milliseconds: 1_500 }));
  const passed = realNow().add({ milliseconds: 1_600 });
  const reseller = { resellerId: sandbox.reseller.id, offerCode: "AJAX_SIM" };
  const activated = activatePackage(contextOf(sandbox, sandbox.manager), { ...(await refOf(owner, hub)), ...reseller });
  await waitUntil("the Activate waits for its hub", () => isAnybodyWaiting("locktype = 'transactionid'"));
  await waitUntil("the end has passed", () => Promise.resolve(Temporal.Instant.compare(realNow(), passed) > 0));
  await blocker.query("commit");

  expect(await activated).toMatchObject({ ok: true });
  const { rows } = await owner.query<{ status: string; isNew: boolean }>(
    `select status::text, activated_at >= $2 as "isNew" from hub_package where hub_id = $1 order by activated_at`,
    [hub.key, end.toString()],
  );
  expect(rows).toEqual([
    { status: "INACTIVE", isNew: false },
    { status: "ACTIVE", isNew: true },
  ]);
});

test("whoever comes first while a boundary passes, each package is resumed or ended and never both", async () => {
  const hubs = await addFleet(owner, sandbox, { count: 60, activatedAt, expiresAt: end });
  const refs: HubPackageRef[] = [];
  for (const hub of hubs) refs.push(await refOf(owner, hub));
  const passed = realNow().add({ milliseconds: 120 });
  await showInstant(owner, sandbox.clockId, end.subtract({ milliseconds: 100 }));
  const lanes = [0, 1, 2, 3].map(async (lane) => {
    const resumed: string[] = [];
    for (const [index, ref] of refs.entries()) {
      if (index % 4 !== lane) continue;
      const [result] = await Promise.allSettled([resumePackage(contextOf(sandbox, sandbox.manager), ref)]);
      if (result?.status === "fulfilled" && result.value.ok) resumed.push(ref.hubId);
      if (result?.status === "rejected") expect(result.reason).toBeInstanceOf(AppError);
    }
    return resumed;
  });
  const rollover = waitUntil("the boundary has passed", async () => {
    await runEverythingDue();
    return Temporal.Instant.compare(realNow(), passed) > 0;
  });
  const resumed = (await Promise.all(lanes)).flat();
  await rollover;
  await runEverythingDue();

  const { rows } = await owner.query<{ hubId: string; isOn: boolean; entries: number }>(
    `select h.hub_id as "hubId", p.status = 'ACTIVE' as "isOn",
       (select count(*)::int from rollover_entry e where e.hub_package_id = p.id) as entries
     from hub_package p join hub h on h.id = p.hub_id where p.company_id = $1`,
    [sandbox.id],
  );
  expect(
    rows
      .filter(({ isOn }) => isOn)
      .map(({ hubId }) => hubId)
      .sort(),
  ).toEqual(resumed.toSorted());
  expect(rows.every(({ isOn, entries }) => entries === (isOn ? 0 : 1))).toBe(true);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(60 - resumed.length));
});

test.each(["hub", "hub_package"])(
  "a row of %s that somebody holds waits for the next batch, the others go on",
  async (table) => {
    const hubs = await addFleet(owner, sandbox, { count: 20, activatedAt, expiresAt: end });
    const held = table === "hub" ? hubs[4]?.key : hubs[4]?.packageId;
    const runId = await crossBoundary();
    await blocker.query("begin");
    await blocker.query(`select from ${table} where id = $1 for update`, [held]);
    expect(await runRollover(runId)).toBe(19);
    expect(await runRollover(runId)).toBe(0);
    const open = { status: "RUNNING", due: 20 };
    expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(open)]);
    expect((await planRollover()).map(({ id }) => id)).toContain(runId);
    await blocker.query("rollback");
    await runEverythingDue();

    expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(20));
    const done = { status: "COMPLETE", due: 20, ended: 20, skipped: 0, failed: 0 };
    expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(done)]);
  },
);
