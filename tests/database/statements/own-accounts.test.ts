import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { ownAccountsSchema } from "@/lib/schemas/statements";
import { getOwnAccounts, type OwnAccountsPage } from "@/lib/server/queries/own-accounts";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { addBilling, addRuns, type Billing, connectSince, type HubWithRuns } from "../support/billing";
import { addDealer, addOffer, addReseller, type Dealer, type ResellerOfTest } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const zone = "Europe/Kyiv";
const since = at("2026-10-05T08:00:00Z");
const now = startOfMonth("2026-12", zone).add({ hours: 30 });

let db: TestDatabase;
let billing: Billing;
let second: ResellerOfTest;
let stranger: Dealer;
let hubs: HubWithRuns[];

/** A dealer with two hubs at a reseller who asks 3.50 for each, one more at another who agreed outside, and a stranger. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since, dealerFeeMinor: 350, feeMinor: 1_000 });
  second = await addReseller(db.owner, "Second reseller");
  await db.owner.query("update company set clock_id = $2 where id = $1", [second.companyId, billing.clockId]);
  const connectionId = await connectSince(db.owner, { dealer: billing, reseller: second, since });
  stranger = await addDealer(db.owner);
  const strange = await connectSince(db.owner, { dealer: stranger, reseller: billing.reseller, since });
  const live = { zone, confirmedAt: since, endedAt: null };
  const other = { resellerId: second.id, connectionId };
  hubs = await addRuns(db.owner, billing, [[live], [live], [{ ...live, ...other }]]);
  await addRuns(db.owner, { ...stranger, reseller: billing.reseller, connectionId: strange }, [[live]]);
  for (const month of ["2026-10", "2026-11"] as const) {
    for (const resellerId of [billing.reseller.id, second.id]) await closeMonth({ resellerId, month, mode: "WAIT" });
  }
});

beforeEach(async () => {
  request.cookie = await sessionCookie(billing.owner);
});

afterAll(() => db.close());

const ask = (params: Record<string, string> = {}, slug = billing.slug) =>
  getOwnAccounts(slug, ownAccountsSchema.parse(params));

async function read(params: Record<string, string> = {}): Promise<OwnAccountsPage> {
  const found = await ask(params);
  if (!found.ok) throw new Error(found.refusal);
  return found.value;
}

test("a dealer's owner sees the own accounts of a closed month, with the fee asked, never the one owed to Ajax", async () => {
  const page = await read({ month: "2026-11", reseller: billing.reseller.id });
  const closed = { isOpen: false, onTrial: 0, currency: "EUR" };
  expect(page.parts).toEqual([
    { ...closed, resellerId: billing.reseller.id, reseller: billing.reseller.name, accounts: 2, dealerFeeMinor: 700 },
    { ...closed, resellerId: second.id, reseller: "Second reseller", accounts: 1, dealerFeeMinor: 0 },
  ]);
  expect(
    page.lines?.items.map(({ hubNumber, dealerFeeMinor, liveDays }) => [hubNumber, dealerFeeMinor, liveDays]),
  ).toEqual(hubs.slice(0, 2).map(({ hubId }) => [hubId, 350, 30]));
  expect(JSON.stringify(page)).not.toMatch(/priceMinor|"feeMinor"|1000/);
  expect([page.previous, page.next]).toEqual(["2026-10", "2026-12"]);
});

test("the open month is what it will be, and several resellers demand a choice", async () => {
  const page = await read();
  expect(page.month).toBe("2026-12");
  expect(page.parts.map(({ isOpen, accounts, dealerFeeMinor }) => [isOpen, accounts, dealerFeeMinor])).toEqual([
    [true, 2, 700],
    [true, 1, 0],
  ]);
  expect(page.lines).toBeNull();
  const other = await read({ reseller: second.id });
  expect(other.lines?.items.map(({ hubNumber, dealerFeeMinor }) => [hubNumber, dealerFeeMinor])).toEqual([
    [hubs[2]?.hubId, null],
  ]);
});

test("refused: a month before the first connection, to come, or none at all; before any connection there is none", async () => {
  for (const month of ["2026-09", "2027-01", "November"]) {
    expect(await ask({ month }), month).toMatchObject({
      refusal: "MONTH_INVALID",
      params: { first: "2026-10", current: "2026-12" },
    });
  }
  const fresh = await addDealer(db.owner);
  request.cookie = await sessionCookie(fresh.owner);
  expect(await ask({}, fresh.slug)).toEqual({ ok: false, refusal: "MONTH_INVALID" });
});

test("managers without the finance flag and installers may not, and strangers find nothing", async () => {
  for (const person of [billing.manager, billing.senior, billing.installer]) {
    request.cookie = await sessionCookie(person);
    await expect(ask()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  request.cookie = await sessionCookie(stranger.owner);
  await expect(ask()).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a manager with the finance flag reads what the owner reads", async () => {
  const month = { month: "2026-11", reseller: billing.reseller.id };
  const owners = await read(month);
  await db.owner.query("update employee set is_finance_granted = true where company_id = $1 and account_id = $2", [
    billing.id,
    billing.manager.id,
  ]);
  request.cookie = await sessionCookie(billing.manager);
  expect((await read(month)).parts).toEqual(owners.parts);
});
