import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clockNow } from "@/lib/clock";
import { carryOutStarts } from "@/lib/server/services/packages/carry-out-starts";
import { planStart } from "@/lib/server/services/packages/plan-start";
import { advanceClock } from "@/lib/server/services/simulation/advance-clock";
import { addHub, addOffer, contextOf, refOf, type TestHub } from "../support/dealer";
import { addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let sandbox: Sandbox;
const mover = { accountId: null, name: "Test", requestId: "" };
const begin = Temporal.Instant.from("2031-03-10T10:00:00Z");

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now: begin });
});

afterAll(() => db.close());

async function plan(hub: TestHub, startsOn: string) {
  const { rows } = await owner.query<{ offset: string }>(
    "select offset_ms as offset from simulation_clock where id = $1",
    [sandbox.clockId],
  );
  const now = clockNow(BigInt(rows[0]?.offset ?? 0));
  const ctx = { ...contextOf(sandbox, sandbox.manager), now };
  return planStart(ctx, { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM", startsOn });
}

const goTo = (at: string) =>
  advanceClock(mover, { clockId: sandbox.clockId, target: { to: "INSTANT", at: Temporal.Instant.from(at) } });

async function runsOf({ key }: TestHub) {
  const { rows } = await owner.query<{ status: string; started: string }>(
    `select status::text as status, to_char(activated_at at time zone 'Europe/Kyiv', 'YYYY-MM-DD HH24:MI') as started
     from hub_package where hub_id = $1`,
    [key],
  );
  return rows;
}

test("a start planned for a day happens once, on that day, however far the clock jumps over it", async () => {
  const online = await addHub(owner, sandbox);
  const silent = await addHub(owner, sandbox);
  await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [online.key]);
  await owner.query("update hub set is_online = false, online_since = null where id = $1", [silent.key]);
  expect((await plan(online, "2031-04-02")).ok).toBe(true);
  expect((await plan(silent, "2031-05-20")).ok).toBe(true);
  await carryOutStarts();
  await goTo("2031-04-01T20:59:00Z");
  expect([await runsOf(online), await runsOf(silent)]).toEqual([[], []]);

  await goTo("2031-07-15T09:00:00Z");
  await Promise.all([carryOutStarts(), carryOutStarts()]);
  expect(await runsOf(online)).toEqual([{ status: "ACTIVE", started: "2031-04-02 00:00" }]);
  expect(await runsOf(silent)).toEqual([{ status: "ACTIVE", started: "2031-05-20 00:00" }]);
  const { rows } = await owner.query(
    `select status::text as status, count(*)::int as n from scheduled_change where company_id = $1 group by 1`,
    [sandbox.id],
  );
  expect(rows).toEqual([{ status: "DONE", n: 2 }]);
});

test("a day that is over, today, or more than a year ahead is refused with the days there are, and nothing is written", async () => {
  const hub = await addHub(owner, sandbox);
  await goTo("2031-07-16T09:00:00Z");
  for (const day of ["2031-07-15", "2031-07-16", "2032-07-17", "soon"]) {
    expect(await plan(hub, day)).toEqual({
      ok: false,
      refusal: "START_DAY_INVALID",
      params: { first: "2031-07-17", last: "2032-07-16" },
    });
  }
  const { rows } = await owner.query("select from scheduled_change where hub_id = $1", [hub.key]);
  expect(rows).toEqual([]);
});
