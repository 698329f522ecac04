import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Batch, type Listener, startListening } from "@/lib/server/feed/listen";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

const writers = 24;

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

async function connectApp(): Promise<Client> {
  const client = new Client({ connectionString: db.appUrl });
  await client.connect();
  return client;
}

const insertFacts = `insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
  select id, 'package.activated', $2, id, id || ':1', '{}', now() from unnest($1::uuid[]) id`;

/** Writes facts in many small transactions, each of which commits up to 8 ms after its facts got their numbers. */
async function write(client: Client, rows: number): Promise<string[]> {
  const written: string[] = [];
  while (written.length < rows) {
    const ids = Array.from({ length: Math.min(randomInt(1, 12), rows - written.length) }, () => randomUUID());
    await client.query("begin");
    await client.query(insertFacts, [ids, randomUUID()]);
    await client.query("select pg_sleep(random() * 0.008)");
    await client.query("commit");
    written.push(...ids);
  }
  return written;
}

type Heard = { listener: Listener; ids: string[]; batches: Batch[] };

/** Listens, and resolves once it has come to the present. */
async function listen(): Promise<Heard> {
  const heard: Omit<Heard, "listener"> = { ids: [], batches: [] };
  const listener = startListening(db.appUrl, async (batch) => {
    heard.batches.push(batch);
    heard.ids.push(...batch.changes.map(({ id }) => id));
  });
  await waitUntil("the listener has a position", async () => heard.batches.length > 0);
  return { ...heard, listener };
}

/** Ends the listening connection as a restart of the server would, and answers whether there was one. */
async function cutListeners(): Promise<boolean> {
  const { rows } = await db.app.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'portal_live'`,
  );
  return rows.length > 0;
}

test("I-27: what 24 writers commit late is handed over once each", async () => {
  const clients = await Promise.all(Array.from({ length: writers }, connectApp));
  const { listener, ids } = await listen();
  const written = (await Promise.all(clients.map((client) => write(client, 400)))).flat();
  await waitUntil("everything was heard", async () => ids.length >= written.length);
  await Promise.all([listener.stop(), ...clients.map((client) => client.end())]);

  expect(ids.length).toBe(written.length);
  expect(new Set(ids)).toEqual(new Set(written));
});

test("a transaction that runs for long holds nobody up, and comes when it commits", async () => {
  const { listener, ids } = await listen();
  const [slow, quick] = [randomUUID(), randomUUID()];
  const client = await connectApp();
  await client.query("begin");
  await client.query(insertFacts, [[slow], randomUUID()]);
  await db.app.query(insertFacts, [[quick], randomUUID()]);
  await waitUntil("the quick one was heard", async () => ids.includes(quick));
  expect(ids).toEqual([quick]);
  await client.query("commit");
  await waitUntil("the slow one was heard", async () => ids.includes(slow));
  await Promise.all([listener.stop(), client.end()]);
  expect(ids).toEqual([quick, slow]);
});

test("I-13: the connection is cut again and again while 24 write: nothing is lost, nothing comes twice", async () => {
  const clients = await Promise.all(Array.from({ length: writers }, connectApp));
  const { listener, ids, batches } = await listen();
  const progress = { isOver: false, cuts: 0 };
  const cutting = (async () => {
    while (!progress.isOver || progress.cuts < 10) {
      if (await cutListeners()) progress.cuts += 1;
      await pause(randomInt(20, 120));
    }
  })();
  const written = (await Promise.all(clients.map((client) => write(client, 200)))).flat();
  progress.isOver = true;
  await cutting;
  await waitUntil("everything was heard", async () => ids.length >= written.length);
  await Promise.all([listener.stop(), ...clients.map((client) => client.end())]);

  expect(progress.cuts).toBeGreaterThanOrEqual(10);
  expect(ids.length).toBe(written.length);
  expect(new Set(ids)).toEqual(new Set(written));
  const afterCuts = batches.flatMap(({ signals }) => signals.map(({ name }) => name));
  expect(new Set(afterCuts)).toEqual(new Set(["bell", "clock", "rollover"]));
});

test("a batch that could not be taken is handed over again", async () => {
  let failures = 0;
  const taken: string[] = [];
  const listener = startListening(db.appUrl, async ({ changes }) => {
    if (changes.length > 0 && failures++ < 2) throw new Error("not now");
    taken.push(...changes.map(({ id }) => id));
  });
  const id = randomUUID();
  await waitUntil("the listener is there", async () => {
    const { rows } = await db.owner.query(
      "select from pg_stat_activity where datname = current_database() and application_name = 'portal_live'",
    );
    return rows.length > 0;
  });
  await waitUntil("the fact is taken in the end", async () => {
    if (failures === 0) await db.app.query(insertFacts, [[randomUUID()], randomUUID()]);
    return taken.length > 0;
  });
  await db.app.query(insertFacts, [[id], randomUUID()]);
  await waitUntil("the next one is taken", async () => taken.includes(id));
  await listener.stop();
  expect(taken.length).toBe(new Set(taken).size);
});

test("what is too much to tell one by one is a gap, and reading goes on behind it", async () => {
  const { listener, ids, batches } = await listen();
  const many = Array.from({ length: 10_001 }, () => randomUUID());
  await db.app.query(insertFacts, [many, randomUUID()]);
  await waitUntil("a gap was told", async () => batches.some(({ hasGap }) => hasGap));
  const next = randomUUID();
  await db.app.query(insertFacts, [[next], randomUUID()]);
  await waitUntil("the next one was heard", async () => ids.length > 0);
  await listener.stop();
  expect(ids).toEqual([next]);
});
