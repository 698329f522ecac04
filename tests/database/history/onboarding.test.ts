import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { getOnboarding } from "@/lib/server/queries/onboarding";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  contextOf,
  type Dealer,
  type Person,
  refOf,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

/** Prints what a person reads: "DONE", "NEXT", or who blocks; undefined where the checklist is gone. */
async function statesOf(dealer: Dealer, person: Person): Promise<string[] | undefined> {
  await enter(person);
  const onboarding = await getOnboarding(dealer.slug);
  return onboarding?.steps.map(({ state }) => (state.state === "BLOCKED" ? state.by : state.state));
}

async function ask(dealer: Dealer, resellerId: string, status: "PENDING" | "APPROVED"): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at)
     values (gen_random_uuid(), $1, $2, $3::"RequestStatus", $4, now(), now() + interval '90 days',
       case when $3 = 'APPROVED' then now() end) returning id`,
    [dealer.id, resellerId, status, dealer.owner.id],
  );
  return rows[0]?.id ?? "";
}

test("moves on with the rows, up to the first activation", async () => {
  const dealer = await addDealer(owner, { isEnrolled: false });
  const colleagues = [dealer.senior.id, dealer.manager.id, dealer.installer.id];
  await owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = any($1)", [colleagues]);
  expect(await statesOf(dealer, dealer.owner)).toEqual(["DONE", "COUNTRY", "NEXT", "DEALER", "DEALER"]);

  await owner.query("insert into country_availability (code, state) values ('UA', 'AVAILABLE')");
  expect(await statesOf(dealer, dealer.owner)).toEqual(["DONE", "NEXT", "NEXT", "DEALER", "DEALER"]);

  await owner.query(
    `insert into dealer_enrollment (id, company_id, country, terms_version, enrolled_by_id, enrolled_at)
     values (gen_random_uuid(), $1, 'UA', '2026-01', $2, now())`,
    [dealer.id, dealer.owner.id],
  );
  expect(await statesOf(dealer, dealer.owner)).toEqual(["DONE", "DONE", "NEXT", "NEXT", "RESELLER"]);

  await owner.query(
    `insert into invitation (id, company_id, email, role, state, invited_by_id, sent_at, expires_at)
     values (gen_random_uuid(), $1, 'late@test.example', 'INSTALLER', 'WAITING', $2, now(), now() + interval '30 days')`,
    [dealer.id, dealer.owner.id],
  );
  const reseller = await addReseller(owner, "Harbor of a test");
  const other = await addReseller(owner, "Asked in vain");
  await ask(dealer, other.id, "PENDING");
  expect(await statesOf(dealer, dealer.owner)).toEqual(["DONE", "DONE", "INVITED", "ASKED_RESELLER", "RESELLER"]);
  expect((await getOnboarding(dealer.slug))?.resellers).toEqual(["Asked in vain"]);

  await owner.query("update employee set state = 'ACTIVE', ended_at = null where account_id = $1", [
    dealer.installer.id,
  ]);
  await owner.query(
    `insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at)
     values (gen_random_uuid(), $1, $2, $3, now())`,
    [dealer.id, reseller.id, await ask(dealer, reseller.id, "APPROVED")],
  );
  expect(await statesOf(dealer, dealer.installer)).toEqual(["DONE", "DONE", "DONE", "DONE", "NEXT"]);

  const hub = await addHub(owner, dealer);
  const act = { ...(await refOf(owner, hub)), resellerId: reseller.id, offerCode: "AJAX_SIM" };
  expect(await activatePackage(contextOf(dealer, dealer.installer), act)).toMatchObject({ ok: true });
  expect(await statesOf(dealer, dealer.owner)).toBeUndefined();
});

test("is read by everybody in the company and by nobody else", async () => {
  const dealer = await addDealer(owner);
  expect(await statesOf(dealer, dealer.installer)).toEqual(["DONE", "DONE", "DONE", "OFFICE", "RESELLER"]);
  const stranger = await addDealer(owner);
  await expect(statesOf(dealer, stranger.owner)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a reseller that is no dealer has none", async () => {
  const { companyId } = await addReseller(owner);
  const { rows } = await owner.query<{ slug: string; id: string }>(
    `select c.slug, e.account_id as id from company c join employee e on e.company_id = c.id where c.id = $1`,
    [companyId],
  );
  await enter({ id: rows[0]?.id ?? "" });
  expect(await getOnboarding(rows[0]?.slug ?? "")).toBeNull();
});
