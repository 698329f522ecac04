import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { inSystemTransaction } from "@/lib/server/context";
import type { Admin } from "@/lib/server/services/platform-admin";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { rerunRollover } from "@/lib/server/services/rollover/rerun-rollover";
import { runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import { listFailedEntries } from "@/lib/server/store/rollover-reports";
import { addFounder } from "../support/company";
import { addOffer } from "../support/dealer";
import { addFleet, addSandbox, type FleetHub, type Sandbox, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";

const end = startOfMonth("2040-04", "Europe/Kyiv");
const reason = "A constraint is mended";
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");

let db: TestDatabase;
let owner: Client;
let admin: Admin;
const undo: string[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  admin = await addFounder(owner);
});

afterEach(async () => {
  for (const statement of undo.splice(0).reverse()) await owner.query(statement);
});

afterAll(() => db.close());

async function withEnding(count: number): Promise<{ sandbox: Sandbox; hubs: FleetHub[] }> {
  const sandbox = await addSandbox(owner, { now: end.subtract({ hours: 1 }) });
  const hubs = await addFleet(owner, sandbox, { count, activatedAt, expiresAt: end });
  await showInstant(owner, sandbox.clockId, end);
  return { sandbox, hubs };
}

function pick(hubs: FleetHub[], index: number): FleetHub {
  const hub = hubs[index];
  if (!hub) throw new Error("The fleet is smaller than the test thinks.");
  return hub;
}

/** Makes the SIMs of these hubs refuse to be switched off. */
async function forbidSwitchingOff(hubs: FleetHub[]): Promise<void> {
  const ids = hubs.map(({ simId }) => `'${simId}'`).join(", ");
  await owner.query(
    `alter table ajax_sim add constraint sim_stays_on check (desired_status = 'ENABLED' or id not in (${ids})) not valid`,
  );
  undo.push("alter table ajax_sim drop constraint if exists sim_stays_on");
}

async function failuresOf(runId: string): Promise<{ hubId: string; failure: string }[]> {
  const entries = await inSystemTransaction((tx) => listFailedEntries(tx, runId, 100));
  return entries.map(({ hubId, failure }) => ({ hubId, failure }));
}

async function failedHubs(runId: string): Promise<string[]> {
  return (await failuresOf(runId)).map(({ hubId }) => hubId).sort();
}

async function onlyRun(sandbox: Sandbox) {
  const [run, ...more] = await runsOf(owner, sandbox.clockId);
  if (!run || more.length > 0) throw new Error("The sandbox should have one run.");
  return run;
}

async function mailsToAdmins(): Promise<{ recipient: string; n: number }[]> {
  const { rows } = await owner.query<{ recipient: string; n: number }>(
    `select m.recipient, (m.data ->> 'n')::int as n from mail_message m where m.template = 'rollover-failed'
     order by m.at, m.recipient`,
  );
  return rows;
}

test("the platform's admins are mailed once what could not be ended, however often it is tried again", async () => {
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at, is_platform_admin)
     values (gen_random_uuid(), 'watch@portal.example', 'Watch', 'none', now(), now(), true)`,
  );
  const { sandbox, hubs } = await withEnding(5);
  await forbidSwitchingOff([pick(hubs, 1), pick(hubs, 3)]);
  await runEverythingDue();
  const run = await onlyRun(sandbox);
  await runRollover(run.id);
  await rerunRollover(admin, { runId: run.id, reason });
  expect(await mailsToAdmins()).toEqual([{ recipient: "watch@portal.example", n: 2 }]);
});

test("a row that a constraint keeps from ending stands alone under its name, and ends once the fault is gone", async () => {
  const { sandbox, hubs } = await withEnding(60);
  const bad = pick(hubs, 37);
  await forbidSwitchingOff([bad]);
  await runEverythingDue();

  const run = await onlyRun(sandbox);
  expect(run).toEqual(
    expect.objectContaining({ status: "COMPLETE_WITH_FAILURES", due: 60, ended: 59, skipped: 0, failed: 1 }),
  );
  expect(await failuresOf(run.id)).toEqual([{ hubId: bad.hubId, failure: "sim_stays_on" }]);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(59));
  await runEverythingDue();
  expect(await onlyRun(sandbox)).toEqual(run);

  expect(await rerunRollover(admin, { runId: run.id, reason })).toEqual(
    expect.objectContaining({ ok: true, value: { runId: run.id, ended: 0 } }),
  );
  expect(await failuresOf(run.id)).toEqual([{ hubId: bad.hubId, failure: "sim_stays_on" }]);
  await owner.query("alter table ajax_sim drop constraint sim_stays_on");
  expect(await rerunRollover(admin, { runId: run.id, reason })).toEqual(
    expect.objectContaining({ ok: true, value: { runId: run.id, ended: 1 } }),
  );
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(60));
  const done = { status: "COMPLETE", due: 60, ended: 60, skipped: 0, failed: 0, latenessMs: run.latenessMs };
  expect(await onlyRun(sandbox)).toEqual(expect.objectContaining(done));
  const repeats = await owner.query("select repeats from rollover_run where id = $1", [run.id]);
  expect(repeats.rows).toEqual([{ repeats: 2 }]);
  const told = await owner.query(
    `select actor_name as who, reason, after from audit_entry
     where company_id = $1 and action = 'rollover.rerun' order by subject_version`,
    [sandbox.id],
  );
  expect(told.rows).toEqual([1, 2].map((time) => ({ who: admin.name, reason, after: { repeats: time } })));
});

test("several bad rows, the first and the last among them, do not stop the rest", async () => {
  const { sandbox, hubs } = await withEnding(33);
  const bad = [pick(hubs, 0), pick(hubs, 1), pick(hubs, 16), pick(hubs, 32)];
  await forbidSwitchingOff(bad);
  await runEverythingDue();

  const run = await onlyRun(sandbox);
  expect(run).toEqual(expect.objectContaining({ due: 33, ended: 29, skipped: 0, failed: 4 }));
  expect(await failedHubs(run.id)).toEqual(bad.map(({ hubId }) => hubId).sort());
});

test("a fault that shows only when the batch commits is isolated as well", async () => {
  const { sandbox, hubs } = await withEnding(12);
  const bad = pick(hubs, 5);
  await owner.query(
    `create function refuse_late() returns trigger language plpgsql as $$ begin
       raise exception 'row violates check constraint "refused_late"' using errcode = '23514', constraint = 'refused_late';
     end $$`,
  );
  undo.push("drop function refuse_late cascade");
  await owner.query(
    `create constraint trigger refuse_late after update on hub_package deferrable initially deferred
     for each row when (new.id = '${bad.packageId}') execute function refuse_late()`,
  );
  await runEverythingDue();

  const run = await onlyRun(sandbox);
  expect(run).toEqual(expect.objectContaining({ due: 12, ended: 11, skipped: 0, failed: 1 }));
  expect(await failuresOf(run.id)).toEqual([{ hubId: bad.hubId, failure: "refused_late" }]);
});

test("workers that meet the same bad rows at the same time set those aside and no others", async () => {
  const { sandbox, hubs } = await withEnding(120);
  const bad = hubs.filter((_, index) => index % 12 === 5);
  await forbidSwitchingOff(bad);
  await planRollover();
  const { id } = await onlyRun(sandbox);
  await Promise.all(Array.from({ length: 6 }, () => runRollover(id)));
  await runEverythingDue();

  const figures = { status: "COMPLETE_WITH_FAILURES", due: 120, ended: 110, skipped: 0, failed: 10 };
  expect(await onlyRun(sandbox)).toEqual(expect.objectContaining(figures));
  expect(await failedHubs(id)).toEqual(bad.map(({ hubId }) => hubId).sort());
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(110));
});

test("a bad row is tried again with the next month's run", async () => {
  const { sandbox, hubs } = await withEnding(3);
  await addFleet(owner, sandbox, { activatedAt, expiresAt: startOfMonth("2040-05", "Europe/Kyiv") });
  await forbidSwitchingOff([pick(hubs, 1)]);
  await runEverythingDue();
  await owner.query("alter table ajax_sim drop constraint sim_stays_on");
  await runEverythingDue();
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(2));
  await showInstant(owner, sandbox.clockId, startOfMonth("2040-05", "Europe/Kyiv"));
  await runEverythingDue();

  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(4));
  expect(await runsOf(owner, sandbox.clockId)).toEqual([
    expect.objectContaining({ month: "2040-03", status: "COMPLETE", due: 3, ended: 3, failed: 0 }),
    expect.objectContaining({ month: "2040-04", status: "COMPLETE", due: 1, ended: 1, failed: 0 }),
  ]);
});
