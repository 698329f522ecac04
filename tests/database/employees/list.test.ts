import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { inTransaction } from "@/lib/server/context";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import {
  countEmployees,
  type EmployeeListRow,
  type EmployeePageRequest,
  listEmployeeRows,
} from "@/lib/server/store/employee-list";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
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

test("a search finds one of 2,000 people by their address, and a wildcard finds nobody", async () => {
  expect(await page({ search: "CROWD-1999@" })).toMatchObject([{ email: "crowd-1999@person.example" }]);
  expect(await page({ search: "%" })).toEqual([]);
});

test("counts who works here and what is open", async () => {
  const counts = await inTransaction(contextOf(dealer, dealer.owner, { isRead: true }), (tx, ctx) =>
    countEmployees(tx, ctx.companyId, toDate(ctx.now)),
  );
  expect(counts).toEqual({ active: 2_004, open: 2 });
});
