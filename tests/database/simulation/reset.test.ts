import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { main } from "@/lib/ops/sim";
import { demoResidents } from "@/prisma/seed/homes";
import { demoAccounts } from "@/prisma/seed/people";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => db.close());

test("reset makes the demo world afresh, in every schema", {
  timeout: 120_000,
}, async () => {
  let output = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += String(text);
    return true;
  });
  await db.owner.query(
    `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
     values (gen_random_uuid(), 'left@home.example', 'Left', 'Over', 'x', now())`,
  );
  expect(await main({ args: ["reset", "--yes", "--json"] })).toBe(0);
  expect(JSON.parse(output.trim().split("\n").at(-1) ?? "")).toMatchObject({ ok: true, verb: "reset", changed: true });
  const { rows } = await db.owner.query<{ homes: string[]; accounts: number }>(
    `select array(select email::text from cloud.end_user order by 1) as homes,
       (select count(*)::int from pro_account) as accounts`,
  );
  expect(rows).toEqual([{ homes: demoResidents.map(({ email }) => email).sort(), accounts: demoAccounts.length }]);
});
