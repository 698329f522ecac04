import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { reconcileDay } from "@/lib/server/services/statements/reconcile";
import { addBilling, addRuns, type Billing, type HubWithRuns } from "../support/billing";
import { addOffer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

const zone = "Europe/Kyiv";
const since = at("2026-11-01T08:00:00Z");
const boundary = startOfMonth("2026-12", zone).add({ seconds: 1 });
const live = { zone, confirmedAt: since, endedAt: null };

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

type World = { billing: Billing; first: HubWithRuns; spare: HubWithRuns };

/** A reseller whose November is closed with one live account, and a hub that never ran; all of it agrees. */
async function addWorld(): Promise<World> {
  const billing = await addBilling(db.owner, { now: boundary, since });
  const [first, spare] = await addRuns(db.owner, billing, [[live], []]);
  if (!first || !spare) throw new Error("Two hubs were added.");
  await tellHistory(billing, "ACTIVE");
  await closeMonth({ resellerId: billing.reseller.id, month: "2026-11", mode: "WAIT" });
  return { billing, first, spare };
}

async function tellHistory({ id }: Billing, status: string): Promise<void> {
  await db.owner.query(
    `insert into audit_entry (id, company_id, actor_kind, actor_name, action, subject_id, subject_version, hub_id, after,
       origin, at, effective_at)
     select gen_random_uuid(), company_id, 'JOB', 'Test', 'package.activated', id, $3, hub_id,
       jsonb_build_object('status', $2::text), 'JOB', activated_at, activated_at from hub_package where company_id = $1`,
    [id, status, status === "ACTIVE" ? 1 : 2],
  );
}

/** Changes what the database's own rules would refuse, as damage would. */
async function damage(table: string, sql: string, values: unknown[]): Promise<void> {
  await db.owner.query("begin");
  await db.owner.query(`alter table ${table} disable trigger user`);
  await db.owner.query(sql, values);
  await db.owner.query(`alter table ${table} enable trigger user`);
  await db.owner.query("commit");
}

/** Compares once more as of a day that was not compared yet. */
async function compare({ clockId }: Billing, day: number): Promise<void> {
  const now = boundary.add({ hours: 24 * day });
  const offsetMs = BigInt(now.epochMilliseconds - realNow().epochMilliseconds);
  expect(await reconcileDay({ clockId, offsetMs })).toBe(true);
}

async function kindsOf({ clockId }: Billing): Promise<string[]> {
  const { rows } = await db.owner.query<{ kind: string }>(
    `select distinct d.kind::text as kind from difference d join company c on c.id = d.company_id
     where c.clock_id = $1 and d.closed_at is null order by 1`,
    [clockId],
  );
  return rows.map(({ kind }) => kind);
}

async function subjectsOf({ clockId }: Billing, kind: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ subject: string }>(
    `select d.subject from difference d join company c on c.id = d.company_id
     where c.clock_id = $1 and d.kind::text = $2 and d.closed_at is null order by d.subject`,
    [clockId, kind],
  );
  return rows.map(({ subject }) => subject);
}

/** December 8, the first night after the boundary that reads November 2026 however old it is. */
const dayOfNovember = 8;

async function addEmptyStatements({ reseller }: Billing, months: string[]): Promise<void> {
  await damage(
    "statement",
    `insert into statement (id, reseller_id, month, reference, currency, account_count, correction_count, dealer_count,
       fee_minor, dealer_fee_minor, closed_at)
     select gen_random_uuid(), $1::uuid, month, 'ST-' || month || '-' || upper(left(md5($1::uuid::text), 6)), 'EUR', 0, 0, 0, 0, 0, now()
     from unnest($2::text[]) month`,
    [reseller.id, months],
  );
}

type DifferenceMail = { company: string; to: string; n: number; lines: string; path: string };

const byAddress = (a: DifferenceMail, b: DifferenceMail) => (a.to < b.to ? -1 : 1);

