import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { getPackagePanel } from "@/lib/server/queries/package-panel";
import { connectSince } from "../support/billing";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  type Dealer,
  type Person,
  type ResellerOfTest,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const since = Temporal.Instant.from("2026-01-10T10:00:00Z");

let db: TestDatabase;
let dealer: Dealer;
let reseller: ResellerOfTest;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  dealer = await addDealer(db.owner);
  reseller = await addReseller(db.owner);
  await connectSince(db.owner, { dealer, reseller, since, dealerFeeMinor: 450 });
  hub = await addHub(db.owner, dealer);
});

afterAll(() => db.close());

async function cardSeenBy(person: Person) {
  request.cookie = await sessionCookie(person);
  const { activateCards } = await getPackagePanel(dealer.slug, hub.objectId, hub.hubId);
  return activateCards[0]?.card;
}

test("the card of an act tells everybody who pays, and what it costs to those alone who may see money", async () => {
  const payer = { payerName: reseller.name, isMonthChargedAlready: false };
  expect(await cardSeenBy(dealer.owner)).toMatchObject({ ...payer, fee: { minor: 450, currency: "EUR" } });
  for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
    expect(await cardSeenBy(person), person.role).toMatchObject({ ...payer, fee: null });
  }
});
