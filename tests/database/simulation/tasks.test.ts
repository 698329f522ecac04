import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { sendAgain } from "@/lib/server/services/sims/send-again";
import { watchDrift, watchPlaces } from "@/lib/server/services/sims/watch-sims";
import { passTime } from "@/lib/server/services/simulation/pass-time";
import { addDealer, addOffer, contextOf, refOf } from "../support/dealer";
import { addLiveHub, addSandbox, type FleetHub, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let sandbox: Sandbox;
const now = realNow().add({ hours: 1 });
const activatedAt = now.subtract({ hours: 2 });

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now });
});

afterAll(() => db.close());

async function tasksOf({ simId }: FleetHub) {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select kind::text, opened_at as "openedAt", closed_at is null as "isOpen" from service_task where sim_id = $1
     order by opened_at`,
    [simId],
  );
  return rows;
}

async function toldOf(hub: FleetHub, template: string, group: string) {
  const { rows } = await owner.query<{ mails: number; bells: number; open: number }>(
    `select (select count(*)::int from mail_message where template = $1 and data ->> 'linkPath' like $2) as mails,
       (select count(*)::int from notification where group_key = $3) as bells,
       (select count(*)::int from notification where group_key = $3 and done_at is null) as open`,
    [template, `%/${hub.hubId}`, `${group}:${hub.simId}`],
  );
  return rows[0];
}

async function linesOf(hubKey: string): Promise<string[]> {
  const { rows } = await owner.query<{ action: string }>(
    "select action from audit_entry where hub_id = $1 and action like 'sim.%' order by recorded_at",
    [hubKey],
  );
  return rows.map(({ action }) => action);
}

const takeOut = ({ simId }: FleetHub, at: Temporal.Instant) =>
  owner.query("update ajax_sim set hub_id = null, slot = null, removed_at = $2 where id = $1", [simId, at.toString()]);

const putInto = ({ simId }: FleetHub, hubKey: string, slot: number) =>
  owner.query("update ajax_sim set hub_id = $2, slot = $3, removed_at = null where id = $1", [simId, hubKey, slot]);

test("a SIM that is out of its hub for half an hour is told once, as of then, until it is back", async () => {
  const early = await addLiveHub(owner, sandbox, { activatedAt });
  const gone = await addLiveHub(owner, sandbox, { activatedAt });
  const outAt = now.subtract({ minutes: 31 });
  await takeOut(early, now.subtract({ minutes: 28 }));
  await takeOut(gone, outAt);
  await Promise.all([watchPlaces(), watchPlaces()]);
  await watchPlaces();
  expect(await tasksOf(early)).toEqual([]);
  const openedAt = toDate(outAt.add({ minutes: 30 }));
  expect(await tasksOf(gone)).toEqual([{ kind: "SIM_GONE", openedAt, isOpen: true }]);
  expect(await toldOf(gone, "sim-gone", "gone")).toEqual({ mails: 3, bells: 3, open: 3 });
  expect(await linesOf(gone.key)).toEqual(["sim.gone"]);

  await putInto(gone, gone.key, 1);
  await watchDrift();
  expect(await tasksOf(gone)).toEqual([{ kind: "SIM_GONE", openedAt, isOpen: false }]);
  expect(await toldOf(gone, "sim-gone", "gone")).toEqual({ mails: 3, bells: 3, open: 0 });
});

test("a locked or broken SIM is as good as gone, and one that nothing runs on is nobody's task", async () => {
  const locked = await addLiveHub(owner, sandbox, { activatedAt });
  const ended = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: now.subtract({ minutes: 1 }) });
  for (const { simId } of [locked, ended]) {
    await owner.query("update ajax_sim set condition = 'PIN_LOCKED', condition_at = $2 where id = $1", [
      simId,
      now.subtract({ minutes: 40 }).toString(),
    ]);
  }
  await watchPlaces();
  expect(await tasksOf(locked)).toMatchObject([{ kind: "SIM_GONE", isOpen: true }]);
  expect(await tasksOf(ended)).toEqual([]);
  await stopPackage(contextOf(sandbox, sandbox.owner), await refOf(owner, locked));
  await watchDrift();
  expect(await tasksOf(locked)).toMatchObject([{ kind: "SIM_GONE", isOpen: false }]);
});

test("a SIM seen in another hub is told at once, in both hubs' timelines, until it is back", async () => {
  const [hub, other] = [
    await addLiveHub(owner, sandbox, { activatedAt }),
    await addLiveHub(owner, sandbox, { activatedAt }),
  ];
  await putInto(hub, other.key, 2);
  await watchPlaces();
  await watchPlaces();
  expect(await tasksOf(hub)).toMatchObject([{ kind: "SIM_ELSEWHERE", isOpen: true }]);
  expect(await toldOf(hub, "sim-wrong-hub", "elsewhere")).toEqual({ mails: 3, bells: 3, open: 3 });
  expect(await linesOf(hub.key)).toEqual(["sim.misplaced"]);
  expect(await linesOf(other.key)).toEqual(["sim.misplaced"]);
  await putInto(hub, hub.key, 1);
  await watchDrift();
  expect(await tasksOf(hub)).toMatchObject([{ kind: "SIM_ELSEWHERE", isOpen: false }]);
});

/** A live hub whose SIM fell off six minutes after it was told to be on, and does not hear. */
async function addDrifting(): Promise<FleetHub & { iccid: string }> {
  const hub = await addLiveHub(owner, sandbox, { activatedAt, fault: "STUCK" });
  await owner.query("update hub set online_since = $2 where id = $1", [hub.key, now.subtract({ hours: 3 }).toString()]);
  const { rows } = await owner.query<{ iccid: string }>(
    `update ajax_sim set desired_version = 2, desired_at = $2, reported_status = 'DISABLED', card_status = 'DISABLED'
     where id = $1 returning iccid`,
    [hub.simId, now.subtract({ minutes: 6 }).toString()],
  );
  return { ...hub, iccid: rows[0]?.iccid ?? "" };
}

async function simOf({ simId }: FleetHub) {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select desired_status::text as desired, desired_version as version, desired_at as at, reported_status::text as reported
     from ajax_sim where id = $1`,
    [simId],
  );
  return rows[0];
}

