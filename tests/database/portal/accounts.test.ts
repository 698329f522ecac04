import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { type AccountListParams, accountListSchema } from "@/lib/schemas/billed-accounts";
import { closeLimits } from "@/lib/server/limits";
import { getAccountPage } from "@/lib/server/queries/billed-account";
import { accountColumns, getAccountsPage, openAccountsExport } from "@/lib/server/queries/billed-accounts";
import { getDealerPage } from "@/lib/server/queries/dealer";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { addBilling, addRuns, type Billing, connectSince, endWithMonth, type HubWithRuns } from "../support/billing";
import { addDealer, addHub, addOffer, contextOf, type Dealer, type Person, refOf } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
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
const kyiv = "Europe/Kyiv";
const live = { zone: kyiv, confirmedAt: since, endedAt: null };

/** What no reseller may ever read: words that stand in the hub's, the object's and the end user's names alone. */
const canary = "CANARY";

let db: TestDatabase;
let owner: Client;
let billing: Billing;
let desk: Desk;
let other: Dealer & { connectionId: string };
/** Hubs by what became of them. */
let hubs: Record<"live" | "ends" | "waits" | "failed" | "ended" | "back" | "over" | "october", HubWithRuns>;

async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

const list = (params: Partial<Record<keyof AccountListParams, string>> = {}) =>
  getAccountsPage(desk.slug, accountListSchema.parse(params));

const numbersOf = async (params: Partial<Record<keyof AccountListParams, string>>) =>
  (await list(params)).items.map(({ hubNumber }) => hubNumber).sort();

const numbers = (...names: (keyof typeof hubs)[]) => names.map((name) => hubs[name].hubId).sort();

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  billing = await addBilling(owner, { now, since });
  desk = await addDesk(owner, billing.reseller);
  const made = await addRuns(owner, billing, [
    [live],
    [live],
    [{ ...live, confirmedAt: null, activatedAt: now.subtract({ hours: 1 }) }],
    [{ ...live, confirmedAt: null, activatedAt: at("2026-10-03T08:00:00Z"), endedAt: at("2026-10-04T08:00:00Z") }],
    [{ ...live, endedAt: at("2026-11-05T08:00:00Z") }],
    [
      { ...live, endedAt: at("2026-10-10T08:00:00Z") },
      { ...live, confirmedAt: at("2026-11-02T08:00:00Z") },
    ],
    [live],
    [{ ...live, confirmedAt: at("2026-10-05T08:00:00Z"), endedAt: at("2026-10-20T08:00:00Z") }],
  ]);
  const [first, second, third, fourth, fifth, sixth, seventh, eighth] = made as [
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
    HubWithRuns,
  ];
  hubs = {
    live: first,
    ends: second,
    waits: third,
    failed: fourth,
    ended: fifth,
    back: sixth,
    over: seventh,
    october: eighth,
  };
  await endWithMonth(owner, hubs.ends.key, startOfNextMonth(now, kyiv));
  await endWithMonth(owner, hubs.over.key, now.subtract({ hours: 1 }));
  other = await addOther();
  await addRuns(owner, { ...other, reseller: billing.reseller }, [[{ ...live, zone: "Pacific/Auckland" }]]);
  await owner.query(`update hub set name = '${canary} hub'`);
  await owner.query(`update secured_object set name = '${canary} villa', address = '${canary} street 1',
    reference = '${canary}-7', end_user_name = '${canary} Ivanenko'`);
  await enter(desk.manager);
});

async function addOther(): Promise<Dealer & { connectionId: string }> {
  const dealer = await addDealer(owner, { timeZone: "Pacific/Auckland" });
  await owner.query("update company set name = '=Other Ltd', clock_id = $2 where id = $1", [
    dealer.id,
    billing.clockId,
  ]);
  return { ...dealer, connectionId: await connectSince(owner, { dealer, reseller: billing.reseller, since }) };
}

beforeEach(() => closeLimits());
afterAll(() => db.close());

