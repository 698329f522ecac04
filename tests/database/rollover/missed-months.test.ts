import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { type BillingMonth, startOfMonth } from "@/lib/domain/billing-month";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import { addOffer } from "../support/dealer";
import { addFleet, addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";

const zone = "Europe/Kyiv";
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");
const afterAllThree = Temporal.Instant.from("2040-04-20T12:00:00Z");
/** How many packages end with each month. */
const months: { month: BillingMonth; end: Temporal.Instant; count: number }[] = [
  { month: "2040-01", end: startOfMonth("2040-02", zone), count: 3 },
  { month: "2040-02", end: startOfMonth("2040-03", zone), count: 4 },
  { month: "2040-03", end: startOfMonth("2040-04", zone), count: 5 },
];

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

/** A sandbox whose clock passed three boundaries while no job ran. The newest month's packages come first. */
async function withMissedMonths(): Promise<Sandbox> {
  const sandbox = await addSandbox(owner, { now: activatedAt.add({ hours: 1 }) });
  for (const { end, count } of months.toReversed()) {
    await addFleet(owner, sandbox, { count, activatedAt, expiresAt: end });
  }
  await showInstant(owner, sandbox.clockId, afterAllThree);
  return sandbox;
}

/** What each run ended, by the ends its ledger holds. */
async function endsByRun(sandbox: Sandbox): Promise<{ month: string; ended_at: Date; count: number }[]> {
  const { rows } = await owner.query(
    `select r.month, p.ended_at, count(*)::int as count from rollover_run r
     join rollover_entry e on e.run_id = r.id join hub_package p on p.id = e.hub_package_id
     where r.clock_id = $1 group by 1, 2 order by 1, 2`,
    [sandbox.clockId],
  );
  return rows;
}

const eachMonthInItsRun = months.map(({ month, end, count }) => ({ month, ended_at: toDate(end), count }));
const complete = months.map(({ month, end, count }) =>
  expect.objectContaining({
    month,
    dueAt: toDate(end).toISOString(),
    status: "COMPLETE",
    due: count,
    ended: count,
    skipped: 0,
    failed: 0,
  }),
);

test("three missed months are three runs, oldest first, each package ending with its own month", async () => {
  const sandbox = await withMissedMonths();
  const planned = (await planRollover()).filter(({ clockId }) => clockId === sandbox.clockId);
  expect(planned.map(({ dueAt }) => dueAt)).toEqual(months.map(({ end }) => toDate(end)));
  await runEverythingDue();

  expect(await endsByRun(sandbox)).toEqual(eachMonthInItsRun);
  expect(await runsOf(owner, sandbox.clockId)).toEqual(complete);
  const order = await owner.query("select month from rollover_run where clock_id = $1 order by finished_at", [
    sandbox.clockId,
  ]);
  expect(order.rows).toEqual(months.map(({ month }) => ({ month })));
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(12));
});

test("months that are run out of order, or at the same time, keep to their own packages", async () => {
  const backwards = await withMissedMonths();
  const atOnce = await withMissedMonths();
  const planned = await planRollover();
  for (const run of planned.filter(({ clockId }) => clockId === backwards.clockId).reverse()) await runRollover(run.id);
  await Promise.all(planned.filter(({ clockId }) => clockId === atOnce.clockId).map(({ id }) => runRollover(id)));

  for (const sandbox of [backwards, atOnce]) {
    expect(await endsByRun(sandbox)).toEqual(eachMonthInItsRun);
    expect(await runsOf(owner, sandbox.clockId)).toEqual(complete);
  }
});

test("the same month is one run per zone, due at that zone's own boundary", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt.add({ hours: 1 }) });
  const newYork = { ...sandbox, timeZone: "America/New_York" };
  const ends = { kyiv: startOfMonth("2040-02", zone), newYork: startOfMonth("2040-02", newYork.timeZone) };
  await addFleet(owner, sandbox, { count: 2, activatedAt, expiresAt: ends.kyiv });
  await addFleet(owner, newYork, { count: 2, activatedAt, expiresAt: ends.newYork });
  await showInstant(owner, sandbox.clockId, ends.kyiv.add({ hours: 1 }));
  await runEverythingDue();
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(2));
  await showInstant(owner, sandbox.clockId, ends.newYork);
  await runEverythingDue();

  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(4));
  const figures = { month: "2040-01", status: "COMPLETE", due: 2, ended: 2, skipped: 0 };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([
    expect.objectContaining({ ...figures, timeZone: zone, dueAt: toDate(ends.kyiv).toISOString() }),
    expect.objectContaining({ ...figures, timeZone: newYork.timeZone, dueAt: toDate(ends.newYork).toISOString() }),
  ]);
});
