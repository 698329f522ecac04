import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { inSystemTransaction } from "@/lib/server/context";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { closeMonthsOf } from "@/lib/server/services/statements/close-due-months";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { waitForCommands } from "@/lib/server/store/statement-closing";
import { addBilling, addRuns, type Billing, endWithMonth, stopAll } from "../support/billing";
import { mailsTo } from "../support/company";
import { addOffer } from "../support/dealer";
import { addLiveHub, showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { linesOf, statementsOf } from "../support/statements";
import { waitUntil } from "../support/wait-until";
import { startWorker } from "../support/worker-process";

const zone = "Europe/Kyiv";
const month = "2026-11";
const since = at("2026-11-01T08:00:00Z");
const boundary = startOfMonth("2026-12", zone);
const live = { zone, confirmedAt: since, endedAt: null };

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

/** A reseller with one dealer and `count` live hubs, a second before or after its November is over. */
async function withHubs(count: number, isOver = true): Promise<Billing> {
  const now = isOver ? boundary.add({ seconds: 1 }) : boundary.subtract({ seconds: 1 });
  const billing = await addBilling(db.owner, { now, since, dealerFeeMinor: 350 });
  await addRuns(
    db.owner,
    billing,
    Array.from({ length: count }, () => [live]),
  );
  return billing;
}

const closing = ({ reseller }: Billing) => closeMonth({ resellerId: reseller.id, month, mode: "WAIT" });
const waits = (cause: string) => ({ isClosed: false, cause });

test("a closed month has its lines, each dealer's part and the totals, with history, event and mails", async () => {
  const billing = await withHubs(3);
  const closed = await closing(billing);
  expect(closed).toEqual({ isClosed: true, reference: expect.stringMatching(/^ST-2026-11-[2-9A-HJ-NP-Z]{6}$/) });
  const [statement, ...others] = await statementsOf(db.owner, billing.reseller.id);
  expect(others).toEqual([]);
  expect(statement).toMatchObject({ month, status: "CLOSED", accounts: 3, dealers: 1, fee: 600, dealerFee: 1050 });
  const { rows: parts } = await db.owner.query(
    "select name, dealer_number, account_count, trial_count, fee_minor::int from statement_dealer where statement_id = $1",
    [statement?.id],
  );
  expect(parts).toEqual([
    { name: billing.name, dealer_number: null, account_count: 3, trial_count: 0, fee_minor: 600 },
  ]);
  expect(await linesOf(db.owner, billing.reseller.id)).toHaveLength(3);

  const { rows: history } = await db.owner.query(
    "select action, actor_kind, subject_id, after from audit_entry where company_id = $1",
    [billing.reseller.companyId],
  );
  expect(history).toEqual([
    {
      action: "statement.closed",
      actor_kind: "JOB",
      subject_id: statement?.id,
      after: expect.objectContaining({ month, accounts: 3, feeMinor: 600 }),
    },
  ]);
  const { rows: events } = await db.owner.query("select kind, subject_id from outbox where company_id = $1", [
    billing.reseller.companyId,
  ]);
  expect(events).toEqual([{ kind: "statement.closed", subject_id: statement?.id }]);
  const { rows: owners } = await db.owner.query(
    "select a.email from employee e join pro_account a on a.id = e.account_id where e.company_id = $1",
    [billing.reseller.companyId],
  );
  const mails = await mailsTo(db.owner, owners[0].email);
  expect(mails).toEqual([
    { template: "statement-closed", data: expect.objectContaining({ n: 3, fee: "€6.00", month: "November 2026" }) },
  ]);
});

test("a month without accounts closes without a mail", async () => {
  const billing = await withHubs(0);
  expect(await closing(billing)).toMatchObject({ isClosed: true });
  const { rows } = await db.owner.query("select from mail_message where company_id = $1", [billing.reseller.companyId]);
  expect(rows).toEqual([]);
});

describe("a month stays open", () => {
  test("until it is over by the companies' clock", async () => {
    const billing = await withHubs(1, false);
    expect(await closing(billing)).toEqual(waits("NOT_OVER"));
    await showInstant(db.owner, billing.clockId, boundary);
    expect(await closing(billing)).toMatchObject({ isClosed: true });
  });

  test("until the one before it is closed", async () => {
    const billing = await withHubs(1);
    await showInstant(db.owner, billing.clockId, boundary.add({ hours: 24 * 40 }));
    await closing(billing);
    const later = { resellerId: billing.reseller.id, month: "2027-01", mode: "WAIT" } as const;
    expect(await closeMonth(later)).toEqual(waits("EARLIER_MONTH"));
  });

  test("while a package is due that no run has ended, and while its run is under way", async () => {
    const billing = await withHubs(1);
    const [due] = await addRuns(db.owner, billing, [[live]]);
    await endWithMonth(db.owner, due?.key ?? "", boundary);
    expect(await closing(billing)).toEqual(waits("DUE_PACKAGES"));
    await db.owner.query(
      `insert into rollover_run (id, month, time_zone, clock_id, due_at) values (gen_random_uuid(), $1, $2, $3, $4)`,
      [month, zone, billing.clockId, boundary.toString()],
    );
    await db.owner.query(
      "update hub_package set status = 'ACTIVE', expires_at = null, end_cause = null, version = version + 1 where hub_id = $1",
      [due?.key],
    );
    expect(await closing(billing)).toEqual(waits("ROLLOVER"));
  });

  test("while a package could not be ended, however complete the run is", async () => {
    const billing = await withHubs(0);
    const sandbox = { ...billing, timeZone: zone };
    const hub = await addLiveHub(db.owner, sandbox, { activatedAt: since, expiresAt: boundary });
    await db.owner.query(
      "create function refuse_end() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '23514', constraint = 'test_refusal'; end $$",
    );
    await db.owner.query(
      `create trigger refuse_end before update on hub_package for each row when (old.id = '${hub.packageId}') execute function refuse_end()`,
    );
    await runEverythingDue();
    expect(await closing(billing)).toEqual(waits("DUE_PACKAGES"));
    await db.owner.query("drop trigger refuse_end on hub_package");
    await db.owner.query("update rollover_run set status = 'PLANNED' where clock_id = $1", [billing.clockId]);
    await runEverythingDue();
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([{ month, accounts: 1, fee: 200 }]);
  });
});

describe("whoever closes, and whenever", () => {
  test("two workers at once make one statement", async () => {
    const billing = await withHubs(200);
    const answers = await Promise.all([1, 2, 3, 4].map(() => closing(billing)));
    expect(answers.every(({ isClosed }) => isClosed)).toBe(true);
    expect(answers.filter((answer) => answer.isClosed && answer.reference !== null)).toHaveLength(1);
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([{ accounts: 200, fee: 40_000 }]);
    expect(await linesOf(db.owner, billing.reseller.id)).toHaveLength(200);
  });

  test("who finds it being closed leaves it to the other", async () => {
    const billing = await withHubs(1);
    const other = new Client({ connectionString: db.ownerUrl });
    await other.connect();
    await other.query("begin");
    await other.query("select from reseller where id = $1 for no key update", [billing.reseller.id]);
    const skipped = await closeMonth({ resellerId: billing.reseller.id, month, mode: "SKIP" });
    expect(skipped).toEqual(waits("BEING_CLOSED"));
    await other.query("rollback");
    await other.end();
    expect(await closing(billing)).toMatchObject({ isClosed: true });
  });

  test("one that is killed halfway leaves nothing, and the next one does it", async () => {
    const billing = await withHubs(5);
    const holder = new Client({ connectionString: db.ownerUrl });
    await holder.connect();
    await holder.query("begin");
    await holder.query("lock table statement_dealer in share row exclusive mode");
    const killed = closing(billing).catch(() => "KILLED");
    const pid = await waitUntil("the closing stood halfway", async () => {
      const { rows } = await db.app.query<{ pid: number }>(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return rows[0]?.pid;
    });
    await db.app.query("select pg_terminate_backend($1)", [pid]);
    expect(await killed).toBe("KILLED");
    await holder.query("rollback");
    await holder.end();
    expect(await statementsOf(db.owner, billing.reseller.id)).toEqual([]);
    expect(await closing(billing)).toMatchObject({ isClosed: true });
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([{ accounts: 5, fee: 1_000 }]);
  });

  test("a worker closes it by itself", async () => {
    const billing = await withHubs(2);
    const worker = startWorker(db);
    await waitUntil("the worker had closed the month", async () => {
      const statements = await statementsOf(db.owner, billing.reseller.id);
      return statements.length > 0;
    });
    expect(await worker.stop()).toBe(0);
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([{ month, accounts: 2, fee: 400 }]);
  });

  test("three months later, after more has happened, it has the same lines", async () => {
    const runs = [
      [live],
      [
        { ...live, endedAt: at("2026-11-10T10:00:00Z") },
        { ...live, confirmedAt: at("2026-11-20T10:00:00Z") },
      ],
    ];
    const [early, late] = [await withHubs(0), await withHubs(0)];
    await addRuns(db.owner, early, runs);
    await addRuns(db.owner, late, runs);
    await closing(early);
    for (const billing of [early, late]) {
      await showInstant(db.owner, billing.clockId, at("2027-02-10T12:00:00Z"));
      await stopAll(db.owner, billing.id, at("2027-01-15T10:00:00Z"));
      await closeMonthsOf(billing.reseller.id, "WAIT");
    }
    const plain = (lines: Record<string, unknown>[]) =>
      lines.map(({ company_id: _company, hub_number: _hub, package_ids: _runs, ...line }) => line);
    const lines = plain(await linesOf(db.owner, late.reseller.id));
    expect(lines).toEqual(plain(await linesOf(db.owner, early.reseller.id)));
    expect(lines.filter(({ month }) => month === "2026-11")).toMatchObject([
      { live_days: 30, fee_minor: 200, to_at: null },
      { live_days: 21, fee_minor: 200, to_at: null },
    ]);
  });
});

describe("what comes in late", () => {
  test("a SIM's report of a closed month confirms its run from the first open month on", async () => {
    const billing = await withHubs(0);
    const activatedAt = boundary.subtract({ minutes: 10 });
    const [hub] = await addRuns(db.owner, billing, [[{ zone, activatedAt, confirmedAt: null, endedAt: null }]]);
    await closing(billing);
    const { rows } = await db.owner.query<{ id: string; version: number }>(
      "select s.id, s.desired_version as version from ajax_sim s where s.hub_id = $1",
      [hub?.key],
    );
    const sim = rows[0];
    const report = { simId: sim?.id ?? "", version: sim?.version ?? 0, status: "ENABLED" } as const;
    expect(await reportSim({ ...report, at: boundary.subtract({ seconds: 2 }) })).toBe(true);
    const { rows: runs } = await db.owner.query("select confirmed_at from hub_package where hub_id = $1", [hub?.key]);
    expect(runs).toEqual([{ confirmed_at: new Date(boundary.epochMilliseconds) }]);
  });

  test("the closing waits for a command that began before the boundary", async () => {
    const billing = await withHubs(1);
    const command = new Client({ connectionString: db.ownerUrl });
    await command.connect();
    await command.query("begin");
    await command.query("select from company where id = $1 for share", [billing.id]);
    let isDone = false;
    const waiting = inSystemTransaction((tx) => waitForCommands(tx, billing.reseller.id)).then(() => {
      isDone = true;
    });
    await waitUntil("the closing waited", async () => {
      const { rows } = await db.app.query(
        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return rows.length > 0;
    });
    expect(isDone).toBe(false);
    await command.query("commit");
    await waiting;
    await command.end();
  });
});
