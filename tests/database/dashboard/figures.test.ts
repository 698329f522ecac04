import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { objectListSchema } from "@/lib/schemas/object-list";
import { getServicesDashboard, type ServicesDashboard } from "@/lib/server/queries/dashboard";
import { getObjectsPage } from "@/lib/server/queries/objects";
import { getUpcoming } from "@/lib/server/queries/upcoming";
import { addDealer, addHub, addOffer, type Person } from "../support/dealer";
import { addFleet, addSandbox, type FleetShape, type Sandbox, showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const at = (text: string) => Temporal.Instant.from(text);
const now = at("2030-11-20T10:00:00Z");
const boundary = startOfNextMonth(now, "Europe/Kyiv");

let db: TestDatabase;
let owner: Client;
let dealer: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  // However long the filling takes, the clock has not come to `now` yet, to be put there by the test that counts minutes.
  dealer = await addSandbox(owner, { now: now.subtract({ minutes: 20 }) });
  const earlier = at("2030-09-10T09:00:00Z");
  const shapes: FleetShape[] = [
    { name: "Steady", count: 5, activatedAt: earlier },
    { name: "New", count: 4, activatedAt: at("2030-11-03T09:00:00Z") },
    { name: "Ending", count: 3, activatedAt: earlier, expiresAt: boundary },
    { name: "Ending later", count: 2, activatedAt: earlier, expiresAt: startOfNextMonth(boundary, "Europe/Kyiv") },
    { name: "Waiting", count: 2, activatedAt: now.subtract({ hours: 1 }), confirmBy: now.add({ hours: 23 }) },
    { name: "Silent", count: 1, activatedAt: now.subtract({ hours: 30 }), confirmBy: now.subtract({ hours: 6 }) },
    { name: "Over", count: 2, activatedAt: earlier, expiresAt: now.subtract({ hours: 1 }) },
    { name: "Stopped", count: 3, activatedAt: earlier },
  ];
  for (const shape of shapes) await addFleet(owner, dealer, shape);
  for (const hasSim of [true, true, false]) await addHub(owner, dealer, { hasSim });
  await owner.query(
    `with stopped as (
       update hub_package p set status = 'INACTIVE', ended_at = $2, end_reason = 'STOPPED', version = 2
       from hub h where h.id = p.hub_id and h.company_id = $1 and h.name like 'Stopped%' returning p.sim_id
     )
     update ajax_sim s set desired_status = 'DISABLED', desired_version = 2, desired_at = $2,
       reported_status = 'DISABLED', reported_version = 2, reported_at = $2
     from stopped where s.id = stopped.sim_id`,
    [dealer.id, "2030-11-05T10:00:00Z"],
  );
  await owner.query(
    `update hub set installed_by_id = case when name like 'New%' then $2::uuid else $3::uuid end
     where company_id = $1 and name <> 'Shop hub'`,
    [dealer.id, dealer.installer.id, dealer.manager.id],
  );
  await owner.query(
    `update ajax_sim s set condition = 'DEFECTIVE' from hub h where h.id = s.hub_id and h.name in ('New 1', 'Steady 1')`,
  );
  await enter(dealer.manager);
});

afterAll(() => db.close());

async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

async function readDashboard(): Promise<ServicesDashboard> {
  const found = await getServicesDashboard(dealer.slug);
  if (!found.isEnrolled) throw new Error("The dealer of this test is enrolled.");
  return found.page;
}

/** Recounts by the list that a figure opens. */
async function countListed(query: Record<string, string>): Promise<number> {
  const { matches } = await getObjectsPage(dealer.slug, objectListSchema.parse(query));
  return matches ?? 0;
}

const tiles = {
  ACTIVE: "activated",
  ACTIVATING: "activating",
  EXPIRING: "expires-soon",
  INACTIVE: "activation-required",
} as const;

const countNames = {
  ACTIVE: "active",
  ACTIVATING: "activating",
  EXPIRING: "expiring",
  INACTIVE: "inactive",
} as const;