async function differenceMails({ id, reseller }: Billing): Promise<DifferenceMail[]> {
  const { rows } = await db.owner.query<DifferenceMail>(
    `select company_id as company, recipient::text as to, (data ->> 'n')::int as n, data ->> 'lines' as lines,
       data ->> 'linkPath' as path from mail_message
     where template = 'statement-difference' and company_id = any($1) order by recipient`,
    [[id, reseller.companyId]],
  );
  return rows.sort(byAddress);
}

const copyLine = (columns: string) => `
  insert into statement_line (id, statement_id, company_id, hub_id, hub_number, offer_id, kind, month, zone, package_ids,
    from_at, to_at, live_days, trial_days, billed_days, policy, price_minor, fee_minor)
  select gen_random_uuid(), l.statement_id, l.company_id, ${columns}, 'ACCOUNT', l.month, l.zone, l.package_ids, l.from_at,
    l.to_at, l.live_days, l.trial_days, l.billed_days, l.policy, l.price_minor, 0
  from statement_line l join statement s on s.id = l.statement_id`;

const plants: { kind: string; also: string[]; plant: (world: World) => Promise<unknown> }[] = [
  {
    kind: "BILLED_NOT_LIVE",
    also: ["BILLED_TWICE", "TOTAL_UNLIKE_LINES"],
    plant: ({ billing, spare }) =>
      db.owner.query(
        `${copyLine("h.id, h.hub_id, l.offer_id")} cross join hub h where s.reseller_id = $1 and h.id = $2`,
        [billing.reseller.id, spare.key],
      ),
  },
  {
    kind: "LIVE_NOT_BILLED",
    also: ["TOTAL_UNLIKE_LINES"],
    plant: ({ first }) => damage("statement_line", "delete from statement_line where hub_id = $1", [first.key]),
  },
  {
    kind: "BILLED_TWICE",
    also: ["BILLED_NOT_LIVE", "TOTAL_UNLIKE_LINES"],
    plant: ({ billing, spare }) =>
      db.owner.query(
        `${copyLine("h.id, h.hub_id, l.offer_id")} cross join hub h where s.reseller_id = $1 and h.id = $2`,
        [billing.reseller.id, spare.key],
      ),
  },
  {
    kind: "FEE_UNLIKE_RUNS",
    also: ["TOTAL_UNLIKE_LINES"],
    plant: ({ first }) =>
      damage("statement_line", "update statement_line set fee_minor = fee_minor + 1 where hub_id = $1", [first.key]),
  },
  {
    kind: "TOTAL_UNLIKE_LINES",
    also: [],
    plant: ({ billing }) =>
      damage("statement", "update statement set fee_minor = fee_minor + 1 where reseller_id = $1", [
        billing.reseller.id,
      ]),
  },
  {
    kind: "STATE_UNLIKE_HISTORY",
    also: [],
    plant: ({ billing }) => tellHistory(billing, "INACTIVE"),
  },
  {
    kind: "SIM_ON_WITHOUT_PACKAGE",
    also: [],
    plant: ({ spare }) =>
      damage("ajax_sim", "update ajax_sim set desired_status = 'ENABLED' where hub_id = $1", [spare.key]),
  },
  {
    kind: "SIM_OFF_WITH_PACKAGE",
    also: [],
    plant: ({ first }) =>
      damage("ajax_sim", "update ajax_sim set desired_status = 'DISABLED' where hub_id = $1", [first.key]),
  },
];

