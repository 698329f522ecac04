import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { effectiveState } from "@/lib/domain/package-lifecycle";
import { inTransaction } from "@/lib/server/context";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runEverythingDue, runRollover } from "@/lib/server/services/rollover/run-rollover";
import { countHubsByStatus, listHubRows } from "@/lib/server/store/hub-list";
import { toPackageState } from "@/lib/server/store/package-columns";
import { addOffer, contextOf } from "../support/dealer";
import { addFleet, addLiveHub, addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";

const zone = "Europe/Kyiv";
const mid = Temporal.Instant.from("2040-03-12T09:00:00Z");
const end = startOfMonth("2040-04", zone);
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

/** Lets a sandbox stand in the middle of March with packages that end with it. */
async function withEnding(count: number): Promise<Sandbox> {
  const sandbox = await addSandbox(owner, { now: mid });
  await addFleet(owner, sandbox, { count, activatedAt, expiresAt: end });
  return sandbox;
}

test("a due package ends as of its month's end, with SIM, history, event and the figures of its run", async () => {
  const sandbox = await addSandbox(owner, { now: mid });
  const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
  const late = Temporal.Duration.from({ minutes: 3 });
  await showInstant(owner, sandbox.clockId, end.add(late));
  await runEverythingDue();

  const { rows } = await owner.query(
    `select p.status::text, p.end_reason::text, p.ended_at, p.expires_at, p.end_cause, p.version,
       s.desired_status::text, s.desired_version, h.service_status::text
     from hub_package p join ajax_sim s on s.id = p.sim_id join hub h on h.id = p.hub_id where p.id = $1`,
    [hub.packageId],
  );
  expect(rows).toEqual([
    {
      status: "INACTIVE",
      end_reason: "EXPIRED",
      ended_at: toDate(end),
      expires_at: null,
      end_cause: null,
      version: 3,
      desired_status: "DISABLED",
      desired_version: 2,
      service_status: "INACTIVE",
    },
  ]);
  const history = await owner.query(
    `select company_id, counterpart_id, actor_kind::text, actor_id, actor_name, action, subject_version, hub_id,
       before ->> 'status' as was, after ->> 'status' as is, effective_at, at >= $2 as "isCompanyTime"
     from audit_entry where subject_id = $1`,
    [hub.packageId, end.add(late).toString()],
  );
  expect(history.rows).toEqual([
    {
      company_id: sandbox.id,
      counterpart_id: sandbox.reseller.companyId,
      actor_kind: "JOB",
      actor_id: null,
      actor_name: "Month rollover",
      action: "package.expired",
      subject_version: 3,
      hub_id: hub.key,
      was: "EXPIRING",
      is: "INACTIVE",
      effective_at: toDate(end),
      isCompanyTime: true,
    },
  ]);
  const events = await owner.query("select kind, dedupe_key from outbox where subject_id = $1", [hub.packageId]);
  expect(events.rows).toEqual([{ kind: "package.expired", dedupe_key: `${hub.packageId}:3` }]);

  const [run, ...more] = await runsOf(owner, sandbox.clockId);
  expect(more).toEqual([]);
  const done = { month: "2040-03", timeZone: zone, status: "COMPLETE", due: 1, ended: 1, skipped: 0, failed: 0 };
  expect(run).toEqual(expect.objectContaining({ ...done, dueAt: toDate(end).toISOString() }));
  const lateness = run?.latenessMs ?? 0;
  expect(lateness).toBeGreaterThanOrEqual(late.total("milliseconds"));
  expect(lateness).toBeLessThan(late.total("milliseconds") + 60_000);
});

test("a package that is not due, and one that was resumed, are untouched", async () => {
  const sandbox = await withEnding(2);
  await addFleet(owner, sandbox, { count: 3, activatedAt, expiresAt: startOfMonth("2040-05", zone) });
  const [resumed] = await addFleet(owner, sandbox, { activatedAt, expiresAt: end });
  await owner.query(
    `update hub_package set status = 'ACTIVE', expires_at = null, end_cause = null, deactivated_at = null,
       version = version + 1 where id = $1`,
    [resumed?.packageId],
  );
  const others = `select p.* from hub_package p where company_id = $1 and status <> 'INACTIVE'
    and expires_at is distinct from $2 order by id`;
  const before = await owner.query(others, [sandbox.id, end.toString()]);
  await showInstant(owner, sandbox.clockId, end);
  await runEverythingDue();

  expect(before.rows).toHaveLength(4);
  expect((await owner.query(others, [sandbox.id, end.toString()])).rows).toEqual(before.rows);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(2));
});

