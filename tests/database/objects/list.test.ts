import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { objectListSchema } from "@/lib/schemas/object-list";
import { getObjectsPage, type ObjectsPage } from "@/lib/server/queries/objects";
import { addHub, addOffer } from "../support/dealer";
import { addFleet, addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const now = Temporal.Instant.from("2030-11-20T10:00:00Z");
const activatedAt = Temporal.Instant.from("2030-09-10T09:00:00Z");
const boundary = startOfNextMonth(now, "Europe/Kyiv");

let db: TestDatabase;
let owner: Client;
let dealer: Sandbox;

/** More than three pages, in which names, objects and ends repeat beyond the length of a page. */
beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addSandbox(owner, { now });
  await addFleet(owner, dealer, { name: "Steady", count: 60, activatedAt });
  await addFleet(owner, dealer, { name: "Ending", count: 70, activatedAt, expiresAt: boundary });
  await addFleet(owner, dealer, {
    name: "Later",
    count: 50,
    activatedAt,
    expiresAt: startOfNextMonth(boundary, "UTC"),
  });
  await owner.query("update hub set name = 'Twin' where company_id = $1 and name like 'Steady%'", [dealer.id]);
  request.cookie = await sessionCookie(dealer.installer);
});

afterAll(() => db.close());

const read = (address: Record<string, string>) => getObjectsPage(dealer.slug, objectListSchema.parse(address));
const idsOf = ({ items }: ObjectsPage) => items.map(({ hubId }) => hubId);

/** Turns pages as their links lead, from the first one on to the last and back again. */
async function turnPages(address: Record<string, string>): Promise<{ there: string[][]; back: string[][] }> {
  let page = await read(address);
  const there = [idsOf(page)];
  expect(page.previousCursor).toBeNull();
  while (page.nextCursor) {
    page = await read({ ...address, after: page.nextCursor });
    there.push(idsOf(page));
  }
  const back = [idsOf(page)];
  while (page.previousCursor) {
    page = await read({ ...address, before: page.previousCursor });
    back.unshift(idsOf(page));
  }
  return { there, back };
}

/** The whole order in one statement, without pages. */
async function inOrder(column: string, direction: string): Promise<string[]> {
  const { rows } = await owner.query<{ hubId: string }>(
    `select h.hub_id as "hubId" from hub h join secured_object o on o.id = h.object_id
     join hub_package p on p.hub_id = h.id where h.company_id = $1 and ${column} is not null
     order by ${column} ${direction}, h.id ${direction}`,
    [dealer.id],
  );
  return rows.map(({ hubId }) => hubId);
}

describe("pages of the list", () => {
  const orders = [
    { sort: "name", column: "h.name", hubs: 180 },
    { sort: "object", column: "o.name", hubs: 180 },
    { sort: "ends", column: "p.expires_at", hubs: 120 },
  ].flatMap((order) => ["asc", "desc"].map((dir) => ({ ...order, dir })));

  test.each(orders)("by $sort $dir show each hub once, there and back", async ({ sort, column, hubs, dir }) => {
    const { there, back } = await turnPages({ sort, dir });
    expect(there.flat()).toEqual(await inOrder(column, dir));
    expect(there.flat()).toHaveLength(hubs);
    expect(back.flat()).toEqual(there.flat());
  });

  test("go on where the last one ended, whatever came before it meanwhile", async () => {
    const first = await read({});
    const next = await read({ after: first.nextCursor ?? "" });
    const early = await addHub(owner, dealer);
    await owner.query("update hub set name = 'A first one' where id = $1", [early.key]);
    expect(idsOf(await read({}))[0]).toBe(early.hubId);
    expect(idsOf(await read({ after: first.nextCursor ?? "" }))).toEqual(idsOf(next));
  });
});

test("an address with a place made by hand shows the first page", async () => {
  const first = idsOf(await read({}));
  for (const after of ["x", Buffer.from('["Twin","1 or 1=1"]').toString("base64url"), "%00"]) {
    expect(idsOf(await read({ after }))).toEqual(first);
  }
});

test("filters narrow each other, and their matches are counted", async () => {
  await owner.query(
    `update hub set is_online = false, online_since = null, last_seen_at = now()
     where company_id = $1 and (name like 'Later 1_' or name = 'Twin')`,
    [dealer.id],
  );
  const page = await read({ offline: "1", tile: "expires-soon", reseller: dealer.reseller.id });
  expect(page.items.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, i) => `Later 1${i}`));
  expect(page.matches).toBe(10);
});

describe("search", () => {
  const iccid = "89380000000000123456";

  beforeAll(async () => {
    const hub = await addHub(owner, dealer);
    await owner.query("update hub set name = 'Підвал', hub_id = '00ABCDE9' where id = $1", [hub.key]);
    await owner.query("update ajax_sim set iccid = $2 where id = $1", [hub.simId, iccid]);
    await owner.query(
      "update secured_object set name = 'Bakery', address = 'Lypska 5, flat 100%', reference = 'K-77' where id = $1",
      [hub.objectId],
    );
    const stranger = await addSandbox(owner, { now });
    const other = await addHub(owner, stranger);
    await owner.query("update secured_object set name = 'Bakery', reference = 'K-77' where id = $1", [other.objectId]);
  });

  test.each([
    ["the hub's name, in any case", "ПІДВАЛ"],
    ["the object's name", "bakery"],
    ["the address", "lypska 5"],
    ["the own reference", "k-77"],
    ["a part of the hub's ID", "abcde9"],
    ["the SIM's number, in groups", "8938 0000 0000 0012 3456"],
    ["the beginning of the SIM's number", "893800000000001234"],
    ["words of several of them", "k-77 lypska підвал"],
    ["signs that are wildcards elsewhere", "100%"],
  ])("finds by %s the company's own hub alone", async (_what, q) => {
    const page = await read({ q });
    expect(idsOf(page)).toEqual(["00ABCDE9"]);
    expect(page.matches).toBe(1);
  });

  test.each(["bakery steady", "l%5", "k_77", "380000"])("finds nothing by %j", async (q) => {
    expect(await read({ q })).toMatchObject({ items: [], matches: 0, nextCursor: null });
  });
});
