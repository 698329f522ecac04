import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction, type Transaction } from "@/lib/server/context";
import { kept, nameStatement } from "@/lib/server/store/kept-statements";
import { addDealer, contextOf, type Dealer } from "./support/dealer";
import { openTestDatabase, type TestDatabase } from "./support/open";

let db: TestDatabase;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
});
afterAll(async () => {
  await db.close();
});

async function listPrepared(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements`;
  return rows.map(({ statement }) => statement.trim());
}

const ask = (tx: Transaction, word: string) => tx.$queryRaw`${kept} select ${word} as word`;

test("a connection keeps what is marked once, however often it runs, and nothing else", async () => {
  const statements = await inTransaction(contextOf(dealer, dealer.owner), async (tx) => {
    for (const word of ["one", "two", "three"]) await ask(tx, word);
    await tx.$queryRaw`select ${"four"} as word`;
    return listPrepared(tx);
  });
  expect(statements.filter((statement) => statement.endsWith("as word"))).toEqual(["/* kept */ select $1 as word"]);
  expect(statements.filter((statement) => !statement.startsWith("/* kept */"))).toEqual([]);
});

test("the company's context is read by a kept statement", async () => {
  const statements = await inTransaction(contextOf(dealer, dealer.owner), listPrepared);
  expect(statements.filter((statement) => statement.includes("app.company_id"))).toHaveLength(1);
});

test("equal texts have one name, others another, and what is not marked has none", () => {
  const [one, same, other] = ["/* kept */ select 1", "/* kept */ select 1", "/* kept */ select 2"].map((sql) =>
    nameStatement({ sql }),
  );
  expect(one).toBe(same);
  expect(one).not.toBe(other);
  expect(one).toMatch(/^kept_[0-9a-f]{32}$/);
  expect(nameStatement({ sql: "select 1 /* kept */" })).toBe("");
});
