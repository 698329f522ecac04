import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate, toDateOrNull } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { dueEnd, type PackageState } from "@/lib/domain/package-lifecycle";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { failActivations, runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import { addOffer } from "../support/dealer";
import { addFleet, addLiveHub, addSandbox, type FleetHub, type FleetShape, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";

const zone = "Europe/Kyiv";
const end = startOfMonth("2040-04", zone);
const activatedAt = Temporal.Instant.from("2040-03-12T09:00:00Z");
const confirmBy = activatedAt.add({ hours: 24 });
const lastDay = end.subtract({ hours: 10 });

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

async function endOf(hub: FleetHub) {
  const { rows } = await owner.query(
    `select p.status::text, p.end_reason::text as reason, p.ended_at as "endedAt", s.desired_status::text as sim,
       s.desired_version as "simVersion",
       array(select action from audit_entry a where a.subject_id = p.id order by a.subject_version) as history,
       array(select kind from outbox o where o.subject_id = p.id order by o.seq) as events,
       (select count(*)::int from rollover_entry e where e.hub_package_id = p.id) as entries
     from hub_package p join ajax_sim s on s.id = p.sim_id where p.id = $1`,
    [hub.packageId],
  );
  return rows[0];
}

const failed = {
  status: "INACTIVE",
  reason: "ACTIVATION_FAILED",
  endedAt: toDate(confirmBy),
  sim: "DISABLED",
  simVersion: 2,
  history: ["package.activation_failed"],
  events: ["package.activation_failed"],
  entries: 0,
};
const live = { reason: null, endedAt: null, sim: "ENABLED", simVersion: 1, history: [], events: [], entries: 0 };

test("a SIM that has not reported for 24 hours ends its activation as of then, unbilled, and no sooner", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  const hub = await addLiveHub(owner, sandbox, { activatedAt, confirmBy });
  const confirmed = await addLiveHub(owner, sandbox, { activatedAt });
  await showInstant(owner, sandbox.clockId, confirmBy.subtract({ minutes: 5 }));
  await runEverythingDue();
  expect(await endOf(hub)).toEqual({ ...live, status: "ACTIVE" });
  await showInstant(owner, sandbox.clockId, confirmBy.add({ hours: 50 }));
  await runEverythingDue();
  await runEverythingDue();

  expect(await endOf(hub)).toEqual(failed);
  expect(await endOf(confirmed)).toEqual({ ...live, status: "ACTIVE" });
  expect(await runsOf(owner, sandbox.clockId)).toEqual([]);
  const { rows } = await owner.query(
    `select actor_name, counterpart_id, effective_at, before ->> 'status' as was, after ->> 'endReason' as reason,
       subject_version from audit_entry where subject_id = $1`,
    [hub.packageId],
  );
  expect(rows).toEqual([
    {
      actor_name: "Month rollover",
      counterpart_id: sandbox.reseller.companyId,
      effective_at: toDate(confirmBy),
      was: "ACTIVE",
      reason: "ACTIVATION_FAILED",
      subject_version: 2,
    },
  ]);
});

test("a failed activation that was also to end with its month is not ended by the rollover, whichever runs first", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  const earlier = await addLiveHub(owner, sandbox, { activatedAt, confirmBy, expiresAt: end });
  const sameInstant = await addLiveHub(owner, sandbox, { activatedAt, confirmBy: end, expiresAt: end });
  const expired = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  await showInstant(owner, sandbox.clockId, end.add({ hours: 1 }));
  for (const run of await planRollover()) await runRollover(run.id);
  expect(await endOf(earlier)).toEqual({ ...live, status: "EXPIRING" });
  expect(await endOf(sameInstant)).toEqual({ ...live, status: "EXPIRING" });
  await failActivations();
  await runEverythingDue();

  expect(await endOf(earlier)).toEqual(failed);
  expect(await endOf(sameInstant)).toEqual({ ...failed, endedAt: toDate(end) });
  expect(await endOf(expired)).toEqual(expect.objectContaining({ reason: "EXPIRED", entries: 1 }));
  const figures = { status: "COMPLETE", due: 1, ended: 1, skipped: 0, failed: 0 };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(figures)]);
});