describe("the list of accounts", () => {
  test("holds every account once, by what its latest run reads as", async () => {
    const page = await list();
    const states = new Map(page.items.map((item) => [item.hubNumber, item.state]));
    expect(page.items).toHaveLength(8);
    expect(states.get(hubs.live.hubId)).toBe("LIVE");
    expect(states.get(hubs.ends.hubId)).toBe("ENDS");
    expect(states.get(hubs.waits.hubId)).toBe("ACTIVATING");
    expect(states.get(hubs.ended.hubId)).toBe("ENDED");
    expect(states.get(hubs.over.hubId)).toBe("ENDED");
    expect(states.get(hubs.back.hubId)).toBe("LIVE");
    expect(states.has(hubs.failed.hubId), "never confirmed, never billed").toBe(false);
    const back = page.items.find(({ hubNumber }) => hubNumber === hubs.back.hubId);
    expect(back).toMatchObject({ from: "2026-11-02T08:00:00.000Z", to: null });
    expect(page.counts).toEqual({ live: 5, ends: 1, activating: 1, ended: 3 });
    expect(page.matches).toBeNull();
  });

  test("is narrowed by state, and each figure is the size of its list", async () => {
    const { counts } = await list();
    expect(await numbersOf({ state: "ends" })).toEqual(numbers("ends"));
    expect(await numbersOf({ state: "activating" })).toEqual(numbers("waits"));
    expect(await numbersOf({ state: "ended" })).toEqual(numbers("ended", "over", "october"));
    for (const state of ["live", "ends", "activating", "ended"] as const) {
      const page = await list({ state });
      expect(page.items, state).toHaveLength(counts[state]);
      expect(page.matches).toBe(counts[state]);
    }
  });

  test("is narrowed by dealer, with that dealer's figures; a stranger's name is not told", async () => {
    const page = await list({ dealer: other.id });
    expect(page).toMatchObject({ dealerName: "=Other Ltd", counts: { live: 1, ends: 0, activating: 0, ended: 0 } });
    expect(page.items).toHaveLength(1);
    const stranger = await addDealer(owner);
    expect(await list({ dealer: stranger.id })).toMatchObject({ dealerName: null, items: [], matches: 0 });
    expect((await list()).dealers?.map(({ id }) => id)).not.toContain(stranger.id);
  });

  test("is narrowed by month as statements count it, by each zone's own calendar", async () => {
    expect(await numbersOf({ month: "2026-10", dealer: billing.id })).toEqual(
      numbers("live", "ends", "ended", "back", "over", "october"),
    );
    expect(await numbersOf({ month: "2026-11", dealer: billing.id })).toEqual(
      numbers("live", "ends", "ended", "back", "over"),
    );
    expect(await numbersOf({ month: "2026-08" })).toEqual([]);
    const october = await list({ month: "2026-10", dealer: billing.id });
    expect(october.items.find(({ hubNumber }) => hubNumber === hubs.back.hubId)).toMatchObject({
      to: "2026-10-10T08:00:00.000Z",
      state: "ENDED",
    });
    expect(october.matches).toBe(6);
  });

  test("is searched by the beginning of the hub ID, in any case and grouping", async () => {
    const { hubId } = hubs.live;
    expect(await numbersOf({ q: hubId.toLowerCase() })).toEqual([hubId]);
    expect(await numbersOf({ q: `${hubId.slice(0, 4)} ${hubId.slice(4, 7)}` })).toContain(hubId);
    expect(await numbersOf({ q: "FFFFFFFF" })).toEqual([]);
    expect(await numbersOf({ q: "%" })).toEqual([]);
    expect(await numbersOf({ q: "GG" })).toEqual([]);
  });

  test("pages by keyset both ways over live and ended accounts alike", async () => {
    const many = await addBilling(owner, { now, since });
    const shop = await addDesk(owner, many.reseller);
    const runs = Array.from({ length: 130 }, (_, n) => [
      {
        zone: kyiv,
        confirmedAt: since.add({ hours: n % 60 }),
        endedAt: n % 3 === 0 ? since.add({ hours: 24 * 20 }) : null,
      },
    ]);
    await addRuns(owner, many, runs);
    await enter(shop.owner);
    const page = (params: Record<string, string>) => getAccountsPage(shop.slug, accountListSchema.parse(params));
    const seen: string[] = [];
    let shown = await page({});
    seen.push(...shown.items.map(({ hubNumber }) => hubNumber));
    while (shown.nextCursor) {
      shown = await page({ after: shown.nextCursor });
      seen.push(...shown.items.map(({ hubNumber }) => hubNumber));
    }
    expect(seen).toHaveLength(130);
    expect(new Set(seen).size).toBe(130);
    const back = await page({ before: shown.previousCursor ?? "" });
    expect(back.items.map(({ hubNumber }) => hubNumber)).toEqual(seen.slice(50, 100));
    await enter(desk.manager);
  });
});

