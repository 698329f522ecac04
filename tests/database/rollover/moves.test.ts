import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import { contextOf, refOf } from "../support/dealer";
import { addFleet, addLiveHub, type FleetHub, showInstant } from "../support/fleet";
import { runsOf } from "../support/ledger";
import { activatedAt, april, march, withPartners, zone } from "../support/partner-world";
import { connectionOf, connectionRef, officeContextOf, type Partners, runsOfHub } from "../support/partners";

let owner: Client;
let partners: Partners;

withPartners((world) => {
  ({ owner, partners } = world);
});

const asManager = () => contextOf(partners, partners.manager);

async function agree(hubs: readonly { hubId: string }[]): Promise<string> {
  const choice = { hubIds: hubs.map(({ hubId }) => hubId) };
  const asked = await requestMove(asManager(), { resellerId: partners.second.reseller.id, choice });
  if (!asked.ok) throw new Error(asked.refusal);
  const { moveRequestId } = asked.value;
  const approved = await approveMove(officeContextOf(partners.second, partners.second.manager), { moveRequestId });
  if (!approved.ok) throw new Error(approved.refusal);
  return moveRequestId;
}

const endFirst = async (endMonth: "2040-04" | "2040-05") =>
  endConnection(contextOf(partners, partners.owner), {
    ...(await connectionRef(owner, partners.connectionId)),
    endMonth,
  });

const cross = (at = march) => showInstant(owner, partners.clockId, at.add({ minutes: 3 }));

async function simOf(hub: FleetHub) {
  const { rows } = await owner.query(
    `select s.desired_status::text as desired, s.desired_version as version, h.service_status::text as hub
     from ajax_sim s, hub h where s.id = $1 and h.id = $2`,
    [hub.simId, hub.key],
  );
  return rows[0];
}

async function changesOf(hubs: readonly FleetHub[]) {
  const { rows } = await owner.query<{ status: string; refusal: string | null; n: number }>(
    `select status::text, refusal, count(*)::int as n from scheduled_change where hub_id = any($1) group by 1, 2 order by 1`,
    [hubs.map(({ key }) => key)],
  );
  return rows;
}

const old = { reseller: "First payer", status: "INACTIVE", endReason: "MOVED", endedAt: toDate(march) };
const fresh = { reseller: "Second payer", status: "ACTIVE", endReason: null, activatedAt: toDate(march) };

