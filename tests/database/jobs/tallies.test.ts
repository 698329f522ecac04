import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { effectiveState } from "@/lib/domain/package-lifecycle";
import { inSystemTransaction } from "@/lib/server/context";
import { proveCompanyId } from "@/lib/server/ids";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { countHubsByStatus, type HubCounts } from "@/lib/server/store/hub-list";
import { toPackageState } from "@/lib/server/store/package-columns";
import { foldTallies } from "@/lib/server/store/tallies";
import { addHub, addOffer, contextOf, refOf, type TestHub } from "../support/dealer";
import { addFleet, addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

const end = startOfMonth("2040-04", "Europe/Kyiv");
const activatedAt = Temporal.Instant.from("2040-03-12T09:00:00Z");
const confirmBy = activatedAt.add({ hours: 24 });

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

const fold = () => inSystemTransaction(foldTallies);

const counts = (sandbox: Sandbox, now: Temporal.Instant) =>
  inSystemTransaction((tx) => countHubsByStatus(tx, proveCompanyId(sandbox.id), toDate(now)));

/** What the sums of the table say, kind by kind; kinds that come to nothing are left out. */
async function sums(sandbox: Sandbox): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ kind: string; count: number }>(
    `select kind::text, sum(delta)::int as count from company_tally where company_id = $1
     group by 1 having sum(delta) <> 0`,
    [sandbox.id],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** The same, counted anew from hubs and objects. */
async function recount(sandbox: Sandbox): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ kind: string; count: number }>(
    `select service_status::text as kind, count(*)::int as count from hub where company_id = $1 group by 1
     union all select 'OBJECT', count(*)::int from secured_object where company_id = $1`,
    [sandbox.id],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

async function rowCount(sandbox: Sandbox): Promise<number> {
  const { rows } = await owner.query<{ rows: number }>(
    "select count(*)::int as rows from company_tally where company_id = $1",
    [sandbox.id],
  );
  return rows[0]?.rows ?? 0;
}

test("folding while commands run loses and doubles nothing, and leaves one row a kind", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  const hubs: TestHub[] = [];
  for (let index = 0; index < 60; index++) hubs.push(await addHub(owner, sandbox));
  const ctx = () => contextOf(sandbox, sandbox.manager);
  const asks = new Map<string, Promise<unknown>>();
  // The tests' own connection takes one question at a time.
  const ref = (hub: TestHub) => {
    const next = (asks.get("last") ?? Promise.resolve()).then(() => refOf(owner, hub));
    asks.set("last", next);
    return next;
  };
  const lane = async (first: number) => {
    for (let index = first; index < hubs.length; index += 4) {
      const hub = hubs[index];
      if (!hub) continue;
      await activatePackage(ctx(), { ...(await ref(hub)), offerCode: "AJAX_SIM" });
      await deactivatePackage(ctx(), await ref(hub));
      if (index % 3 === 0) await stopPackage(ctx(), await ref(hub));
      else await resumePackage(ctx(), await ref(hub));
    }
  };
  let isBusy = true;
  const folder = async () => {
    while (isBusy) await fold();
  };
  const folders = [folder(), folder()];
  await Promise.all([0, 1, 2, 3].map(lane));
  isBusy = false;
  await Promise.all(folders);

  expect(await sums(sandbox)).toEqual({ OBJECT: 60, ACTIVE: 40, INACTIVE: 20 });
  expect(await sums(sandbox)).toEqual(await recount(sandbox));
  expect(await rowCount(sandbox)).toBeLessThan(400);
  await addManyDifferences(sandbox);
  await fold();
  expect(await rowCount(sandbox)).toBe(3);
  expect(await sums(sandbox)).toEqual(await recount(sandbox));
});

