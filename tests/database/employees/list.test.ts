import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { inTransaction } from "@/lib/server/context";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import {
  countEmployees,
  countTraces,
  type EmployeeListRow,
  type EmployeePageRequest,
  listEmployeeRows,
} from "@/lib/server/store/employee-list";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Dealer, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
  await owner.query(
    `with people as (
       insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
       select gen_random_uuid(), 'crowd-' || n || '@person.example', 'Same name ' || n % 7, 'none', now(), now()
       from generate_series(1, 2000) n returning id
     )
     insert into employee (id, company_id, account_id, role, joined_at)
     select gen_random_uuid(), $1, id, 'INSTALLER', now() from people`,
    [dealer.id],
  );
  for (const name of ["zoe", "adam"]) {
    const asked = { email: `${name}@nowhere.example`, role: "SERVICE_MANAGER" as const, isKept: true };
    await addEmployee(contextOf(dealer, dealer.owner), asked);
  }
});

afterAll(() => db.close());

function page(request: Partial<EmployeePageRequest>): Promise<EmployeeListRow[]> {
  const whole = { search: null, cursor: null, direction: "FORWARD", limit: 50, ...request } as const;
  return inTransaction(contextOf(dealer, dealer.owner, { isRead: true }), (tx, ctx) =>
    listEmployeeRows(tx, ctx.companyId, toDate(ctx.now), whole),
  );
}

test("the owner comes first, then open offers, then 2,000 people, each once, forward as backward", async () => {
  const rows: EmployeeListRow[] = [];
  for (let cursor: EmployeePageRequest["cursor"] = null; ; cursor = rows.at(-1) ?? null) {
    const next = await page({ cursor });
    rows.push(...next);
    if (next.length < 50) break;
  }
  expect(rows).toHaveLength(2_006);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2_006);
  expect(rows[0]).toMatchObject({ role: "OWNER", state: "ACTIVE" });
  expect(rows.slice(1, 3)).toMatchObject([
    { email: "adam@nowhere.example", state: "WAITING", name: null },
    { email: "zoe@nowhere.example", state: "WAITING", name: null },
  ]);
  const back = await page({ cursor: rows[100] ?? null, direction: "BACKWARD" });
  expect(back.map(({ id }) => id)).toEqual(rows.slice(50, 100).map(({ id }) => id));
});

test("a page of 2,000 people is read within half a second, and a search finds one", async () => {
  const started = elapsedMs();
  await page({});
  expect(elapsedMs() - started).toBeLessThan(500);
  expect(await page({ search: "CROWD-1999@" })).toMatchObject([{ email: "crowd-1999@person.example" }]);
  expect(await page({ search: "%" })).toEqual([]);
});

test("counts who works here and what is open", async () => {
  const counts = await inTransaction(contextOf(dealer, dealer.owner, { isRead: true }), (tx, ctx) =>
    countEmployees(tx, ctx.companyId, toDate(ctx.now)),
  );
  expect(counts).toEqual({ active: 2_004, open: 2 });
});

test("counts what a leaver leaves behind: ends of the own setting, own open requests, hubs installed", async () => {
  await addOffer(owner);
  const busy = await addDealer(owner);
  const reseller = await addReseller(owner);
  await connect(owner, busy, reseller);
  for (const person of [busy.installer, busy.installer, busy.manager]) {
    const hub = await addHub(owner, busy);
    await owner.query(`update hub set installed_by_id = $2 where id = $1`, [hub.key, busy.installer.id]);
    await activatePackage(contextOf(busy, busy.owner), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
    const outcome = await deactivatePackage(contextOf(busy, person), await refOf(owner, hub));
    expect(outcome.ok).toBe(true);
  }
  await owner.query(
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
     values ($1, $2, $3, 'PENDING', $4, $5, $5::timestamptz + interval '90 days')`,
    [randomUUID(), busy.id, (await addReseller(owner, "Another")).id, busy.manager.id, toDate(realNow())],
  );
  const tracesOf = (accountId: string) =>
    inTransaction(contextOf(busy, busy.owner, { isRead: true }), (tx, ctx) =>
      countTraces(tx, ctx.companyId, accountId),
    );
  expect(await tracesOf(busy.installer.id)).toEqual({ scheduledEnds: 2, openRequests: 0, installedHubs: 3 });
  expect(await tracesOf(busy.manager.id)).toEqual({ scheduledEnds: 1, openRequests: 1, installedHubs: 0 });
  expect(await tracesOf(busy.senior.id)).toEqual({ scheduledEnds: 0, openRequests: 0, installedHubs: 0 });
});
