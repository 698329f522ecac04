import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { activate, confirmByReport, deactivate, effectiveState } from "@/lib/domain/package-lifecycle";
import { activePackage, at } from "@/lib/domain/testing/packages";
import { closeMonthsOf } from "@/lib/server/services/statements/close-due-months";
import { addBilling, addRuns, type Billing, connectSince, type RunOfTest, type TermsOfTest } from "../support/billing";
import { addOffer, addReseller } from "../support/dealer";
import { showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { feesOf } from "../support/statements";

const kyiv = "Europe/Kyiv";
const rome = "Europe/Rome";
const auckland = "Pacific/Auckland";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

function run(zone: string, from: string | null, to: string | null): RunOfTest {
  return { zone, confirmedAt: from === null ? null : at(from), endedAt: to === null ? null : at(to) };
}

/** Deactivates at an instant and returns the run with the end that the lifecycle stores. */
function deactivated(zone: string, from: string, pressed: string): RunOfTest {
  const decision = deactivate(activePackage({ billingZone: zone, confirmedAt: at(from) }), at(pressed));
  if (!decision.ok) throw new Error(decision.refusal);
  return { zone, confirmedAt: at(from), endedAt: decision.value.expiresAt };
}

type Closed = { full: Record<string, number>; daily: Record<string, number> };

/** Closes all months up to `until` under both policies, and returns the fee of each month that has a line. */
async function close(runs: RunOfTest[], until: string, terms: TermsOfTest = {}): Promise<Closed> {
  const [full, daily] = [
    await closeUnder("FULL_MONTH", runs, until, terms),
    await closeUnder("DAILY", runs, until, terms),
  ];
  return { full, daily };
}

async function closeUnder(
  policy: "FULL_MONTH" | "DAILY",
  runs: RunOfTest[],
  until: string,
  terms: TermsOfTest,
): Promise<Record<string, number>> {
  const billing = await addBilling(db.owner, {
    ...terms,
    policy,
    ...spanOf(runs, until),
    timeZone: runs[0]?.zone ?? kyiv,
  });
  await addRuns(db.owner, billing, [runs]);
  await closeMonthsOf(billing.reseller.id, "WAIT");
  return feesOf(db.owner, billing.reseller.id);
}

function spanOf(runs: RunOfTest[], until: string): { now: Temporal.Instant; since: Temporal.Instant } {
  const first = runs[0]?.activatedAt ?? runs[0]?.confirmedAt ?? at(until);
  return { now: at(until), since: first };
}

describe("the golden examples of PRODUCT 6 through the closing, fee 2.00 a month", () => {
  test.each([
    {
      n: "1",
      runs: [deactivated(kyiv, "2026-09-10T08:00:00Z", "2026-11-22T13:00:00Z")],
      until: "2027-01-01T12:00:00Z",
      full: { "2026-09": 200, "2026-10": 200, "2026-11": 200 },
      daily: { "2026-09": 140, "2026-10": 200, "2026-11": 200 },
    },
    {
      n: "2, first 02:30",
      runs: [deactivated(rome, "2026-10-01T08:00:00Z", "2026-10-25T00:30:00Z")],
      until: "2026-12-01T12:00:00Z",
      full: { "2026-10": 200 },
      daily: { "2026-10": 200 },
    },
    {
      n: "2, second 02:30",
      runs: [deactivated(rome, "2026-10-01T08:00:00Z", "2026-10-25T01:30:00Z")],
      until: "2026-12-01T12:00:00Z",
      full: { "2026-10": 200 },
      daily: { "2026-10": 200 },
    },
    {
      n: "3",
      runs: [deactivated(auckland, "2026-09-01T08:00:00Z", "2026-09-26T14:00:00Z")],
      until: "2026-11-01T12:00:00Z",
      full: { "2026-09": 200 },
      daily: { "2026-09": 200 },
    },
    {
      n: "4, last second",
      runs: [deactivated(kyiv, "2027-01-01T08:00:00Z", "2027-01-31T21:59:59Z")],
      until: "2027-03-01T12:00:00Z",
      full: { "2027-01": 200 },
      daily: { "2027-01": 200 },
    },
    {
      n: "4, one second later",
      runs: [deactivated(kyiv, "2027-01-01T08:00:00Z", "2027-01-31T22:00:00Z")],
      until: "2027-04-01T12:00:00Z",
      full: { "2027-01": 200, "2027-02": 200 },
      daily: { "2027-01": 200, "2027-02": 200 },
    },
    {
      n: "5, 2027",
      runs: [deactivated(rome, "2027-02-10T09:00:00Z", "2027-02-20T09:00:00Z")],
      until: "2027-04-01T12:00:00Z",
      full: { "2027-02": 200 },
      daily: { "2027-02": 136 },
    },
    {
      n: "5, 2028",
      runs: [deactivated(rome, "2028-02-10T09:00:00Z", "2028-02-20T09:00:00Z")],
      until: "2028-04-01T12:00:00Z",
      full: { "2028-02": 200 },
      daily: { "2028-02": 138 },
    },
    {
      n: "6",
      runs: [run(kyiv, "2027-03-01T08:00:00Z", "2027-03-10T10:00:00Z"), run(kyiv, "2027-03-20T10:00:00Z", null)],
      until: "2027-04-01T12:00:00Z",
      full: { "2027-03": 200 },
      daily: { "2027-03": 142 },
    },
    {
      n: "9, Auckland",
      runs: [run(auckland, "2026-10-05T08:00:00Z", "2026-11-30T12:00:00Z")],
      until: "2027-01-01T12:00:00Z",
      full: { "2026-10": 200, "2026-11": 200, "2026-12": 200 },
      daily: { "2026-10": 174, "2026-11": 200, "2026-12": 6 },
    },
    {
      n: "9, Kyiv",
      runs: [run(kyiv, "2026-10-05T08:00:00Z", "2026-11-30T12:00:00Z")],
      until: "2027-01-01T12:00:00Z",
      full: { "2026-10": 200, "2026-11": 200 },
      daily: { "2026-10": 174, "2026-11": 200 },
    },
    {
      n: "13, Havana",
      runs: [deactivated("America/Havana", "2026-10-01T08:00:00Z", "2026-10-10T12:00:00Z")],
      until: "2026-12-02T12:00:00Z",
      full: { "2026-10": 200 },
      daily: { "2026-10": 200 },
    },
    {
      n: "13, Asunción",
      runs: [deactivated("America/Asuncion", "2017-09-01T08:00:00Z", "2017-09-10T12:00:00Z")],
      until: "2017-11-02T12:00:00Z",
      full: { "2017-09": 200 },
      daily: { "2017-09": 200 },
    },
  ])("$n", async ({ runs, until, full, daily }) => {
    expect(await close(runs, until)).toEqual({ full, daily });
  });

  test.each([
    { policy: "FULL_MONTH", first: 200, second: 200 },
    { policy: "DAILY", first: 65, second: 142 },
  ] as const)("7, $policy: with another reseller on the same day, both are charged", async (expected) => {
    const { policy, first, second } = expected;
    const [a, b] = ["2027-03-10T10:00:00Z", "2027-03-10T11:00:00Z"];
    const since = at("2027-03-01T08:00:00Z");
    const billing = await addBilling(db.owner, { now: at("2027-04-01T12:00:00Z"), since, policy });
    const other = await addOther(billing, policy);
    await addRuns(db.owner, billing, [[run(kyiv, "2027-03-01T08:00:00Z", a), { ...run(kyiv, b, null), ...other }]]);
    for (const [resellerId, fee] of [
      [billing.reseller.id, first],
      [other.resellerId, second],
    ] as const) {
      await closeMonthsOf(resellerId, "WAIT");
      expect(await feesOf(db.owner, resellerId)).toEqual({ "2027-03": fee });
    }
  });

  test.each(["FULL_MONTH", "DAILY"] as const)("8, %s: a move at the boundary shares no month", async (policy) => {
    const boundary = "2027-03-31T21:00:00Z";
    const since = at("2027-03-01T08:00:00Z");
    const billing = await addBilling(db.owner, { now: at("2027-05-01T12:00:00Z"), since, policy });
    const other = await addOther(billing, policy);
    await addRuns(db.owner, billing, [
      [run(kyiv, "2027-03-01T08:00:00Z", boundary), { ...run(kyiv, boundary, null), ...other }],
    ]);
    await closeMonthsOf(billing.reseller.id, "WAIT");
    await closeMonthsOf(other.resellerId, "WAIT");
    expect(await feesOf(db.owner, billing.reseller.id)).toEqual({ "2027-03": 200 });
    expect(await feesOf(db.owner, other.resellerId)).toEqual({ "2027-04": 200 });
  });

  test("10: one reseller with dealers in three zones closes after the last boundary", async () => {
    const since = at("2026-11-01T08:00:00Z");
    const billing = await addBilling(db.owner, { now: at("2026-11-30T22:59:59.000Z"), since, timeZone: auckland });
    for (const [index, zone] of [auckland, kyiv, rome].entries()) {
      await addRuns(db.owner, billing, [[run(zone, `2026-11-0${index + 2}T08:00:00Z`, null)]]);
    }
    expect(await closeMonthsOf(billing.reseller.id, "WAIT")).toBe(0);
    await showInstant(db.owner, billing.clockId, at("2026-11-30T23:00:00Z"));
    expect(await closeMonthsOf(billing.reseller.id, "WAIT")).toBe(1);
    expect(await feesOf(db.owner, billing.reseller.id)).toEqual({ "2026-11": 600 });
  });

  test("11: 14 trial days are free, by date", async () => {
    const runs = [run(rome, "2027-02-20T09:00:00Z", null)];
    expect(await close(runs, "2027-04-01T12:00:00Z", { trialDays: 14 })).toEqual({
      full: { "2027-02": 0, "2027-03": 200 },
      daily: { "2027-02": 0, "2027-03": 168 },
    });
  });

  test("12: activated offline at a month's end, the fee follows the SIM's first report; without one there is none", async () => {
    const activatedAt = at("2026-11-30T21:50:00Z");
    const started = activate({ status: "INACTIVE", ended: null }, { resellerId: "a", billingZone: kyiv }, activatedAt);
    if (!started.ok) throw new Error(started.refusal);
    const reported = confirmByReport(started.value, at("2026-11-30T22:20:00Z"));
    const confirmedAt = reported.status === "INACTIVE" ? null : reported.confirmedAt;
    const fees = { "2026-12": 200 };
    expect(await close([{ zone: kyiv, activatedAt, confirmedAt, endedAt: null }], "2027-01-01T12:00:00Z")).toEqual({
      full: fees,
      daily: fees,
    });
    const silent = effectiveState(started.value, at("2026-12-01T21:50:00Z"));
    const endedAt = silent.status === "INACTIVE" ? (silent.ended?.at ?? null) : null;
    const never = await close([{ zone: kyiv, activatedAt, confirmedAt: null, endedAt }], "2027-01-01T12:00:00Z");
    expect(never).toEqual({ full: {}, daily: {} });
  });
});

/** Connects the same dealer with a second reseller on its clock, with the same terms. */
async function addOther(
  billing: Billing,
  policy: "FULL_MONTH" | "DAILY",
): Promise<{ resellerId: string; connectionId: string }> {
  const reseller = await addReseller(db.owner, "Other reseller");
  await db.owner.query("update company set clock_id = $2 where id = $1", [reseller.companyId, billing.clockId]);
  await db.owner.query(
    `insert into offer_price (reseller_id, offer_id, from_month, fee_minor) select $1, id, '2000-01', 200 from package_offer`,
    [reseller.id],
  );
  await db.owner.query("insert into reseller_terms (reseller_id, from_month, policy) values ($1, '2000-01', $2)", [
    reseller.id,
    policy,
  ]);
  const since = at("2027-03-01T08:00:00Z");
  const connectionId = await connectSince(db.owner, { dealer: billing, reseller, since });
  return { resellerId: reseller.id, connectionId };
}

test("every month from the first connection on has a statement, with accounts or not", async () => {
  const billing = await addBilling(db.owner, { now: at("2027-02-10T12:00:00Z"), since: at("2026-10-05T08:00:00Z") });
  expect(await closeMonthsOf(billing.reseller.id, "WAIT")).toBe(4);
  const { rows } = await db.owner.query<{ month: BillingMonth; account_count: number }>(
    "select month, account_count from statement where reseller_id = $1 order by month",
    [billing.reseller.id],
  );
  expect(rows).toEqual(["2026-10", "2026-11", "2026-12", "2027-01"].map((month) => ({ month, account_count: 0 })));
});