describe("a move at the boundary", () => {
  test("ends one run and begins another at the same instant, and the SIM is not touched", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const moveRequestId = await agree([hub]);
    await cross();
    await runEverythingDue();

    expect(await runsOfHub(owner, hub.key)).toMatchObject([
      { ...old, confirmedAt: toDate(activatedAt) },
      { ...fresh, confirmedAt: toDate(march) },
    ]);
    expect(await simOf(hub)).toEqual({ desired: "ENABLED", version: 1, hub: "ACTIVE" });
    const { rows } = await owner.query(
      `select p.billing_zone = n.billing_zone and p.sim_id = n.sim_id and p.offer_id = n.offer_id as "isSame",
         m.status::text, m.result_id = n.id as "isResult", e.outcome::text
       from hub_package p join hub_package n on n.previous_id = p.id join scheduled_change m on m.hub_package_id = p.id
       join rollover_entry e on e.hub_package_id = p.id where m.move_request_id = $1`,
      [moveRequestId],
    );
    expect(rows).toEqual([{ isSame: true, status: "DONE", isResult: true, outcome: "ENDED" }]);
    const history = await owner.query(
      `select a.action, a.actor_name, c.name as counterpart, a.effective_at, o.kind from audit_entry a
       join company c on c.id = a.counterpart_id join outbox o on o.dedupe_key = a.subject_id || ':' || a.subject_version
       where a.hub_id = $1 order by a.action`,
      [hub.key],
    );
    const byRun = { actor_name: "Month rollover", effective_at: toDate(march) };
    expect(history.rows).toEqual([
      { ...byRun, action: "package.activated", counterpart: "Second payer", kind: "package.activated" },
      { ...byRun, action: "package.moved", counterpart: "First payer", kind: "package.moved" },
    ]);
    expect(await runsOf(owner, partners.clockId)).toEqual([
      expect.objectContaining({ month: "2040-03", status: "COMPLETE", due: 1, ended: 1, skipped: 0, failed: 0 }),
    ]);
  });

  test("takes a hub along that would have ended with its connection then, and never lets it read as ended", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const left = await addLiveHub(owner, partners, { activatedAt });
    await endFirst("2040-04");
    await cross(march);
    await runEverythingDue();
    await agree([hub]);
    await cross(april);
    await runEverythingDue();
    await runEverythingDue();

    expect(await runsOfHub(owner, hub.key)).toMatchObject([
      { ...old, endedAt: toDate(april) },
      { ...fresh, activatedAt: toDate(april) },
    ]);
    expect(await runsOfHub(owner, left.key)).toMatchObject([{ endReason: "EXPIRED", endedAt: toDate(april) }]);
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({
      state: "CLOSED",
      closedAt: toDate(april),
    });
    const { rows } = await owner.query(
      "select due_count, ended_count, moved_count from rollover_run where clock_id = $1 and month = '2040-04'",
      [partners.clockId],
    );
    expect(rows).toEqual([{ due_count: 2, ended_count: 2, moved_count: 1 }]);
  });

  test("goes on although the SIM was taken out meanwhile", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    await agree([hub]);
    await owner.query("update ajax_sim set hub_id = null, slot = null, removed_at = now() where id = $1", [hub.simId]);
    await cross();
    await runEverythingDue();
    expect(await runsOfHub(owner, hub.key)).toMatchObject([old, fresh]);
  });

  test("still waits for a SIM that has not reported, with its time running on", async () => {
    const confirmBy = march.add({ hours: 5 });
    const hub = await addLiveHub(owner, partners, { activatedAt: march.subtract({ hours: 19 }), confirmBy });
    await agree([hub]);
    await cross();
    await runEverythingDue();
    const { rows } = await owner.query(
      "select confirm_by, confirmed_at from hub_package where hub_id = $1 and status = 'ACTIVE'",
      [hub.key],
    );
    expect(rows).toEqual([{ confirm_by: toDate(confirmBy), confirmed_at: null }]);
    await showInstant(owner, partners.clockId, confirmBy.add({ minutes: 1 }));
    await runEverythingDue();
    expect(await runsOfHub(owner, hub.key)).toMatchObject([old, { endReason: "ACTIVATION_FAILED" }]);
  });
});

describe("what keeps a move from happening", () => {
  test("a deactivation comes first, and Resume lets the move happen", async () => {
    const [deactivated, resumed] = await addFleet(owner, partners, { activatedAt, count: 2 });
    if (!deactivated || !resumed) throw new Error("A fleet of two has two hubs.");
    await agree([deactivated, resumed]);
    await deactivatePackage(asManager(), await refOf(owner, deactivated));
    await cross();
    await runEverythingDue();

    expect(await runsOfHub(owner, deactivated.key)).toMatchObject([{ endReason: "EXPIRED", endedAt: toDate(march) }]);
    expect(await changesOf([deactivated])).toEqual([{ status: "REFUSED", refusal: "PACKAGE_ALREADY_EXPIRING", n: 1 }]);
    expect(await runsOfHub(owner, resumed.key)).toMatchObject([old, fresh]);
  });

  test("the new reseller's connection is ending: nothing changes, and the code is kept", async () => {
    const running = await addLiveHub(owner, partners, { activatedAt });
    await agree([running]);
    await endConnection(officeContextOf(partners.second, partners.second.owner), {
      ...(await connectionRef(owner, partners.secondConnectionId)),
      endMonth: "2040-05",
    });
    await cross();
    await runEverythingDue();

    expect(await runsOfHub(owner, running.key)).toMatchObject([{ status: "ACTIVE", reseller: "First payer" }]);
    expect(await changesOf([running])).toEqual([{ status: "REFUSED", refusal: "RESELLER_NOT_USABLE", n: 1 }]);
    const { rows } = await owner.query(
      `select action, after ->> 'refusal' as refusal from audit_entry where hub_id = $1 and action like 'move.%'`,
      [running.key],
    );
    expect(rows).toEqual([{ action: "move.refused", refusal: "RESELLER_NOT_USABLE" }]);
    expect(await runsOf(owner, partners.clockId)).toEqual([
      expect.objectContaining({ status: "COMPLETE", due: 0, ended: 0, skipped: 0 }),
    ]);
  });

  test("nobody approved it in time: a hub of an ending connection goes off with it", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    await endFirst("2040-04");
    await cross(march);
    await runEverythingDue();
    const choice = { hubIds: [hub.hubId] };
    await requestMove(asManager(), { resellerId: partners.second.reseller.id, choice });
    await cross(april);
    await runEverythingDue();
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ endReason: "EXPIRED", endedAt: toDate(april) }]);
    expect(await changesOf([hub])).toEqual([{ status: "CANCELED", refusal: null, n: 1 }]);
  });
});

