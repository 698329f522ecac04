import { randomInt, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import { liveOn } from "@/lib/jobs/loops/sim-loop";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { addHub, addOffer } from "../support/dealer";
import { addLiveHub, addSandbox, type FleetHub, type FleetShape, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

const activatedAt = Temporal.Instant.from("2040-03-12T09:00:00Z");
const confirmBy = activatedAt.add({ hours: 24 });
const soon = activatedAt.add({ seconds: 3 });

let db: TestDatabase;
let owner: Client;
let sandbox: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now: activatedAt.add({ minutes: 1 }) });
});

afterAll(() => db.close());

const waiting = (shape: Partial<FleetShape> = {}) =>
  addLiveHub(owner, sandbox, { activatedAt, confirmBy, fault: null, ...shape });

const report = (hub: { simId: string }, version: number, options: { at?: Temporal.Instant; isOff?: boolean } = {}) =>
  reportSim({
    simId: hub.simId,
    version,
    status: options.isOff ? "DISABLED" : "ENABLED",
    at: options.at ?? soon,
  });

/** Everything a report can change. */
async function traceOf(hub: FleetHub) {
  const { rows } = await owner.query(
    `select s.reported_status::text as reported, s.reported_version as version, s.reported_at as "reportedAt",
       p.confirmed_at as "confirmedAt", p.confirm_by as "confirmBy", p.version as "packageVersion",
       h.has_cellular as cellular, h.version as "hubVersion",
       array(select action || ' ' || actor_name from audit_entry a where a.subject_id = p.id) as history
     from hub h join hub_package p on p.hub_id = h.id join ajax_sim s on s.id = p.sim_id where p.id = $1`,
    [hub.packageId],
  );
  return rows[0];
}

/** Gives a SIM further commands, as later acts would; its package stays live. */
async function command(hub: { simId: string }, version: number): Promise<void> {
  await owner.query("update ajax_sim set desired_version = $2 where id = $1", [hub.simId, version]);
}

describe("the first report that a SIM is on", () => {
  test("confirms the run, starts its billing there and does not disturb open forms", async () => {
    const hub = await waiting();
    const before = await traceOf(hub);
    expect(await report(hub, 1)).toBe(true);

    expect(await traceOf(hub)).toEqual({
      reported: "ENABLED",
      version: 1,
      reportedAt: toDate(soon),
      confirmedAt: toDate(soon),
      confirmBy: null,
      packageVersion: 2,
      cellular: true,
      hubVersion: before.hubVersion,
      history: ["package.confirmed Mobile network"],
    });
  });

  test("confirms once, however often it comes", async () => {
    const hub = await waiting();
    const results = await Promise.all(Array.from({ length: 10 }, () => report(hub, 1)));
    const after = await traceOf(hub);
    const later = soon.add({ hours: 1 });
    await report(hub, 1, { at: later });

    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await traceOf(hub)).toEqual({ ...after, reportedAt: toDate(later) });
    expect(after).toEqual(
      expect.objectContaining({ packageVersion: 2, history: ["package.confirmed Mobile network"] }),
    );
  });

  test("brings a hub without another channel online", async () => {
    const hub = await waiting();
    await owner.query("update hub set has_ethernet = false, is_online = false, online_since = null where id = $1", [
      hub.key,
    ]);
    await liveOn();

    const { rows } = await owner.query("select is_online, online_since is not null as since from hub where id = $1", [
      hub.key,
    ]);
    expect(rows).toEqual([{ is_online: true, since: true }]);
    expect((await traceOf(hub)).confirmedAt).not.toBeNull();
  });

  test.each([
    { name: "at the end of its 24 hours", shape: {}, at: confirmBy },
    {
      name: "after its month is over",
      shape: { expiresAt: activatedAt.add({ hours: 5 }) },
      at: activatedAt.add({ hours: 5 }),
    },
  ])("confirms nothing $name", async ({ shape, at }) => {
    const hub = await waiting(shape);
    expect(await report(hub, 1, { at })).toBe(true);

    const unconfirmed = { confirmedAt: null, confirmBy: toDate(confirmBy), history: [] };
    expect(await traceOf(hub)).toEqual(expect.objectContaining({ reported: "ENABLED", version: 1, ...unconfirmed }));
  });

  test("confirms nothing when it answers an older command", async () => {
    const hub = await waiting();
    await command(hub, 3);
    expect(await report(hub, 1)).toBe(true);
    expect(await traceOf(hub)).toEqual(expect.objectContaining({ version: 1, confirmedAt: null, history: [] }));
    expect(await report(hub, 2, { isOff: true })).toBe(true);
    expect(await traceOf(hub)).toEqual(expect.objectContaining({ reported: "DISABLED", confirmedAt: null }));
    expect(await report(hub, 3)).toBe(true);

    expect(await traceOf(hub)).toEqual(expect.objectContaining({ version: 3, confirmedAt: toDate(soon) }));
  });
});

