import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { at } from "@/lib/domain/testing/packages";
import { getOwnDifferences } from "@/lib/server/queries/own-differences";
import { addBilling, addRuns, type Billing } from "../support/billing";
import { addOffer, type Person } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const now = at("2026-12-02T08:00:00Z");
const fee = { billedFee: 200, fee: 0, billedDays: 3, days: 0 };
const card = { iccid: "8938003990012345678" };
const state = { state: "ACTIVE", history: "INACTIVE" };
const total = { stated: 400, summed: 200 };

let db: TestDatabase;
let billing: Billing;
let desk: Desk;
let stranger: Billing;

/** One difference of each sort about a dealer's hub, and one about the reseller's total. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since: at("2026-11-01T08:00:00Z") });
  stranger = await addBilling(db.owner, { now, since: at("2026-11-01T08:00:00Z") });
  desk = await addDesk(db.owner, billing.reseller);
  const [hub] = await addRuns(db.owner, billing, [[]]);
  const found = [
    ["FEE_UNLIKE_RUNS", hub?.key, fee],
    ["SIM_OFF_WITH_PACKAGE", hub?.key, card],
    ["STATE_UNLIKE_HISTORY", hub?.key, state],
    ["TOTAL_UNLIKE_LINES", null, total],
  ] as const;
  for (const [kind, hubKey, data] of found) {
    await db.owner.query(
      `insert into difference (id, kind, subject, company_id, reseller_id, hub_id, month, data, found_at, seen_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, '2026-11', $6, now(), now())`,
      [kind, `test:${randomUUID()}`, billing.id, billing.reseller.id, hubKey, data],
    );
  }
});
afterAll(() => db.close());

async function told(side: "dealer" | "reseller", slug: string, person: Person) {
  request.cookie = await sessionCookie(person);
  const { items } = await getOwnDifferences(side, slug, undefined);
  return Object.fromEntries(items.map(({ kind, data }) => [kind, data]));
}

const grant = (isGranted: boolean) =>
  db.owner.query("update employee set is_finance_granted = $3 where company_id = $1 and account_id = $2", [
    billing.id,
    billing.manager.id,
    isGranted,
  ]);

describe("what the two records of a difference hold is told as far as the reader may know it", () => {
  test("to a reseller with its fees and without the dealer's SIM numbers", async () => {
    expect(await told("reseller", desk.slug, desk.manager)).toEqual({
      FEE_UNLIKE_RUNS: fee,
      SIM_OFF_WITH_PACKAGE: {},
      STATE_UNLIKE_HISTORY: state,
      TOTAL_UNLIKE_LINES: total,
    });
    const { items } = await getOwnDifferences("reseller", desk.slug, undefined);
    expect(new Set(items.map(({ currency }) => currency))).toEqual(new Set(["EUR"]));
  });

  test("to a dealer's owner with the billed days, never with what is owed to Ajax (PRODUCT B8)", async () => {
    expect(await told("dealer", billing.slug, billing.owner)).toEqual({
      FEE_UNLIKE_RUNS: { billedDays: 3, days: 0 },
      SIM_OFF_WITH_PACKAGE: card,
      STATE_UNLIKE_HISTORY: state,
    });
  });

  test("to a dealer's manager with billed days where the finance flag was given", async () => {
    expect((await told("dealer", billing.slug, billing.manager)).FEE_UNLIKE_RUNS).toEqual({});
    await grant(true);
    expect((await told("dealer", billing.slug, billing.manager)).FEE_UNLIKE_RUNS).toEqual({ billedDays: 3, days: 0 });
    await grant(false);
  });

  test("to nobody of another company", async () => {
    expect(await told("dealer", stranger.slug, stranger.owner)).toEqual({});
    await expect(told("reseller", desk.slug, stranger.owner)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