describe("the nightly comparison", () => {
  test("finds nothing where all agree, and compares a day once", async () => {
    const { billing } = await addWorld();
    await compare(billing, 1);
    expect(await kindsOf(billing)).toEqual([]);
    const { rows } = await db.owner.query(
      "select packages, sims, lines, open_count from reconciliation_run where clock_id = $1",
      [billing.clockId],
    );
    expect(rows).toEqual([{ packages: 1, sims: 2, lines: 1, open_count: 0 }]);
    const offsetMs = BigInt(boundary.add({ hours: 25 }).epochMilliseconds - realNow().epochMilliseconds);
    expect(await reconcileDay({ clockId: billing.clockId, offsetMs })).toBe(false);
  });

  test("lists every account of a fleet that nobody was billed for, and says in each mail how many", async () => {
    const { billing } = await addWorld();
    await addRuns(
      db.owner,
      billing,
      Array.from({ length: 1_110 }, () => [live]),
    );
    await compare(billing, 1);
    expect(await subjectsOf(billing, "LIVE_NOT_BILLED")).toHaveLength(1_110);
    // An activation without history is a difference of its own.
    expect(await subjectsOf(billing, "STATE_UNLIKE_HISTORY")).toHaveLength(1_110);
    expect(new Set((await differenceMails(billing)).map(({ n }) => n))).toEqual(new Set([2_220]));
  });

  test("compares an older month when its turn comes, and from then on until it agrees", async () => {
    const { billing, first } = await addWorld();
    const fee = (change: number) =>
      damage("statement_line", "update statement_line set fee_minor = fee_minor + $2 where hub_id = $1", [
        first.key,
        change,
      ]);
    await addEmptyStatements(billing, ["2026-12", "2027-01", "2027-02"]);
    await fee(1);
    await compare(billing, 2);
    expect(await kindsOf(billing)).not.toContain("FEE_UNLIKE_RUNS");
    await compare(billing, dayOfNovember);
    expect(await kindsOf(billing)).toContain("FEE_UNLIKE_RUNS");
    await compare(billing, dayOfNovember + 1);
    expect(await kindsOf(billing)).toContain("FEE_UNLIKE_RUNS");
    await fee(-1);
    await compare(billing, dayOfNovember + 2);
    expect(await kindsOf(billing)).not.toContain("FEE_UNLIKE_RUNS");
  });

  test.each(plants)("finds a planted $kind", async ({ kind, also, plant }) => {
    const world = await addWorld();
    await plant(world);
    await compare(world.billing, 1);
    expect(await kindsOf(world.billing)).toEqual([kind, ...also].sort());
  });

  test("mails a new difference once, to the dealer's and the reseller's office that want it, with what kind it is", async () => {
    const world = await addWorld();
    const { billing, first, spare } = world;
    await db.owner.query(
      `insert into muted_topic (account_id, topic, channel, muted_at) values ($1, 'statement.difference', 'MAIL', now())`,
      [billing.manager.id],
    );
    await damage("statement_line", "update statement_line set fee_minor = fee_minor + 1 where hub_id = $1", [
      first.key,
    ]);
    await damage("ajax_sim", "update ajax_sim set desired_status = 'ENABLED' where hub_id = $1", [spare.key]);
    await compare(billing, 1);
    await compare(billing, 2);

    const mails = await differenceMails(billing);
    const lines = "The fee is not that of the runs: 1";
    const ofDealer = {
      lines: `${lines}\nSIM card on without a package: 1`,
      path: `/c/${billing.slug}/services/differences`,
    };
    expect(mails.filter(({ company }) => company === billing.id)).toEqual(
      [billing.owner, billing.senior]
        .map(({ email }) => ({ company: billing.id, to: email, n: 2, ...ofDealer }))
        .sort(byAddress),
    );
    const [ofReseller, ...more] = mails.filter(({ company }) => company === billing.reseller.companyId);
    expect(ofReseller).toMatchObject({ n: 3, path: expect.stringMatching(/^\/r\/.*\/statements\/differences$/) });
    expect(ofReseller?.lines).toContain("A total is not the sum of its lines: 2");
    expect(more).toEqual([]);
  });

  test("lists a difference once while it lasts, and closes it when it is gone", async () => {
    const { billing, spare } = await addWorld();
    const power = (status: string) =>
      damage("ajax_sim", 'update ajax_sim set desired_status = $2::"SimPower" where hub_id = $1', [spare.key, status]);
    await power("ENABLED");
    await compare(billing, 1);
    await compare(billing, 2);
    expect(await kindsOf(billing)).toEqual(["SIM_ON_WITHOUT_PACKAGE"]);
    await power("DISABLED");
    await compare(billing, 3);
    expect(await kindsOf(billing)).toEqual([]);
    const { rows } = await db.owner.query(
      `select count(*)::int as n from difference d join company c on c.id = d.company_id where c.clock_id = $1`,
      [billing.clockId],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