describe("newer wins", () => {
  test("an older, a doubled and an unasked report change nothing", async () => {
    const hub = await waiting();
    await command(hub, 3);
    await report(hub, 3);
    const before = await traceOf(hub);
    const results = [
      await report(hub, 2, { isOff: true, at: soon.add({ hours: 1 }) }),
      await report(hub, 1, { at: soon.add({ hours: 1 }) }),
      await report(hub, 3, { isOff: true, at: soon }),
      await report(hub, 4, { isOff: true, at: soon.add({ hours: 1 }) }),
      await report({ simId: randomUUID() }, 1),
    ];

    expect(results).toEqual([false, false, false, false, false]);
    expect(await traceOf(hub)).toEqual(before);
  });

  test("a SIM that falls off by itself says so: the same command, seen later", async () => {
    const hub = await waiting();
    await report(hub, 1);
    expect(await report(hub, 1, { isOff: true, at: soon.add({ hours: 1 }) })).toBe(true);
    expect(await traceOf(hub)).toEqual(expect.objectContaining({ reported: "DISABLED", version: 1, cellular: false }));
  });

  test("reports that come doubled, mixed up and at once leave what the newest says", async () => {
    const hub = await waiting();
    await command(hub, 9);
    const all = Array.from({ length: 18 }, (_, index) => (index % 9) + 1).sort(() => randomInt(3) - 1);
    const counted = await Promise.all(all.map((version) => report(hub, version, { isOff: version % 2 === 0 })));

    expect(counted.filter(Boolean).length).toBeLessThanOrEqual(9);
    const newest = { reported: "ENABLED", version: 9, confirmedAt: toDate(soon), cellular: true, packageVersion: 2 };
    expect(await traceOf(hub)).toEqual(expect.objectContaining(newest));
  });
});

describe("a report from elsewhere", () => {
  async function addSecondSim(hub: FleetHub, status: "ENABLED" | "DISABLED"): Promise<{ simId: string }> {
    const simId = randomUUID();
    await owner.query(
      `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot, desired_version, reported_status)
       values ($1, $2, $3, 'AJAX', $4, 2, 1, $5::"SimPower")`,
      [simId, sandbox.id, `8937${String(randomInt(0, 10 ** 12)).padStart(15, "0")}`, hub.key, status],
    );
    return { simId };
  }

  test("of the hub's other slot neither confirms the package nor takes its channel", async () => {
    const hub = await waiting();
    const other = await addSecondSim(hub, "ENABLED");
    expect(await report(other, 1)).toBe(true);
    expect((await traceOf(hub)).confirmedAt).toBeNull();
    await report(hub, 1);
    await command(other, 2);
    expect(await report(other, 2, { isOff: true })).toBe(true);

    expect(await traceOf(hub)).toEqual(expect.objectContaining({ cellular: true, confirmedAt: toDate(soon) }));
  });

  test("takes the channel with the last SIM that is on", async () => {
    const hub = await waiting();
    await report(hub, 1);
    await command(hub, 2);
    expect(await report(hub, 2, { isOff: true })).toBe(true);

    expect((await traceOf(hub)).cellular).toBe(false);
  });

  test("of another hub, where somebody put the SIM, does not confirm the package", async () => {
    const hub = await waiting();
    const elsewhere = await addHub(owner, sandbox, { hasSim: false });
    await owner.query("update ajax_sim set hub_id = $2 where id = $1", [hub.simId, elsewhere.key]);
    expect(await report(hub, 1)).toBe(true);

    expect(await traceOf(hub)).toEqual(expect.objectContaining({ confirmedAt: null, cellular: false, history: [] }));
  });

  test("of a SIM that sits in no hub is ignored", async () => {
    const hub = await waiting();
    await owner.query("update ajax_sim set hub_id = null, slot = null where id = $1", [hub.simId]);
    const before = await traceOf(hub);

    expect(await report(hub, 1)).toBe(false);
    expect(await traceOf(hub)).toEqual(before);
  });
});

describe("the simulated network", () => {
  test("leaves stuck SIMs and dead cards alone, and slow ones for twenty seconds", async () => {
    const stuck = await waiting({ fault: "STUCK" });
    const slow = await waiting({ fault: "SLOW" });
    const defective = await waiting();
    await owner.query("update ajax_sim set condition = 'DEFECTIVE' where id = $1", [defective.simId]);
    await owner.query("update ajax_sim set desired_at = $2 where id = $1", [
      slow.simId,
      activatedAt.add({ minutes: 1 }).toString(),
    ]);
    await liveOn();
    const versions = async () => {
      const { rows } = await owner.query<{ id: string; version: number }>(
        "select id, reported_version as version from ajax_sim where id = any($1)",
        [[stuck.simId, slow.simId, defective.simId]],
      );
      return [stuck, slow, defective].map(({ simId }) => rows.find(({ id }) => id === simId)?.version);
    };
    expect(await versions()).toEqual([0, 0, 0]);
    await owner.query("update simulation_clock set offset_ms = offset_ms + 20000 where id = $1", [sandbox.clockId]);
    await liveOn();

    expect(await versions()).toEqual([0, 1, 0]);
  });

  test("answers the others when one report cannot be taken", async () => {
    const bad = await waiting();
    const good = await waiting();
    await owner.query(
      `alter table hub_package add constraint never_confirmed check (confirmed_at is null or id <> '${bad.packageId}')`,
    );
    await owner.query("update ajax_sim set desired_at = $2 where id = $1", [bad.simId, realNow().toString()]);
    await liveOn();
    await owner.query("alter table hub_package drop constraint never_confirmed");
    expect([(await traceOf(bad)).version, (await traceOf(good)).version]).toEqual([0, 1]);
    await liveOn();

    expect((await traceOf(bad)).version).toBe(1);
  });
});