describe("one account", () => {
  test("tells its runs, the latest first, and who did what to them", async () => {
    const page = await getAccountPage(desk.slug, hubs.back.hubId.toLowerCase());
    expect(page).toMatchObject({
      hubNumber: hubs.back.hubId,
      state: "LIVE",
      runs: [
        { from: "2026-11-02T08:00:00.000Z", to: null, state: "LIVE" },
        { from: "2026-09-01T08:00:00.000Z", to: "2026-10-10T08:00:00.000Z", endReason: "STOPPED", state: "ENDED" },
      ],
    });
  });

  test("tells the acts that made it, without the dealer's own words for them", async () => {
    const hub = await addHub(owner, billing);
    const act = contextOf(billing, billing.manager, { isRead: true });
    const payer = { resellerId: billing.reseller.id, slot: null };
    const started = await activatePackage(act, { ...(await refOf(owner, hub)), ...payer, offerCode: "AJAX_SIM" });
    expect(started.ok).toBe(true);
    expect((await stopPackage(act, await refOf(owner, hub))).ok).toBe(true);
    await owner.query(
      `insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_name, action, subject_id,
         subject_version, hub_id, reason, origin, at, effective_at)
       select gen_random_uuid(), company_id, counterpart_id, 'PERSON', actor_name, 'package.resumed', subject_id, 9,
         hub_id, $2, 'DESKTOP', at, at from audit_entry where hub_id = $1 and action = 'package.stopped'`,
      [hub.key, `${canary} has moved`],
    );
    const page = await getAccountPage(desk.slug, hub.hubId);
    expect(page.runs).toMatchObject([{ state: "ENDED", from: null, endReason: "STOPPED" }]);
    expect(
      page.entries.map(({ action, actorName, actorCompany, reason }) => [action, actorName, actorCompany, reason]),
    ).toEqual([
      ["package.resumed", billing.manager.name, billing.name, null],
      ["package.stopped", billing.manager.name, billing.name, null],
      ["package.activated", billing.manager.name, billing.name, null],
    ]);
    expect(JSON.stringify(page)).not.toContain(canary);
  });

  test("is not found where the hub was never billed here, is another reseller's, or is none", async () => {
    const stranger = await addHub(owner, billing);
    const elsewhere = await addBilling(owner, { now, since });
    const [foreign] = await addRuns(owner, elsewhere, [[live]]);
    for (const hubId of [stranger.hubId, foreign?.hubId ?? "", "nonsense", "FFFFFFFF"]) {
      await expect(getAccountPage(desk.slug, hubId), hubId).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});

describe("nobody learns whose home it is", () => {
  test("no page and no export of a reseller holds a hub's name, an object or an end user", async () => {
    const shown = [
      await list(),
      await list({ state: "live" }),
      await list({ month: "2026-10" }),
      await getDealerPage(desk.slug, billing.connectionId),
      ...(await Promise.all(Object.values(hubs).map(({ hubId }) => getAccountPage(desk.slug, hubId)))),
    ];
    expect(JSON.stringify(shown)).not.toContain(canary);
    const { rows } = await openAccountsExport(desk.slug, accountListSchema.parse({}));
    expect(JSON.stringify(await Array.fromAsync(rows))).not.toContain(canary);
  });

  test("searching for such a name finds nothing", async () => {
    for (const q of [canary, "CANARY villa", "Ivanenko"]) expect(await numbersOf({ q }), q).toEqual([]);
  });
});

describe("the export", () => {
  const read = async (params: Record<string, string>) => {
    const { rows, day } = await openAccountsExport(desk.slug, accountListSchema.parse(params));
    return { rows: await Array.fromAsync(rows), day };
  };

  test("holds what the filter matches, with stable keys and times of each account's own zone", async () => {
    expect(accountColumns).toEqual([
      "hub_id",
      "dealer",
      "dealer_number",
      "package",
      "state",
      "from",
      "to",
      "end_reason",
      "activated_at",
      "billing_zone",
      "run_id",
    ]);
    const { rows, day } = await read({ dealer: other.id });
    expect(day).toBe("2026-11-22");
    expect(rows).toEqual([
      expect.objectContaining({
        dealer: "=Other Ltd",
        package: "AJAX_SIM",
        state: "LIVE",
        from: "2026-09-01T20:00:00+12:00[Pacific/Auckland]",
        to: "",
        billing_zone: "Pacific/Auckland",
      }),
    ]);
    expect((await read({ state: "ended" })).rows.map(({ hub_id }) => hub_id).sort()).toEqual(
      numbers("ended", "over", "october"),
    );
  });

  test("is given five times an hour", async () => {
    await enter(desk.owner);
    for (let n = 0; n < 5; n++) await read({ state: "ends" });
    await expect(read({})).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await enter(desk.manager);
  });

  test("is for those who may see accounts", async () => {
    await enter(billing.owner);
    await expect(read({})).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(list()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await enter(desk.manager);
    await owner.query("update employee set role = 'INSTALLER' where account_id = $1", [desk.manager.id]);
    await expect(read({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(list()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await owner.query("update employee set role = 'SERVICE_MANAGER' where account_id = $1", [desk.manager.id]);
  });
});
