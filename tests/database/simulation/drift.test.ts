import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clockNow, realNow, toDate } from "@/lib/clock";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { watchDrift } from "@/lib/server/services/sims/watch-sims";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { addOffer, contextOf, refOf } from "../support/dealer";
import { addLiveHub, addSandbox, type FleetHub, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let sandbox: Sandbox;
const now = realNow().add({ hours: 1 });

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now });
});

afterAll(() => db.close());

/** A live hub whose SIM fell off, was told to switch on again so long ago, and still says no. */
async function drifting(minutesAgo: number): Promise<FleetHub & { toldAt: Temporal.Instant }> {
  const hub = await addLiveHub(owner, sandbox, { activatedAt: now.subtract({ hours: 2 }), fault: "STUCK" });
  const toldAt = now.subtract({ minutes: minutesAgo });
  await owner.query("update hub set online_since = $2 where id = $1", [hub.key, now.subtract({ hours: 3 }).toString()]);
  await owner.query(
    `update ajax_sim set desired_version = 2, desired_at = $2, reported_status = 'DISABLED', card_status = 'DISABLED'
     where id = $1`,
    [hub.simId, toldAt.toString()],
  );
  return { ...hub, toldAt };
}

async function alarmsOf({ simId }: FleetHub) {
  const { rows: tasks } = await owner.query<{ openedAt: Date; isOpen: boolean }>(
    `select opened_at as "openedAt", closed_at is null as "isOpen" from service_task where sim_id = $1`,
    [simId],
  );
  const { rows: bells } = await owner.query<{ role: string; isOpen: boolean }>(
    `select e.role::text as role, n.done_at is null as "isOpen" from notification n
     join employee e on e.account_id = n.account_id and e.company_id = n.company_id where n.group_key = $1 order by 1`,
    [`drift:${simId}`],
  );
  const { rows: told } = await owner.query<{ kind: string }>(
    "select kind from outbox where subject_id = $1 and kind in ('sim.drifted', 'sim.agreed') order by xid, seq",
    [simId],
  );
  return { tasks, bells, told: told.map(({ kind }) => kind) };
}

const office = (isOpen: boolean) =>
  ["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"].map((role) => ({ role, isOpen }));

test("after five minutes there is one alarm, as of then, however often one looks; it ends once they agree", async () => {
  const hub = await drifting(6);
  await Promise.all([watchDrift(), watchDrift(), watchDrift()]);
  await watchDrift();
  const openedAt = toDate(hub.toldAt.add({ minutes: 5 }));
  expect(await alarmsOf(hub)).toEqual({
    tasks: [{ openedAt, isOpen: true }],
    bells: office(true),
    told: ["sim.drifted"],
  });

  const { rows } = await owner.query<{ offset: string }>(
    "select offset_ms as offset from simulation_clock where id = $1",
    [sandbox.clockId],
  );
  await reportSim({ simId: hub.simId, status: "ENABLED", version: 2, at: clockNow(BigInt(rows[0]?.offset ?? 0)) });
  await watchDrift();
  expect(await alarmsOf(hub)).toEqual({
    tasks: [{ openedAt, isOpen: false }],
    bells: office(false),
    told: ["sim.drifted", "sim.agreed"],
  });
});

test("whoever acted on the hub hears of it too, unless narrowed to other objects since", async () => {
  const hears = async (isAssignedOnly: boolean) => {
    const hub = await drifting(6);
    expect((await deactivatePackage(contextOf(sandbox, sandbox.installer), await refOf(owner, hub))).ok).toBe(true);
    await owner.query("update company set is_assigned_only = $2 where id = $1", [sandbox.id, isAssignedOnly]);
    await watchDrift();
    const { bells } = await alarmsOf(hub);
    const { rows: mails } = await owner.query(
      "select from mail_message where account_id = $1 and data->>'linkPath' like '%' || $2",
      [sandbox.installer.id, hub.hubId],
    );
    return { isRung: bells.some(({ role }) => role === "INSTALLER"), mails: mails.length };
  };
  expect(await hears(false)).toEqual({ isRung: true, mails: 1 });
  expect(await hears(true)).toEqual({ isRung: false, mails: 0 });
  await owner.query("update company set is_assigned_only = false where id = $1", [sandbox.id]);
});

test("four minutes are none, and a hub that cannot report drifts only once it could for five", async () => {
  const early = await drifting(4);
  const offline = await drifting(30);
  await owner.query("update hub set is_online = false, online_since = null where id = $1", [offline.key]);
  const back = await drifting(30);
  await owner.query("update hub set online_since = $2 where id = $1", [
    back.key,
    now.subtract({ minutes: 2 }).toString(),
  ]);
  await watchDrift();
  for (const hub of [early, offline, back]) {
    expect(await alarmsOf(hub)).toEqual({ tasks: [], bells: [], told: [] });
  }
});
