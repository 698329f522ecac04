import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { at } from "@/lib/domain/testing/packages";
import { getDifferences } from "@/lib/server/queries/differences";
import { getOwnDifferences, type OwnDifferences } from "@/lib/server/queries/own-differences";
import { addAdmin } from "../resellers/desk";
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
const differences = 450;

let db: TestDatabase;
let billing: Billing;
let desk: Desk;

/** A dealer's hub with 450 differences in two nights, more in each than a page shows, and one that is gone. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since: at("2026-11-01T08:00:00Z") });
  desk = await addDesk(db.owner, billing.reseller);
  const [hub] = await addRuns(db.owner, billing, [[]]);
  await db.owner.query(
    `insert into difference (id, kind, subject, company_id, reseller_id, hub_id, data, found_at, seen_at, closed_at)
     select gen_random_uuid(), 'BILLED_TWICE', 'package:' || n, $1, $2, $3, '{}', found, found, case when n = 0 then found end
     from generate_series(0, $4) n cross join lateral (select date '2026-11-30' + n % 2 as found) f`,
    [billing.id, billing.reseller.id, hub?.key, differences],
  );
});

afterAll(() => db.close());

type Page = Pick<OwnDifferences, "isFirst" | "nextCursor"> & { items: { id: string; foundAt: string }[] };

async function readAll(read: (after: string | undefined) => Promise<Page>): Promise<Page[]> {
  const pages = [await read(undefined)];
  for (let after = pages[0]?.nextCursor; after; after = pages.at(-1)?.nextCursor) pages.push(await read(after));
  return pages;
}

function expectAllOf(pages: readonly Page[]): void {
  expect(pages.map(({ items, isFirst }) => [items.length, isFirst])).toEqual([
    [200, true],
    [200, false],
    [50, false],
  ]);
  const items = pages.flatMap((page) => page.items);
  expect(new Set(items.map(({ id }) => id)).size).toBe(differences);
  const found = items.map(({ foundAt }) => foundAt);
  expect(found).toEqual([...found].sort().reverse());
}

const enter = async (person: Pick<Person, "id">) => {
  request.cookie = await sessionCookie(person);
};

test.each(["dealer", "reseller"] as const)(
  "a %s turns the pages of every open difference, newest first",
  async (side) => {
    await enter(side === "dealer" ? billing.owner : desk.manager);
    const slug = side === "dealer" ? billing.slug : desk.slug;
    expectAllOf(await readAll((after) => getOwnDifferences(side, slug, after)));
  },
);

test("the platform's admin turns the pages of all companies' open differences, and nobody else does", async () => {
  await enter({ id: (await addAdmin(db.owner)).accountId });
  expectAllOf(await readAll(getDifferences));
  await enter(desk.manager);
  await expect(getDifferences(undefined)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an address that was tampered with leads to the first page", async () => {
  await enter(billing.owner);
  const { isFirst, items } = await getOwnDifferences("dealer", billing.slug, "not-a-place");
  expect([isFirst, items.length]).toEqual([true, 200]);
});