test("counts what stands in the rows", async () => {
  await showInstant(owner, dealer.clockId, now);
  const page = await readDashboard();
  expect(page.counts).toMatchObject({ active: 9, activating: 2, expiring: 5, inactive: 9 });
  expect(page).toMatchObject({ neverActivated: 3, startedThisMonth: 7, endedThisMonth: 6, ends: { next: 3, all: 5 } });
  expect(page.simProblems).toBe(3);
  expect(page.boundary).toEqual({ at: "2030-11-30T22:00:00Z", month: "2030-11", days: 10, hours: 11, minutes: 59 });
});

test("every figure is the size of the list it opens", async () => {
  const page = await readDashboard();
  expect(page.neverActivated).toBe(await countListed({ run: "never" }));
  expect(page.startedThisMonth).toBe(await countListed({ run: "started" }));
  expect(page.ends.next).toBe(await countListed({ run: "ending" }));
  expect(page.endedThisMonth).toBe(await countListed({ run: "ended" }));
  expect(page.simProblems).toBe(await countListed({ sim: "problem" }));
  const states = Object.entries(tiles) as [keyof typeof tiles, string][];
  for (const [state, tile] of states) {
    expect(page.counts[countNames[state]], tile).toBe(await countListed({ tile }));
    for (const share of page.resellers) {
      if (state !== "INACTIVE") expect(share[state]).toBe(await countListed({ tile, reseller: share.id ?? "" }));
    }
    for (const share of page.installers) {
      if (share.id)
        expect(share[state], `${share.name} ${tile}`).toBe(await countListed({ tile, installer: share.id }));
    }
  }
  const byPayer = page.resellers.map(({ name, ACTIVE, ACTIVATING, EXPIRING }) => [name, ACTIVE, ACTIVATING, EXPIRING]);
  expect(byPayer).toEqual([[dealer.reseller.name, 9, 2, 5]]);
  expect(page.installers.at(-1)).toMatchObject({ id: null, INACTIVE: 3 });
});

test("a SIM that serves another hub is a problem of the hub it sits in", async () => {
  const before = (await readDashboard()).simProblems;
  const [lender] = (
    await owner.query<{ simId: string }>(
      "select s.id as \"simId\" from ajax_sim s join hub h on h.id = s.hub_id where h.name = 'Steady 2'",
    )
  ).rows;
  const borrower = await addHub(owner, dealer, { hasSim: false });
  await owner.query("update ajax_sim set hub_id = $2, slot = 1 where id = $1", [lender?.simId, borrower.key]);
  const page = await readDashboard();
  expect(page.simProblems).toBe(before + 2);
  expect(page.simProblems).toBe(await countListed({ sim: "problem" }));
});

test("upcoming changes list what is still to come, the next end first", async () => {
  const found = await getUpcoming(dealer.slug, {});
  if (!found.isEnrolled) throw new Error("The dealer of this test is enrolled.");
  expect(found.page.rows.map(({ hubName, at }) => [hubName.replace(/ \d$/, ""), at])).toEqual([
    ...Array(3).fill(["Ending", "2030-11-30T22:00:00.000Z"]),
    ...Array(2).fill(["Ending later", "2030-12-31T22:00:00.000Z"]),
  ]);
  expect(found.page.counts).toMatchObject({ nextEnds: 3, nextMoves: 0 });
  expect(found.page).toMatchObject({ previousCursor: null, nextCursor: null });
});

test("the tab is for owner and managers, and names the owner before enrollment", async () => {
  await enter(dealer.installer);
  await expect(getServicesDashboard(dealer.slug)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getUpcoming(dealer.slug, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  const fresh = await addDealer(owner, { isEnrolled: false });
  await enter(fresh.manager);
  await expect(getServicesDashboard(dealer.slug)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(getServicesDashboard(fresh.slug)).resolves.toMatchObject({
    isEnrolled: false,
    page: { owner: fresh.owner.name },
  });
  await enter(dealer.manager);
});

test("figures of the new month begin anew", async () => {
  await showInstant(owner, dealer.clockId, boundary.add({ minutes: 1 }));
  const page = await readDashboard();
  expect(page).toMatchObject({ startedThisMonth: 0, endedThisMonth: await countListed({ run: "ended" }) });
  expect(page.boundary).toMatchObject({ month: "2030-12", days: 30 });
  expect(page.counts.inactive).toBe(await countListed({ tile: "activation-required" }));
});
