import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { addBilling, addRuns, type Billing, type HubWithRuns } from "../support/billing";
import { addOffer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { insertSql, refusalOf } from "../support/refusal";

const zone = "Europe/Kyiv";
const since = at("2026-11-01T08:00:00Z");
const boundary = startOfMonth("2026-12", zone).add({ seconds: 1 });

let db: TestDatabase;
let billing: Billing;
let spare: HubWithRuns;
let statementId: string;

/** A reseller whose November is closed with one account, and a hub that never ran. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now: boundary, since });
  const [, second] = await addRuns(db.owner, billing, [[{ zone, confirmedAt: since, endedAt: null }], []]);
  if (!second) throw new Error("Two hubs were added.");
  spare = second;
  await closeMonth({ resellerId: billing.reseller.id, month: "2026-11", mode: "WAIT" });
  const { rows } = await db.owner.query("select id from statement where reseller_id = $1", [billing.reseller.id]);
  statementId = rows[0].id;
});

afterAll(() => db.close());

const byApp = (...statements: string[]) => refusalOf(db.app, ...statements);
const byOwner = (...statements: string[]) => refusalOf(db.owner, ...statements);

type Columns = Record<string, string>;

/** One more line of the statement, of the hub that never ran. Values are SQL expressions. */
function line(columns: Columns = {}): string {
  const all: Columns = {
    id: "gen_random_uuid()",
    statement_id: "statement_id",
    company_id: "company_id",
    hub_id: `'${spare.key}'`,
    hub_number: `'${spare.hubId}'`,
    offer_id: "offer_id",
    kind: "'ACCOUNT'",
    month: "month",
    zone: "zone",
    package_ids: "package_ids",
    live_days: "30",
    trial_days: "0",
    billed_days: "30",
    policy: "policy",
    price_minor: "200",
    fee_minor: "200",
    ...columns,
  };
  return `insert into statement_line (${Object.keys(all)}) select ${Object.values(all)} from statement_line
    where statement_id = '${statementId}' and kind = 'ACCOUNT'`;
}

const statement = (columns: Columns = {}) =>
  insertSql("statement", {
    id: "gen_random_uuid()",
    reseller_id: `'${billing.reseller.id}'`,
    month: "'2026-12'",
    reference: "'ST-2026-12-TEST00'",
    currency: "'EUR'",
    account_count: "0",
    correction_count: "0",
    dealer_count: "0",
    fee_minor: "0",
    dealer_fee_minor: "0",
    closed_at: "now()",
    ...columns,
  });

const correctionId = randomUUID();
const correction = (month = "2026-11") => `
  insert into statement_correction (id, reseller_id, company_id, hub_id, offer_id, month, fee_minor, reason, recorded_by_id,
    recorded_by_name, recorded_at)
  select '${correctionId}', '${billing.reseller.id}', company_id, hub_id, offer_id, '${month}', -100, 'Twice', '${randomUUID()}',
    'Admin', now() from statement_line where statement_id = '${statementId}'`;

const change = (table: string, set: string, id = statementId) => `update ${table} set ${set} where id = '${id}'`;
const pay = () => change("statement", "status = 'PAID', paid_at = now(), version = version + 1");

describe("a statement", () => {
  test("has a month, an instant of payment exactly when it is paid, and no less than no account", async () => {
    expect(await byApp(statement())).toBe("accepted");
    const wrong: Columns[] = [
      { month: "'2026-13'" },
      { status: "'PAID'" },
      { paid_at: "now()" },
      { account_count: "-1" },
    ];
    for (const columns of wrong) {
      expect(await byApp(statement(columns)), JSON.stringify(columns)).toBe("statement_columns_agree");
    }
  });

  test("is written once: only its payment is added, and that once", async () => {
    expect(await byApp(pay())).toBe("accepted");
    expect(await byApp(change("statement", "fee_minor = fee_minor + 1"))).toBe("statement_fixed");
    expect(await byApp(change("statement", "status = 'PAID', paid_at = now(), fee_minor = 0"))).toBe("statement_fixed");
    expect(await byApp(pay(), change("statement", "status = 'CLOSED', paid_at = null"))).toBe("statement_fixed");
    expect(await byOwner(`delete from statement where id = '${statementId}'`)).toBe("statement_fixed");
  });
});

describe("a line", () => {
  test("is one a hub and package in a statement", async () => {
    expect(await byApp(line())).toBe("accepted");
    const own = { hub_id: "hub_id", hub_number: "hub_number" };
    expect(await byApp(line(own))).toBe("statement_line_account_once");
    expect(await byApp(line({ ...own, kind: "'CORRECTION'", reason: "'Twice'" }))).toBe("accepted");
  });

  test("counts dates of one month, free ones among the live ones, of some run; a correction says why", async () => {
    const wrong: Columns[] = [
      { live_days: "0", billed_days: "0" },
      { live_days: "32", billed_days: "32" },
      { trial_days: "31", billed_days: "-1" },
      { billed_days: "29" },
      { fee_minor: "-1" },
      { dealer_fee_minor: "-1" },
      { package_ids: "'{}'" },
      { reason: "'Twice'" },
      { kind: "'CORRECTION'" },
    ];
    for (const columns of wrong) {
      expect(await byApp(line(columns)), JSON.stringify(columns)).toBe("statement_line_plausible");
    }
  });

  test("is never changed or taken away, nor is a dealer's part: the application has no right to, and nobody can", async () => {
    for (const table of ["statement_line", "statement_dealer"]) {
      const acts = [`update ${table} set fee_minor = 0`, `delete from ${table}`];
      for (const act of acts) {
        expect(await byApp(act), act).toBe("42501");
        expect(await byOwner(act), act).toBe("statement_lines_fixed");
      }
    }
    expect(await byOwner("truncate statement_dealer")).toBe("statement_lines_fixed");
    expect(await byOwner("truncate statement_line, statement_correction")).toBe("statement_lines_fixed");
  });
});

test("a correction is of a closed month, and becomes a line once", async () => {
  expect(await byApp(correction("2026-12"))).toBe("statement_correction_of_closed");
  const lines = "(select id from statement_line limit 1)";
  const become = change("statement_correction", `line_id = ${lines}`, correctionId);
  expect(await byApp(correction(), become)).toBe("accepted");
  for (const act of [
    change("statement_correction", "fee_minor = 0", correctionId),
    change("statement_correction", "reason = 'Another'", correctionId),
  ]) {
    expect(await byApp(correction(), act)).toBe("statement_correction_fixed");
  }
  expect(await byApp(correction(), become, change("statement_correction", "line_id = null", correctionId))).toBe(
    "statement_correction_fixed",
  );
  expect(await byOwner(correction(), "delete from statement_correction")).toBe("statement_correction_fixed");
});

test("a day is compared once a clock, the clock of nobody included, and a difference is listed once until it is gone", async () => {
  const run = (clock: string) => `
    insert into reconciliation_run (id, clock_id, day, ran_at, packages, sims, lines, open_count)
    values (gen_random_uuid(), ${clock}, '2026-12-02', now(), 0, 0, 0, 0)`;
  const clock = `'${billing.clockId}'`;
  expect(await byApp(run(clock), run("null"))).toBe("accepted");
  expect(await byApp(run(clock), run(clock))).toBe("reconciliation_run_once");
  expect(await byApp(run("null"), run("null"))).toBe("reconciliation_run_once");

  const found = `insert into difference (id, kind, subject, company_id, data, found_at, seen_at)
    values (gen_random_uuid(), 'BILLED_TWICE', 'package:1', '${billing.id}', '{}', now(), now())`;
  expect(await byApp(found, found)).toBe("difference_one_open");
  expect(await byApp(found, "update difference set closed_at = now()", found)).toBe("accepted");
});
