import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { type DealerListParams, dealerListSchema } from "@/lib/schemas/dealers";
import { getDealerPage, getDealerToEdit } from "@/lib/server/queries/dealer";
import { getDealerCounts, getDealersPage } from "@/lib/server/queries/dealers";
import { addBilling, addRuns, type Billing, connectSince, endWithMonth } from "../support/billing";
import { addDealer, addOffer, type Dealer, type Person, setEnding } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const now = Temporal.Instant.from("2026-11-22T13:00:00Z");
const since = Temporal.Instant.from("2026-09-01T08:00:00Z");

let db: TestDatabase;
let owner: Client;
let billing: Billing;
let desk: Desk;
/** Dealers beside the first one, by what becomes of them. */
let ending: Dealer & { connectionId: string };
let gone: Dealer & { connectionId: string };

async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

async function addNamed(name: string, number: string | null): Promise<Dealer & { connectionId: string }> {
  const dealer = await addDealer(owner);
  await owner.query("update company set name = $2, clock_id = $3 where id = $1", [dealer.id, name, billing.clockId]);
  const connectionId = await connectSince(owner, { dealer, reseller: billing.reseller, since, trialDays: 7 });
  await owner.query("update reseller_connection set dealer_number = $2 where id = $1", [connectionId, number]);
  return { ...dealer, name, connectionId };
}

const list = (params: Partial<Record<keyof DealerListParams, string>> = {}) =>
  getDealersPage(desk.slug, dealerListSchema.parse(params));

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  billing = await addBilling(owner, { now, since, dealerFeeMinor: 350 });
  desk = await addDesk(owner, billing.reseller);
  await owner.query("update company set name = 'Alarm 50%' where id = $1", [billing.id]);
  const live = { zone: "Europe/Kyiv", confirmedAt: since, endedAt: null };
  const [hub] = await addRuns(owner, billing, [
    [live],
    [live],
    [{ ...live, confirmedAt: null, activatedAt: now.subtract({ hours: 1 }) }],
    [{ ...live, confirmedAt: null, activatedAt: now.subtract({ hours: 30 }) }],
    [{ ...live, endedAt: now.subtract({ hours: 48 }) }],
  ]);
  await endWithMonth(owner, hub?.key ?? "", startOfNextMonth(now, "Europe/Kyiv"));
  ending = await addNamed("Ending Ltd", "E-1");
  gone = await addNamed("Gone Ltd", "G-1");
  await addRuns(owner, { ...ending, reseller: billing.reseller }, [[live]]);
  await setEnding(owner, ending.connectionId, "2026-12");
  await owner.query("update reseller_connection set state = 'CLOSED', closed_at = $2 where id = $1", [
    gone.connectionId,
    now.toString(),
  ]);
  await enter(desk.manager);
});

afterAll(() => db.close());