test("an order is sent again as a newer try of the same, and the alarm ends once it is followed", async () => {
  const hub = await addDrifting();
  await watchDrift();
  expect(await toldOf(hub, "sim-drift", "drift")).toEqual({ mails: 3, bells: 3, open: 3 });
  const before = await simOf(hub);
  const ctx = contextOf(sandbox, sandbox.installer);
  expect(await sendAgain(ctx, hub)).toEqual({ ok: true, value: { sent: 1 } });
  expect(await simOf(hub)).toEqual({ ...before, version: 3 });
  expect(await linesOf(hub.key)).toEqual(["sim.resent"]);

  await owner.query("update simulated_fault set lifted_at = now(), lifted_by = 'Test' where sim_id = $1", [hub.simId]);
  await sendAgain(contextOf(sandbox, sandbox.manager), hub);
  await passTime({ clock: sandbox.clockId, from: now, until: now.add({ minutes: 10 }) });
  expect(await simOf(hub)).toEqual({ ...before, version: 4, reported: "ENABLED" });
  await watchDrift();
  expect(await tasksOf(hub)).toMatchObject([{ kind: "SIM_DRIFT", isOpen: false }]);
  expect(await sendAgain(contextOf(sandbox, sandbox.manager), hub)).toEqual({ ok: true, value: { sent: 0 } });
});

test("nobody else's order is sent again, and beside Stop now the SIM still ends off", async () => {
  const hub = await addDrifting();
  const stranger = await addDealer(owner);
  await expect(sendAgain(contextOf(stranger, stranger.owner), hub)).rejects.toThrow("NOT_FOUND");
  const onOtherSide = { ...contextOf(sandbox, sandbox.owner), side: "reseller" as const };
  await expect(sendAgain(onOtherSide, hub)).rejects.toThrow("FORBIDDEN");
  const ref = await refOf(owner, hub);
  await Promise.all([
    sendAgain(contextOf(sandbox, sandbox.owner), hub),
    stopPackage(contextOf(sandbox, sandbox.manager), ref),
    sendAgain(contextOf(sandbox, sandbox.installer), hub),
  ]);
  expect(await simOf(hub)).toMatchObject({ desired: "DISABLED" });
});