test("nothing ends in the month's last minutes", async () => {
  const sandbox = await withEnding(2);
  await showInstant(owner, sandbox.clockId, end.subtract({ minutes: 5 }));
  await runEverythingDue();

  expect(await runsOf(owner, sandbox.clockId)).toEqual([]);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(0));
});

test("run twice, each package is ended once and the figures stay", async () => {
  const sandbox = await withEnding(25);
  await showInstant(owner, sandbox.clockId, end);
  await runEverythingDue();
  const [first] = await runsOf(owner, sandbox.clockId);
  expect(await runRollover(first?.id ?? "")).toBe(0);
  await runEverythingDue();

  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(25));
  expect(await runsOf(owner, sandbox.clockId)).toEqual([first]);
});

test("of workers that run at the same time, one ends each package", async () => {
  const sandbox = await withEnding(3_000);
  await showInstant(owner, sandbox.clockId, end);
  const runs = await Promise.all([planRollover(), planRollover(), planRollover()]);
  const [run] = await runsOf(owner, sandbox.clockId);
  expect(runs.map((planned) => planned.filter(({ id }) => id === run?.id))).toEqual(
    Array.from({ length: 3 }, () => [expect.objectContaining({ id: run?.id })]),
  );
  const ended = await Promise.all(Array.from({ length: 4 }, () => runRollover(run?.id ?? "")));
  await runEverythingDue();

  expect(ended.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(3_000));
  const done = { status: "COMPLETE", due: 3_000, ended: 3_000, skipped: 0, failed: 0 };
  expect(await runsOf(owner, sandbox.clockId)).toEqual([expect.objectContaining(done)]);
});

test("three weeks late, pages have read INACTIVE since the boundary and the end is the boundary", async () => {
  const sandbox = await withEnding(4);
  const now = end.add({ hours: 24 * 21 });
  await showInstant(owner, sandbox.clockId, now);
  const ctx = contextOf(sandbox, sandbox.manager, { isRead: true });
  const page = { sort: "name", isDescending: false, cursor: null, direction: "FORWARD", limit: 10 } as const;
  const read = () =>
    inTransaction(ctx, async (tx, { companyId, now: at }) => {
      const filter = {
        search: null,
        resellerId: null,
        installerId: null,
        isOffline: false,
        hasSimProblem: false,
        run: null,
        hasEnd: false,
      };
      const query = { filter: { ...filter, status: "INACTIVE" as const }, now: toDate(at) };
      const rows = await listHubRows(tx, companyId, query, page);
      const counts = await countHubsByStatus(tx, companyId, toDate(at));
      const states = rows.map((row) =>
        row.status
          ? effectiveState(toPackageState(row as Parameters<typeof toPackageState>[0]), at).status
          : "INACTIVE",
      );
      return { states, counts };
    });
  const inactive = {
    states: Array.from({ length: 4 }, () => "INACTIVE"),
    counts: { objects: 1, inactive: 4, active: 0, expiring: 0, activating: 0 },
  };
  expect(await read()).toEqual(inactive);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(0));
  await runEverythingDue();

  expect(await read()).toEqual(inactive);
  expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(4));
  const { rows } = await owner.query("select distinct ended_at from hub_package where company_id = $1", [sandbox.id]);
  expect(rows).toEqual([{ ended_at: toDate(end) }]);
  const [run] = await runsOf(owner, sandbox.clockId);
  expect(run?.latenessMs).toBeGreaterThanOrEqual(21 * 24 * 3_600_000);
});