/** Every way in which the two ends of a package can lie, and when one looks. */
const shapes: FleetShape[] = [
  { activatedAt },
  { activatedAt, confirmBy },
  { activatedAt, expiresAt: end },
  { activatedAt, confirmBy, expiresAt: end },
  { activatedAt, confirmBy: end, expiresAt: end },
  { activatedAt: lastDay, confirmBy: lastDay.add({ hours: 24 }), expiresAt: end },
  { activatedAt: lastDay, confirmBy: lastDay.add({ hours: 24 }) },
];
const moments = [confirmBy.subtract({ minutes: 1 }), confirmBy, end, lastDay.add({ hours: 24 })];

test.each(moments.map((now) => ({ now, at: now.toString() })))(
  "at $at the jobs end exactly what the rules of the lifecycle call ended, as of the same instant",
  async ({ now }) => {
    const sandbox = await addSandbox(owner, { now: activatedAt });
    const expected = [];
    for (const shape of shapes) {
      const { packageId } = await addLiveHub(owner, sandbox, shape);
      const ending = dueEnd(stateOf(shape, sandbox.reseller.id), now);
      expected.push({ packageId, reason: ending?.reason ?? null, endedAt: toDateOrNull(ending?.at ?? null) });
    }
    await showInstant(owner, sandbox.clockId, now);
    await runEverythingDue();

    const { rows } = await owner.query(
      `select id as "packageId", end_reason::text as reason, ended_at as "endedAt" from hub_package where company_id = $1`,
      [sandbox.id],
    );
    const byId = (a: { packageId: string }, b: { packageId: string }) => (a.packageId < b.packageId ? -1 : 1);
    expect(rows.sort(byId)).toEqual(expected.sort(byId));
  },
);

function stateOf({ activatedAt: at, confirmBy: by, expiresAt }: FleetShape, resellerId: string): PackageState {
  const terms = { resellerId, billingZone: zone, confirmBy: by ?? null, confirmedAt: by ? null : at };
  return expiresAt
    ? { status: "EXPIRING", expiresAt, endCause: "DEACTIVATED", ...terms }
    : { status: "ACTIVE", ...terms };
}

test("failed activations end once when several workers meet them, in more than one batch", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  await addFleet(owner, sandbox, { count: 2_100, activatedAt, confirmBy });
  await showInstant(owner, sandbox.clockId, confirmBy);
  await Promise.all([failActivations(), failActivations(), failActivations()]);

  const { rows } = await owner.query(
    `select (select count(*)::int from hub_package where company_id = $1 and end_reason = 'ACTIVATION_FAILED') as ended,
       (select count(*)::int from audit_entry where company_id = $1) as audit,
       (select count(*)::int from outbox where company_id = $1) as outbox`,
    [sandbox.id],
  );
  expect(rows).toEqual([{ ended: 2_100, audit: 2_100, outbox: 2_100 }]);
});

test("a failed activation that a constraint keeps alive stops neither the others nor the rollover", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  const hubs = await addFleet(owner, sandbox, { count: 9, activatedAt, confirmBy });
  const [stuck] = hubs.splice(3, 1);
  await addFleet(owner, sandbox, { count: 5, activatedAt, expiresAt: end });
  await showInstant(owner, sandbox.clockId, end);
  await owner.query(
    `alter table ajax_sim add constraint sim_stays_on check (desired_status = 'ENABLED' or id <> '${stuck?.simId}') not valid`,
  );
  await runEverythingDue();

  for (const hub of hubs) expect(await endOf(hub)).toEqual(failed);
  expect(stuck && (await endOf(stuck))).toEqual({ ...live, status: "ACTIVE" });
  const { simsOff, ...traces } = eachOnce(5);
  expect(await tracesOf(owner, sandbox.id)).toEqual({ ...traces, simsOff: simsOff + hubs.length });
  await owner.query("alter table ajax_sim drop constraint sim_stays_on");
  await runEverythingDue();
  expect(stuck && (await endOf(stuck))).toEqual(failed);
});
