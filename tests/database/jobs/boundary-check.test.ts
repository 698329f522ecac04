import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { requireUnmovedBoundaries } from "@/lib/jobs/boundary-check";
import { addOffer } from "../support/dealer";
import { addFleet, addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { startWorker } from "../support/worker-process";

const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");
const zones = ["Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"];

let db: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

beforeEach(async () => {
  await db.owner.query("truncate hub_package cascade");
  sandbox = await addSandbox(db.owner, { now: activatedAt });
  for (const timeZone of zones) {
    const expiresAt = startOfMonth("2040-04", timeZone);
    await addFleet(db.owner, { ...sandbox, timeZone }, { count: 2, activatedAt, expiresAt });
    await addFleet(db.owner, { ...sandbox, timeZone }, { activatedAt });
  }
});

afterAll(() => db.close());

/** Stores one end that the present zone data does not give. */
async function storeOdd(expiresAt: Temporal.Instant): Promise<void> {
  await addFleet(db.owner, sandbox, { activatedAt, expiresAt });
}

test("accepts stored ends that are still the first instants of their zones' months", async () => {
  await expect(requireUnmovedBoundaries()).resolves.toBeUndefined();
});

test.each([
  { name: "an hour late", shift: { hours: 1 } },
  { name: "an hour early", shift: { hours: -1 } },
  { name: "a millisecond late", shift: { milliseconds: 1 } },
  { name: "half a month off", shift: { hours: 15 * 24 } },
])("refuses an end that is stored $name, by zone and instant", async ({ shift }) => {
  const odd = startOfMonth("2040-04", sandbox.timeZone).add(shift);
  await storeOdd(odd);

  const named = `Europe/Kyiv ${new Date(odd.epochMilliseconds).toISOString()}`;
  await expect(requireUnmovedBoundaries()).rejects.toThrow(named);
});

test("does not mind ends of packages that are over", async () => {
  await storeOdd(startOfMonth("2040-04", sandbox.timeZone).add({ hours: 1 }));
  await db.owner.query("begin");
  await db.owner.query(
    `update hub_package set status = 'INACTIVE', ended_at = expires_at, end_reason = 'EXPIRED', expires_at = null,
       end_cause = null, version = version + 1 where status = 'EXPIRING'`,
  );
  await db.owner.query(
    "update ajax_sim s set desired_status = 'DISABLED', desired_version = 2 where not exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE')",
  );
  await db.owner.query("commit");

  await expect(requireUnmovedBoundaries()).resolves.toBeUndefined();
});

test("keeps the worker from starting, with a sentence that says what to decide", async () => {
  const odd = startOfMonth("2040-04", sandbox.timeZone).add({ hours: 1 });
  await storeOdd(odd);
  const worker = startWorker(db);

  expect(await worker.exited).toBe(1);
  expect(worker.log()).toContain(`Europe/Kyiv ${new Date(odd.epochMilliseconds).toISOString()}`);
  expect(worker.log()).toContain("Decide by a migration: keep or move.");
  const { rows } = await db.owner.query("select from worker_beat");
  expect(rows).toEqual([]);
});