describe("late, doubled and out of order", () => {
  test("two workers and a repeat move each hub once", async () => {
    const hubs = await addFleet(owner, partners, { activatedAt, count: 300 });
    await addFleet(owner, partners, { activatedAt, count: 100, expiresAt: march });
    await agree(hubs);
    await cross();
    const runs = (await planRollover()).filter(({ clockId }) => clockId === partners.clockId);
    await Promise.all([...runs, ...runs].map(({ id }) => runRollover(id)));
    await runEverythingDue();
    for (const { id } of runs) await runRollover(id);

    expect(await changesOf(hubs)).toEqual([{ status: "DONE", refusal: null, n: 300 }]);
    const { rows } = await owner.query(
      `select reseller_id = $2 as "isNew", status::text, count(*)::int as n from hub_package where company_id = $1
       group by 1, 2 order by 1, 2`,
      [partners.id, partners.second.reseller.id],
    );
    expect(rows).toEqual([
      { isNew: false, status: "INACTIVE", n: 400 },
      { isNew: true, status: "ACTIVE", n: 300 },
    ]);
    expect(await runsOf(owner, partners.clockId)).toEqual([
      expect.objectContaining({ status: "COMPLETE", due: 400, ended: 400, skipped: 0, failed: 0 }),
    ]);
  });

  test("three months later, a move has its own month's boundary, and what followed it is ended in order", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const other = await addLiveHub(owner, partners, { activatedAt });
    await agree([hub]);
    await endFirst("2040-05");
    await showInstant(owner, partners.clockId, Temporal.Instant.from("2040-06-20T12:00:00Z"));
    await runEverythingDue();
    await runEverythingDue();

    expect(await runsOfHub(owner, hub.key)).toMatchObject([old, fresh]);
    const may = toDate(startOfMonth("2040-06", zone));
    expect(await runsOfHub(owner, other.key)).toMatchObject([{ endReason: "EXPIRED", endedAt: may }]);
    const runs = await runsOf(owner, partners.clockId);
    expect(runs.map(({ month, ended }) => ({ month, ended }))).toEqual([
      { month: "2040-03", ended: 1 },
      { month: "2040-05", ended: 1 },
    ]);
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "CLOSED", closedAt: may });
  });

  test("a command that meets a hub whose move is due carries it out first, in the run's ledger", async () => {
    const [stopped, deactivated] = await addFleet(owner, partners, { activatedAt, count: 2 });
    if (!stopped || !deactivated) throw new Error("A fleet of two has two hubs.");
    await agree([stopped, deactivated]);
    await cross();
    expect(await stopPackage(asManager(), await refOf(owner, stopped))).toMatchObject({ ok: true });
    expect(await deactivatePackage(asManager(), await refOf(owner, deactivated))).toMatchObject({ ok: true });

    expect(await runsOfHub(owner, stopped.key)).toMatchObject([
      old,
      { reseller: "Second payer", endReason: "STOPPED" },
    ]);
    expect(await runsOfHub(owner, deactivated.key)).toMatchObject([
      old,
      { reseller: "Second payer", status: "EXPIRING", expiresAt: toDate(april) },
    ]);
    await runEverythingDue();
    expect(await runsOf(owner, partners.clockId)).toEqual([
      expect.objectContaining({ month: "2040-03", status: "COMPLETE", due: 2, ended: 2 }),
    ]);
  });

  test("an owner who ends the new connection after the boundary does not undo a move that was only late", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    await agree([hub]);
    await cross();
    await endConnection(officeContextOf(partners.second, partners.second.owner), {
      ...(await connectionRef(owner, partners.secondConnectionId)),
      endMonth: "2040-05",
    });
    const june = toDate(startOfMonth("2040-06", zone));
    expect(await runsOfHub(owner, hub.key)).toMatchObject([old, { ...fresh, status: "EXPIRING", expiresAt: june }]);
  });
});
