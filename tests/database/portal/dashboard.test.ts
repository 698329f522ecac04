import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { accountListSchema } from "@/lib/schemas/billed-accounts";
import { dealerListSchema } from "@/lib/schemas/dealers";
import { inSystemTransaction } from "@/lib/server/context";
import { getAccountsPage } from "@/lib/server/queries/billed-accounts";
import { getDealerPage } from "@/lib/server/queries/dealer";
import { getDealersPage } from "@/lib/server/queries/dealers";
import { getResellerDashboard } from "@/lib/server/queries/reseller-dashboard";
import { loadForecast } from "@/lib/server/store/forecast";
import { addBilling, addRuns, type Billing, connectSince, endWithMonth } from "../support/billing";
import { addDealer, addOffer, type Dealer, type Person } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
import { showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const at = (text: string) => Temporal.Instant.from(text);
const now = at("2026-11-22T13:00:00Z");
const since = at("2026-09-01T08:00:00Z");
const [kyiv, auckland] = ["Europe/Kyiv", "Pacific/Auckland"];
const canary = "CANARY";

let db: TestDatabase;
let owner: Client;
let billing: Billing;
let desk: Desk;
let far: Dealer & { connectionId: string };

async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

async function addStatement(month: string, status: "CLOSED" | "PAID", accounts: number): Promise<void> {
  await owner.query(
    `insert into statement (id, reseller_id, month, reference, status, currency, account_count, correction_count,
       dealer_count, fee_minor, dealer_fee_minor, closed_at, paid_at)
     values (gen_random_uuid(), $1, $2::char(7), 'ST-' || $2, $3::"StatementStatus", 'EUR', $4, 0, 1, $4 * 200, 0,
       ($2 || '-28')::timestamptz + interval '5 days', case when $3 = 'PAID' then ($2 || '-28')::timestamptz + interval '9 days' end)`,
    [billing.reseller.id, month, status, accounts],
  );
}

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  // However long the filling takes, the clock has not come to `now` yet, to be put there by the test that counts minutes.
  billing = await addBilling(owner, { now: now.subtract({ minutes: 20 }), since, dealerFeeMinor: 350 });
  desk = await addDesk(owner, billing.reseller);
  const dealer = await addDealer(owner, { timeZone: auckland });
  await owner.query("update company set clock_id = $2 where id = $1", [dealer.id, billing.clockId]);
  const connectionId = await connectSince(owner, { dealer, reseller: billing.reseller, since, trialDays: 120 });
  far = { ...dealer, connectionId };
  const live = { zone: kyiv, confirmedAt: since, endedAt: null };
  const hubs = await addRuns(owner, billing, [
    [live],
    [live],
    [live],
    [{ ...live, confirmedAt: null, activatedAt: now.subtract({ hours: 1 }) }],
    [{ ...live, endedAt: at("2026-11-05T08:00:00Z") }],
    [{ ...live, endedAt: at("2026-10-05T08:00:00Z") }],
  ]);
  await endWithMonth(owner, hubs[0]?.key ?? "", startOfNextMonth(now, kyiv));
  await endWithMonth(owner, hubs[1]?.key ?? "", at("2026-12-31T22:00:00Z"));
  const away = await addRuns(owner, { ...far, reseller: billing.reseller }, [
    [{ ...live, zone: auckland }],
    [{ ...live, zone: auckland }],
  ]);
  await endWithMonth(owner, away[0]?.key ?? "", startOfNextMonth(now, auckland));
  await owner.query(`update hub set name = '${canary}'`);
  await owner.query(`update secured_object set name = '${canary}', address = '${canary}', end_user_name = '${canary}'`);
  const asking = await addDealer(owner);
  await owner.query(
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
     values (gen_random_uuid(), $1, $2, 'PENDING', $3, $4, $5)`,
    [
      asking.id,
      billing.reseller.id,
      asking.owner.id,
      now.subtract({ hours: 50 * 24 }).toString(),
      now.add({ hours: 40 * 24 }).toString(),
    ],
  );
  await addStatement("2026-08", "PAID", 2);
  await addStatement("2026-09", "CLOSED", 5);
  await enter(desk.manager);
});

afterAll(() => db.close());

const read = () => getResellerDashboard(desk.slug);
const listed = async (query: Record<string, string>) => {
  const page = await getAccountsPage(desk.slug, accountListSchema.parse(query));
  return page.matches;
};

test("tells what runs, by zone, package and dealer, and what ends at each zone's next boundary", async () => {
  await showInstant(owner, billing.clockId, now);
  const page = await read();
  expect(page.live).toEqual({ accounts: 6, ending: 3, activating: 1, dealers: 2 });
  expect(page.offers).toEqual([{ offerCode: "AJAX_SIM", accounts: 6 }]);
  expect(page.boundaries).toEqual([
    {
      zone: auckland,
      month: "2026-11",
      at: "2026-11-30T11:00:00Z",
      left: { days: 7, hours: 21, minutes: 59 },
      accounts: 2,
      ending: 1,
    },
    {
      zone: kyiv,
      month: "2026-11",
      at: "2026-11-30T22:00:00Z",
      left: { days: 8, hours: 8, minutes: 59 },
      accounts: 4,
      ending: 1,
    },
  ]);
});

test("tells the open month as the forecast does, fees nowhere computed anew", async () => {
  const page = await read();
  const forecast = await inSystemTransaction((tx) =>
    loadForecast(tx, { resellerId: billing.reseller.id, month: "2026-11" }),
  );
  expect(page.month).toBe("2026-11");
  expect(page.terms).toEqual({ currency: "EUR", policy: "FULL_MONTH", feeMinor: 200 });
  expect(page.forecast).toMatchObject({ feeMinor: forecast.feeMinor, accounts: 6, onTrial: 2, allDealers: 2 });
  expect(page.forecast.feeMinor).toBe(800);
  expect(page.forecast.dealers).toMatchObject([
    { companyId: billing.id, connectionId: billing.connectionId, accounts: 4, onTrial: 0, feeMinor: 800 },
    { companyId: far.id, connectionId: far.connectionId, accounts: 2, onTrial: 2, feeMinor: 0 },
  ]);
});

test("tells what is not paid, what waits, and how the year went", async () => {
  const page = await read();
  expect(page.balance).toMatchObject({
    feeMinor: 1000,
    statements: 1,
    oldest: [{ month: "2026-09", reference: "ST-2026-09", feeMinor: 1000 }],
  });
  expect(page.waiting).toMatchObject({ requests: 1, oldest: [{ sentAt: "2026-10-03T13:00:00.000Z" }] });
  expect(page.trend).toEqual({
    months: [
      { month: "2026-08", accounts: 2, isOpen: false },
      { month: "2026-09", accounts: 5, isOpen: false },
      { month: "2026-10", accounts: 7, isOpen: true },
      { month: "2026-11", accounts: 6, isOpen: true },
    ],
    direction: "GREW",
  });
});

test("every figure is the size of the list it opens", async () => {
  const page = await read();
  expect(await listed({ state: "live" })).toBe(page.live.accounts);
  expect(await listed({ state: "ends" })).toBe(page.live.ending);
  expect(await listed({ state: "activating" })).toBe(page.live.activating);
  for (const { zone, month, accounts, ending } of page.boundaries) {
    expect(await listed({ state: "live", zone }), zone).toBe(accounts);
    expect(await listed({ state: "live", zone, last: month }), zone).toBe(ending);
  }
  for (const { offerCode, accounts } of page.offers) {
    expect(await listed({ state: "live", package: offerCode })).toBe(accounts);
  }
  for (const { month, accounts } of page.trend.months.filter(({ isOpen }) => isOpen)) {
    expect(await listed({ month }), month).toBe(accounts);
  }
  const dealers = await getDealersPage(desk.slug, dealerListSchema.parse({ state: "live" }));
  expect(dealers.items).toHaveLength(page.live.dealers);
});

test("a dealer's page tells its part of the month by package", async () => {
  expect(await getDealerPage(desk.slug, billing.connectionId)).toMatchObject({
    month: "2026-11",
    parts: [{ offerCode: "AJAX_SIM", accounts: 4, onTrial: 0, feeMinor: 800, dealerFeeMinor: 1400 }],
    packages: [{ offerCode: "AJAX_SIM", live: 4, ending: 2, activating: 1 }],
  });
  expect(await getDealerPage(desk.slug, far.connectionId)).toMatchObject({
    parts: [{ offerCode: "AJAX_SIM", accounts: 2, onTrial: 2, feeMinor: 0, dealerFeeMinor: null }],
  });
});

test("nothing of it tells whose home it is", async () => {
  const shown = [await read(), await getDealerPage(desk.slug, billing.connectionId)];
  expect(JSON.stringify(shown)).not.toContain(canary);
});

test("a reseller that has no dealer yet has a page of nothing", async () => {
  const bare = await addBilling(owner, { now, since });
  const empty = await addDesk(owner, bare.reseller);
  await owner.query("delete from connection_terms where connection_id = $1", [bare.connectionId]);
  await owner.query("delete from reseller_connection where id = $1", [bare.connectionId]);
  await enter(empty.owner);
  expect(await getResellerDashboard(empty.slug)).toMatchObject({
    live: { accounts: 0, dealers: 0 },
    boundaries: [],
    balance: { feeMinor: 0, statements: 0 },
    forecast: { feeMinor: 0, dealers: [] },
    trend: { direction: "SINGLE" },
  });
  await enter(desk.manager);
});

test("is for the reseller's office: dealers and strangers find nothing, an installer may not look", async () => {
  await enter(billing.owner);
  await expect(read()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await enter(desk.manager);
  await owner.query("update employee set role = 'INSTALLER' where account_id = $1", [desk.manager.id]);
  await expect(read()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await owner.query("update employee set role = 'SERVICE_MANAGER' where account_id = $1", [desk.manager.id]);
});