/** Adds and removes enough objects for the company to be folded. */
async function addManyDifferences(sandbox: Sandbox): Promise<void> {
  for (let round = 0; round < 101; round++) {
    await owner.query(
      `insert into secured_object (id, company_id, name, address, created_at) values (gen_random_uuid(), $1, 'Gone', 'x', now())`,
      [sandbox.id],
    );
    await owner.query("delete from secured_object where company_id = $1 and name = 'Gone'", [sandbox.id]);
  }
}

test("a company with few differences is left alone, and so is every other one", async () => {
  const few = await addSandbox(owner, { now: activatedAt });
  for (let index = 0; index < 3; index++) await addHub(owner, few);
  const many = await addSandbox(owner, { now: activatedAt });
  await addHub(owner, many);
  await addManyDifferences(many);
  expect(await rowCount(few)).toBe(6);
  await fold();

  expect(await rowCount(few)).toBe(6);
  expect(await rowCount(many)).toBe(2);
  expect([await sums(few), await sums(many)]).toEqual([await recount(few), await recount(many)]);
});

/** Counts the hubs of a company one by one, by what the rules say that each reads as. */
async function readOneByOne(sandbox: Sandbox, now: Temporal.Instant): Promise<HubCounts> {
  const { rows } = await owner.query(
    `select p.status::text as status, p.reseller_id as "resellerId", p.billing_zone as "billingZone",
       p.confirm_by as "confirmBy", p.confirmed_at as "confirmedAt", p.expires_at as "expiresAt",
       p.end_cause as "endCause", p.ended_at as "endedAt", p.end_reason as "endReason"
     from hub h left join hub_package p on p.hub_id = h.id where h.company_id = $1`,
    [sandbox.id],
  );
  const tally = { objects: (await recount(sandbox)).OBJECT ?? 0, inactive: 0, active: 0, expiring: 0, activating: 0 };
  for (const row of rows) {
    const state = row.status ? effectiveState(toPackageState(row), now) : null;
    if (!state || state.status === "INACTIVE") tally.inactive += 1;
    else if (state.status === "EXPIRING") tally.expiring += 1;
    else if (state.confirmedAt) tally.active += 1;
    else tally.activating += 1;
  }
  return tally;
}

test("the counts of a page are those of its hubs at every instant, before and after the jobs have run", async () => {
  const sandbox = await addSandbox(owner, { now: activatedAt });
  const lastDay = end.subtract({ hours: 10 });
  await addHub(owner, sandbox);
  await addFleet(owner, sandbox, { count: 2, activatedAt });
  await addFleet(owner, sandbox, { count: 3, activatedAt, expiresAt: end });
  await addFleet(owner, sandbox, { count: 4, activatedAt, confirmBy });
  await addFleet(owner, sandbox, { count: 5, activatedAt, confirmBy, expiresAt: end });
  const acrossTheEnd = { activatedAt: lastDay, confirmBy: lastDay.add({ hours: 24 }) };
  await addFleet(owner, sandbox, { count: 6, ...acrossTheEnd, expiresAt: end });
  await addFleet(owner, sandbox, { count: 7, ...acrossTheEnd });
  const instants = [activatedAt, confirmBy, lastDay, end, acrossTheEnd.confirmBy].flatMap((at) => [
    at.subtract({ milliseconds: 1 }),
    at,
    at.add({ milliseconds: 1 }),
  ]);
  const seen = new Set<string>();
  for (const now of instants) {
    const shown = await counts(sandbox, now);
    expect(shown, now.toString()).toEqual(await readOneByOne(sandbox, now));
    seen.add(JSON.stringify(shown));
  }
  expect(seen.size).toBe(4);

  const last = acrossTheEnd.confirmBy.add({ hours: 1 });
  const overdue = await counts(sandbox, last);
  await showInstant(owner, sandbox.clockId, last);
  await runEverythingDue();
  await fold();
  expect(await counts(sandbox, last)).toEqual(overdue);
  expect(overdue).toEqual({ objects: 7, inactive: 26, active: 2, expiring: 0, activating: 0 });
  expect(await sums(sandbox)).toEqual(await recount(sandbox));
});
