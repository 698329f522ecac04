import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { world } from "@/lib/sim/port";
import { addOffer, contextOf, refOf } from "../support/dealer";
import { addFleet, addSandbox, type FleetHub, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { startWorker, type WorkerProcess } from "../support/worker-process";

const simCount = 50;
const versions = 200;

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

/** Lets reports be lost, doubled and late, and commands too. */
async function disturb(sandbox: Sandbox): Promise<void> {
  for (const [kind, options] of [
    ["REPORTS_LOST", { percent: 30, seed: 7, hasCommands: true }],
    ["REPORTS_DOUBLED", { seed: 8, hasCommands: true }],
    ["REPORTS_REORDERED", { seed: 9, hasCommands: true }],
  ] as const) {
    await owner.query(
      `insert into simulated_fault (id, kind, clock_id, options, injected_at, injected_by)
       values (gen_random_uuid(), $1::"FaultKind", $2, $3, now(), 'Test')`,
      [kind, sandbox.clockId, options],
    );
  }
}

/** Notes every state a SIM says it is in, so that a step back shows whatever came after. */
async function noteReports(): Promise<void> {
  await owner.query(`
    create table noted (id bigint generated always as identity, sim_id uuid, version int, status text);
    create function note_report() returns trigger language plpgsql security definer as $$
    begin insert into noted (sim_id, version, status) values (NEW.id, NEW.reported_version, NEW.reported_status); return null; end $$;
    create trigger note_report after update of reported_version on ajax_sim for each row execute function note_report();
    grant all on noted to portal_app`);
}

/** Puts all commands of all SIMs on their way at once: a third is lost, a third doubled, all out of order. */
async function sendShuffled(begun: Temporal.Instant): Promise<number> {
  await owner.query("select setseed(0.42)");
  const { rowCount } = await owner.query(
    `insert into network_message (direction, sim_id, version, status, sent_at, due_at)
     select 'COMMAND', s.id, v, (case when v % 2 = 0 then 'ENABLED' else 'DISABLED' end)::"SimPower", $1::timestamptz,
       $1::timestamptz + floor(random() * 60) * interval '1 second'
     from ajax_sim s, generate_series(2, $2::int) v, generate_series(1, 2) copy
     where (hashtext(s.id::text || v) & 2147483647) % 3 >= copy or (copy = 1 and (hashtext(s.id::text || v) & 2147483647) % 3 = 1)`,
    [begun.toString(), versions],
  );
  await owner.query("update ajax_sim set desired_version = $1, desired_at = $2", [versions, begun.toString()]);
  return rowCount ?? 0;
}

test("10,000 commands, dropped, doubled and reordered, end in the newest desired state and never lead to an older", async () => {
  const begun = realNow().add({ minutes: 1 });
  const sandbox = await addSandbox(owner, { now: begun });
  await addFleet(owner, sandbox, { count: simCount, activatedAt: begun.subtract({ hours: 1 }), fault: null });
  await noteReports();
  await disturb(sandbox);
  expect(await sendShuffled(begun)).toBeGreaterThan((simCount * versions) / 2);

  const setAside = new Set<string>();
  const isOpen = async () =>
    (await owner.query("select from ajax_sim where reported_version < desired_version")).rowCount !== 0;
  let at = begun;
  for (let step = 0; step < 400 && (step < 20 || (await isOpen())); step++) {
    at = at.add({ seconds: step < 20 ? 10 : 300 });
    await world().carryOn({ clock: sandbox.clockId, at, setAside });
  }

  expect(setAside.size).toBe(0);
  const { rows } = await owner.query(
    `select distinct reported_status::text as reported, reported_version as version, card_version as card from ajax_sim`,
  );
  expect(rows).toEqual([{ reported: "ENABLED", version: versions, card: versions }]);
  const { rows: noted } = await owner.query<{ steps: number; back: number; wrong: number }>(
    `select count(*)::int as steps, count(*) filter (where version < before)::int as back,
       count(*) filter (where status <> (case when version % 2 = 0 then 'ENABLED' else 'DISABLED' end))::int as wrong
     from (select *, lag(version) over (partition by sim_id order by id) as before from noted) n`,
  );
  expect(noted[0]?.steps).toBeGreaterThan(simCount);
  expect(noted[0]).toMatchObject({ back: 0, wrong: 0 });
});

/** How often each fact of the network is told: once for each SIM that went off, and for each hub that lost its channel. */
async function toldOf(hubs: readonly FleetHub[]) {
  const { rows } = await owner.query<{
    reports: number;
    sims: number;
    losses: number;
    hubs: number;
    ids: number;
    facts: number;
  }>(
    `select count(*) filter (where kind = 'sim.reported')::int as reports,
       count(distinct subject_id) filter (where kind = 'sim.reported')::int as sims,
       count(*) filter (where payload ->> 'eventType' is not null)::int as losses,
       count(distinct hub_id) filter (where payload ->> 'eventType' is not null)::int as hubs,
       count(distinct id)::int as ids, count(*)::int as facts
     from outbox where hub_id = any($1) and kind in ('sim.reported', 'hub.event')`,
    [hubs.map(({ key }) => key)],
  );
  return rows[0];
}

async function hasStopped(sandbox: Sandbox, hub: FleetHub): Promise<boolean> {
  try {
    await stopPackage(contextOf(sandbox, sandbox.owner), await refOf(owner, hub));
    return true;
  } catch {
    return false;
  }
}

test("workers are killed and connections cut in between: nothing is lost, and nothing told twice", async () => {
  const count = 40;
  const sandbox = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  const shape = { name: "Cut", count, activatedAt: realNow().subtract({ hours: 1 }), fault: null };
  const hubs = await addFleet(owner, sandbox, shape);
  await owner.query("update hub set has_cellular = true where id = any($1)", [hubs.map(({ key }) => key)]);
  const workers: WorkerProcess[] = [];
  const answered = async () =>
    (
      await owner.query(
        "select from ajax_sim where id = any($1) and reported_status = 'DISABLED' and reported_version = desired_version",
        [hubs.map(({ simId }) => simId)],
      )
    ).rowCount ?? 0;
  const cut = () =>
    db.app.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
    );
  try {
    workers.push(startWorker(db));
    for (const [index, hub] of hubs.entries()) {
      // A connection that is cut after the commit leaves nobody to say so: the next try is told that it has stopped.
      await waitUntil("the stop was taken", () => hasStopped(sandbox, hub));
      if (index % 7 === 3) await cut();
      if (index % 13 === 12) {
        await workers.at(-1)?.kill();
        workers.push(startWorker(db));
      }
    }
    await waitUntil("every SIM has answered", async () => (await answered()) === count);
  } finally {
    for (const worker of workers) await worker.kill();
  }
  expect(workers.length).toBeGreaterThan(2);
  expect(await toldOf(hubs)).toMatchObject({
    reports: count,
    sims: count,
    losses: count,
    hubs: count,
    ids: 2 * count,
    facts: 2 * count,
  });
});
