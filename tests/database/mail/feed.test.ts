import { randomInt, randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystemTransaction } from "@/lib/server/context";
import { takeEvents } from "@/lib/server/feed/read";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

const writers = 24;
const rowsInAll = 20_000;

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

/**
 * Writes facts in many small transactions, each of which commits up to 8 ms after its facts got their numbers, and as
 * many that do not concern the reader. Returns the ids of those that do.
 */
async function write(client: Client, rows: number): Promise<string[]> {
  const written: string[] = [];
  while (written.length < rows) {
    const ids = Array.from({ length: Math.min(randomInt(1, 12), rows - written.length) }, () => randomUUID());
    await client.query("begin");
    const companyId = randomUUID();
    await append(client, "hub.update", { ids: ids.map(() => randomUUID()), companyId });
    await append(client, "package.activated", { ids, companyId });
    await client.query("select pg_sleep(random() * 0.008)");
    await client.query("commit");
    written.push(...ids);
  }
  return written;
}

async function append(client: Client, kind: string, { ids, companyId }: { ids: string[]; companyId: string }) {
  await client.query(
    `insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
     select id, $3, $2, id, id || ':1', '{}', now() from unnest($1::uuid[]) id`,
    [ids, companyId, kind],
  );
}

/** What is written in all, once it is, and what the readers have taken together. */
type Progress = { written: number | null; taken: number };

/**
 * Reads until all is taken that was written. Other databases of the server hold the reader back while their
 * transactions run, so an empty page alone is no end.
 */
async function takeAll(progress: Progress): Promise<string[]> {
  const taken: string[] = [];
  await waitUntil("all that was written is taken", async () => {
    const page = await inSystemTransaction((tx) => takeEvents(tx, "bell", 300));
    taken.push(...page.map(({ id }) => id));
    progress.taken += page.length;
    return progress.written !== null && page.length === 0 && progress.taken >= progress.written;
  });
  return taken;
}

/** What a reader would get that goes by the number alone, as one must not. */
async function takeByNumberUntil(isOver: () => boolean): Promise<number> {
  let last = "0";
  let taken = 0;
  for (;;) {
    const isLast = isOver();
    const { rows } = await db.owner.query<{ seq: string }>(
      "select seq from outbox where kind = 'package.activated' and seq > $1 order by seq limit 300",
      [last],
    );
    taken += rows.length;
    last = rows.at(-1)?.seq ?? last;
    if (isLast && rows.length === 0) return taken;
  }
}

test("I-27: two readers miss nothing that 24 writers commit late, and take nothing twice", async () => {
  const clients = Array.from({ length: writers }, () => new Client({ connectionString: db.appUrl }));
  for (const client of clients) await client.connect();
  const warmUp = () => inSystemTransaction((tx) => takeEvents(tx, "bell", 1));
  await Promise.all([warmUp(), warmUp()]);
  const progress: Progress = { written: null, taken: 0 };
  const isWritten = () => progress.written !== null;
  const reading = Promise.all([takeAll(progress), takeAll(progress), takeByNumberUntil(isWritten)]);
  const share = Math.ceil(rowsInAll / writers);
  const written = (await Promise.all(clients.map((client) => write(client, share)))).flat();
  progress.written = written.length;
  const [one, other, byNumber] = await reading;
  await Promise.all(clients.map((client) => client.end()));

  const taken = [...one, ...other];
  expect(taken.length).toBe(written.length);
  expect(new Set(taken)).toEqual(new Set(written));
  expect(byNumber).toBeLessThan(written.length);
});

test("what does not concern a reader is passed over for good", async () => {
  await db.owner.query(
    `insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
     select gen_random_uuid(), 'hub.update', id, id, 'passed:' || id, '{}', now() from (select gen_random_uuid() as id) one`,
  );
  await waitUntil("the reader stands behind everything", async () => {
    expect(await inSystemTransaction((tx) => takeEvents(tx, "bell", 300))).toEqual([]);
    const { rows } = await db.owner.query(
      "select from outbox o, feed_cursor c where c.reader = 'bell' and (o.turn, o.seq) > (c.turn, c.seq)",
    );
    return rows.length === 0;
  });
});