describe("the list of dealers", () => {
  test("tells them by state with their live accounts, what is over already left out", async () => {
    const connected = await list();
    expect(connected.items).toMatchObject([
      { connectionId: billing.connectionId, name: "Alarm 50%", state: "OPEN", liveAccounts: 3 },
    ]);
    expect((await list({ state: "ending" })).items).toMatchObject([
      { name: "Ending Ltd", dealerNumber: "E-1", endMonth: "2026-12", liveAccounts: 1 },
    ]);
    expect((await list({ state: "ended" })).items).toMatchObject([
      { name: "Gone Ltd", state: "CLOSED", closedAt: "2026-11-22T13:00:00.000Z" },
    ]);
    expect((await list({ state: "live" })).items.map(({ name }) => name)).toEqual(["Alarm 50%", "Ending Ltd"]);
    expect((await list({ state: "live" })).count).toBe(2);
    expect(connected).toMatchObject({ count: 1, waiting: 0 });
    expect(await getDealerCounts(desk.slug)).toEqual({ connected: 1, ending: 1, ended: 1, waiting: 0, moves: 0 });
  });

  test("finds by words of the name, literally, and by the beginning of the number", async () => {
    expect((await list({ q: "50%" })).items).toHaveLength(1);
    expect((await list({ q: "alarm" })).items).toHaveLength(1);
    expect((await list({ q: "_larm" })).items).toHaveLength(0);
    expect((await list({ q: "e-", state: "ending" })).items).toHaveLength(1);
    expect((await list({ q: "e-" })).items).toHaveLength(0);
  });

  test("counts the requests that wait, but not those past their 90 days", async () => {
    const asking = await addDealer(owner);
    const add = (expiresAt: Temporal.Instant, dealer: Dealer) =>
      owner.query(
        `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
         values (gen_random_uuid(), $1, $2, 'PENDING', $3, $4, $5)`,
        [dealer.id, billing.reseller.id, dealer.owner.id, since.toString(), expiresAt.toString()],
      );
    await add(now.add({ hours: 1 }), asking);
    await add(now.subtract({ hours: 1 }), await addDealer(owner));
    expect((await list()).waiting).toBe(1);
  });

  test("pages by keyset in every order, both ways, and takes a place that was tampered with as none", async () => {
    const other = await addBilling(owner, { now, since });
    const shop = await addDesk(owner, other.reseller);
    await owner.query(
      `with made as (
         insert into company (id, slug, name, kind, country, time_zone, email, created_at)
         select gen_random_uuid(), 'many-' || i || '-' || left(gen_random_uuid()::text, 8), 'Many ' || i % 40, 'MIXED',
           'UA', 'Europe/Kyiv', 'a@b.example', now() from generate_series(1, 120) i returning id
       ), staffed as (
         insert into employee (id, company_id, account_id, role, joined_at)
         select gen_random_uuid(), id, $2, 'OWNER', now() from made
       ), asked as (
         insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at)
         select gen_random_uuid(), id, $1, 'APPROVED', $2, now(), now() + interval '90 days', now() from made
         returning id, company_id
       )
       insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at, dealer_number)
       select gen_random_uuid(), company_id, $1, id, now() - random() * interval '10 days',
         case when random() < 0.5 then left(id::text, 18) end from asked`,
      [other.reseller.id, other.owner.id],
    );
    await enter(shop.owner);
    const page = (params: Record<string, string>) => getDealersPage(shop.slug, dealerListSchema.parse(params));
    for (const sort of ["name", "number", "accounts", "since"]) {
      for (const dir of ["asc", "desc"]) {
        const seen: string[] = [];
        let shown = await page({ sort, dir });
        seen.push(...shown.items.map(({ connectionId }) => connectionId));
        while (shown.nextCursor) {
          shown = await page({ sort, dir, after: shown.nextCursor });
          seen.push(...shown.items.map(({ connectionId }) => connectionId));
        }
        expect(new Set(seen).size, `${sort} ${dir}`).toBe(121);
        expect(seen).toHaveLength(121);
        const back = await page({ sort, dir, before: shown.previousCursor ?? "" });
        expect(back.items.map(({ connectionId }) => connectionId)).toEqual(seen.slice(50, 100));
      }
    }
    expect((await page({ after: "bm9uc2Vuc2U" })).previousCursor).toBeNull();
    await enter(desk.manager);
  });

  test("a dealer that came back stands where its latest connection stands", async () => {
    const back = await addNamed("Back Ltd", null);
    await owner.query("update reseller_connection set state = 'CLOSED', closed_at = now() where id = $1", [
      back.connectionId,
    ]);
    await owner.query("update connection_request set closed_at = now() where company_id = $1", [back.id]);
    expect((await list({ state: "ended", q: "Back" })).items).toHaveLength(1);
    const again = await connectSince(owner, { dealer: back, reseller: billing.reseller, since: now });
    expect((await list({ state: "ended", q: "Back" })).items).toHaveLength(0);
    expect((await list({ q: "Back" })).items).toMatchObject([{ connectionId: again }]);
    const page = await getDealerPage(desk.slug, again);
    expect(page.others).toMatchObject([{ id: back.connectionId, state: "CLOSED" }]);
    expect(page.requests).toHaveLength(2);
  });
});

describe("one dealer", () => {
  test("tells contact, number, terms now and later, and live accounts by package", async () => {
    await owner.query(
      "insert into connection_terms (connection_id, from_month, trial_days, dealer_fee_minor) values ($1, '2026-12', 30, null)",
      [billing.connectionId],
    );
    const page = await getDealerPage(desk.slug, billing.connectionId);
    expect(page.dealer).toMatchObject({
      name: "Alarm 50%",
      ownerName: billing.owner.name,
      email: "office@test.example",
      state: "OPEN",
      currency: "EUR",
      openedAt: "2026-09-01T08:00:00.000Z",
    });
    expect(page.terms).toEqual({
      now: { trialDays: 0, dealerFeeMinor: 350 },
      next: { fromMonth: "2026-12", trialDays: 30, dealerFeeMinor: null },
    });
    expect(page.packages).toEqual([{ offerCode: "AJAX_SIM", live: 3, ending: 1, activating: 1 }]);
    expect(page.mayManage).toBe(true);
    expect((await getDealerToEdit(desk.slug, billing.connectionId)).fromMonth).toBe("2026-12");
  });

  test("has nothing to tell by package where nothing runs", async () => {
    expect((await getDealerPage(desk.slug, gone.connectionId)).packages).toEqual([]);
  });

  test("is for the reseller's own people: another reseller and unknown keys find nothing, dealers may not look", async () => {
    const other = await addBilling(owner, { now, since });
    const elsewhere = await addDesk(owner, other.reseller);
    await enter(elsewhere.owner);
    await expect(getDealerPage(elsewhere.slug, billing.connectionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getDealerToEdit(elsewhere.slug, billing.connectionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getDealerPage(elsewhere.slug, "nonsense")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getDealersPage(desk.slug, dealerListSchema.parse({}))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await enter(billing.owner);
    await expect(getDealerPage(billing.slug, billing.connectionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await enter(desk.manager);
  });
});
