import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDealer, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

let db: TestDatabase;
let dealer: Dealer;
let ear: Client;
let heard: string[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
  ear = new Client({ connectionString: db.appUrl });
  await ear.connect();
  ear.on("notification", ({ payload = "" }) => heard.push(payload));
  await ear.query("listen portal_live");
});

beforeEach(() => {
  heard = [];
});

afterAll(async () => {
  await ear.end();
  await db.close();
});

/** Runs one statement as the application's login and returns everything that was signaled up to its end. */
async function signalsOf(sql: string, values: unknown[] = []): Promise<string[]> {
  await db.app.query(sql, values);
  const mark = randomUUID();
  await db.app.query("select pg_notify('portal_live', $1)", [mark]);
  await waitUntil("the mark was heard", async () => heard.includes(mark));
  return heard.splice(0).filter((payload) => payload !== mark);
}

const facts = `insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
  select gen_random_uuid(), 'package.expired', $1, gen_random_uuid(), gen_random_uuid()::text, '{}', now()
  from generate_series(1, $2::int)`;

const lines = `insert into notification (id, account_id, kind, data, href, group_key, at)
  select gen_random_uuid(), id, 'package.resumed', '{}', '/', gen_random_uuid()::text, now() from pro_account`;

test("2,000 facts in one statement are one short signal, and none are none", async () => {
  expect(await signalsOf(facts, [dealer.id, 2_000])).toEqual(["outbox"]);
  expect(await signalsOf(facts, [dealer.id, 0])).toEqual([]);
});

test("a line under the bell names whose it is, when it comes and when it goes", async () => {
  const { id } = dealer.senior;
  expect(await signalsOf(`${lines} where id = $1`, [id])).toEqual([`bell:${id}`]);
  expect(await signalsOf("update notification set done_at = now() where account_id = $1", [id])).toEqual([
    `bell:${id}`,
  ]);
  expect(await signalsOf("update notification set done_at = now() where account_id = $1", [randomUUID()])).toEqual([]);
});

test("lines of two people are one signal; more than a hundred people are all people", async () => {
  const both = [dealer.owner.id, dealer.senior.id];
  const [signal = "", ...more] = await signalsOf(`${lines} where id = any($1)`, [both]);
  expect(more).toEqual([]);
  expect(new Set(signal.slice("bell:".length).split(","))).toEqual(new Set(both));

  await db.owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at)
     select gen_random_uuid(), 'crowd-' || i || '@test.example', 'One of many', 'none', now() from generate_series(1, 101) i`,
  );
  expect(await signalsOf(`${lines} where email::text like 'crowd-%'`)).toEqual(["bell:*"]);
});

test("a clock says which, and a month rollover that it moves; one that stays as it is says nothing", async () => {
  const { clockId } = dealer;
  const move = "update simulation_clock set offset_ms = offset_ms + 1000 where id = $1";
  expect(await signalsOf(move, [clockId])).toEqual([`clock:${clockId}`]);
  expect(
    await signalsOf(
      `insert into rollover_run (id, month, time_zone, clock_id, due_at)
       values (gen_random_uuid(), '2026-10', 'Europe/Kyiv', $1, now())`,
      [clockId],
    ),
  ).toEqual(["rollover"]);
  expect(await signalsOf("update rollover_run set due_count = 1 where clock_id = $1", [clockId])).toEqual(["rollover"]);
  expect(await signalsOf("update rollover_run set due_count = 1 where clock_id = $1", [randomUUID()])).toEqual([]);
});
