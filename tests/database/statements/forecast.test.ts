import { afterAll, beforeAll, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { inSystemTransaction } from "@/lib/server/context";
import { loadForecast } from "@/lib/server/store/forecast";
import { addBilling, addRuns, type Billing, connectSince, endWithMonth } from "../support/billing";
import { addDealer, addOffer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

const zone = "Europe/Kyiv";
const since = Temporal.Instant.from("2026-09-01T08:00:00Z");
const now = Temporal.Instant.from("2026-11-22T13:00:00Z");

let db: TestDatabase;
let billing: Billing;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since, dealerFeeMinor: 350 });
});

afterAll(() => db.close());

const forecast = (month: "2026-11" | "2026-12") =>
  inSystemTransaction((tx) => loadForecast(tx, { resellerId: billing.reseller.id, month }));

test("a month is what runs in it, by dealer, and the next one without what ends before", async () => {
  const live = { zone, confirmedAt: since, endedAt: null };
  const [ending] = await addRuns(db.owner, billing, [[live], [live], [live]]);
  await addRuns(db.owner, billing, [[{ ...live, confirmedAt: null, activatedAt: now }]]);
  await endWithMonth(db.owner, ending?.key ?? "", startOfMonth("2026-12", zone));
  const other = await addDealer(db.owner);
  const connectionId = await connectSince(db.owner, {
    dealer: other,
    reseller: billing.reseller,
    since,
    trialDays: 91,
  });
  await addRuns(db.owner, { ...other, reseller: billing.reseller, connectionId }, [[live]]);

  expect(await forecast("2026-11")).toMatchObject({
    currency: "EUR",
    accounts: 4,
    onTrial: 1,
    feeMinor: 600,
    endsRemoveMinor: 0,
  });
  const next = await forecast("2026-12");
  expect(next).toMatchObject({ accounts: 3, onTrial: 0, feeMinor: 600, dealerFeeMinor: 700, endsRemoveMinor: 200 });
  expect(
    next.dealers.map(({ companyId, accounts, feeMinor }) => ({ companyId, accounts, feeMinor })).sort(byFee),
  ).toEqual([
    { companyId: other.id, accounts: 1, feeMinor: 200 },
    { companyId: billing.id, accounts: 2, feeMinor: 400 },
  ]);
});

function byFee(one: { feeMinor: number }, other: { feeMinor: number }): number {
  return one.feeMinor - other.feeMinor;
}

test("a reseller without accounts has a month of nothing", async () => {
  const { reseller } = await addBilling(db.owner, { now, since });
  const empty = await inSystemTransaction((tx) => loadForecast(tx, { resellerId: reseller.id, month: "2026-11" }));
  expect(empty).toEqual({
    month: "2026-11",
    currency: "EUR",
    accounts: 0,
    onTrial: 0,
    feeMinor: 0,
    dealerFeeMinor: 0,
    endsRemoveMinor: 0,
    dealers: [],
  });
});
