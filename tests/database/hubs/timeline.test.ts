import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { type PlaceParams, placeSchema } from "@/lib/schemas/history";
import { printTimelineCursor } from "@/lib/schemas/timeline";
import { inSystemTransaction, inTransaction, type Transaction } from "@/lib/server/context";
import { type HubTimeline, readHubTimeline } from "@/lib/server/queries/hub-timeline";
import { world } from "@/lib/sim/port";
import { addStation, feel } from "../stations/world";
import { addDealer, addHub, contextOf, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let dealer: Dealer;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
  hub = await addHub(db.owner, dealer);
  await db.owner.query(
    `update hub set is_online = true, has_ethernet = true, ethernet = ethernet || '{"enabled": true}' where id = $1`,
    [hub.key],
  );
  for (const isOpen of [true, false]) {
    await inSystemTransaction((tx) =>
      world().stimulate(tx, [{ hubKey: hub.key, at: realNow(), stimulus: { to: "HUB", what: "LID", isOpen } }]),
    );
  }
});
afterAll(() => db.close());

const pageFor = (reader: Dealer, of: TestHub, asked: PlaceParams = {}) =>
  inTransaction(contextOf(reader, reader.owner), (tx, ctx) => readHubTimeline(tx, ctx, of.key, asked));

/** Events of the newest page in its order. */
async function eventsFor(reader: Dealer) {
  const { order, events } = await pageFor(reader, hub);
  return order.flatMap((id) => events.find((event) => event.id === id) ?? []);
}

test("F17: what a hub tells stands in its timeline, newest first", async () => {
  expect((await eventsFor(dealer)).map(({ eventTag, transition }) => [eventTag, transition])).toEqual([
    ["LidClosed", "RECOVERED"],
    ["LidOpen", "TRIGGERED"],
  ]);
});

test("F17: another company reads nothing of it, and neither updates nor acts are events", async () => {
  expect((await pageFor(await addDealer(db.owner), hub)).order).toEqual([]);
  await db.owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     values ($1, 'hub.moved', $2, $3, $3, $4, '{}', now())`,
    [randomUUID(), dealer.id, hub.key, randomUUID()],
  );
  expect(await eventsFor(dealer)).toHaveLength(2);
});

/** Adds events, four to an instant, and as many acts of people and jobs, five to an instant. */
async function addHistory(of: TestHub, count: number): Promise<void> {
  await db.owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     select gen_random_uuid(), kind, company_id, subject_id, $2, gen_random_uuid()::text, payload,
       timestamptz '2026-01-01' + n / 4 * interval '10 seconds'
     from outbox, generate_series(1, $3::int) n
     where id = (select id from outbox where hub_id = $1 and kind = 'hub.event' limit 1)`,
    [hub.key, of.key, count],
  );
  // A job writes down late what took effect long before, so its instant of writing tells nothing of the order.
  await db.owner.query(
    `insert into audit_entry (id, company_id, actor_kind, actor_name, action, subject_id, subject_version, hub_id, origin,
       at, effective_at)
     select gen_random_uuid(), $1, (case when n % 3 = 0 then 'JOB' else 'PERSON' end)::"ActorKind", 'Somebody',
       'package.resumed', $2, n, $2, 'DESKTOP',
       done + case when n % 3 = 0 then interval '1 hour' else interval '0' end, done
     from generate_series(1, $3::int) n, lateral (select timestamptz '2026-01-01' + n / 5 * interval '10 seconds' as done) t`,
    [dealer.id, of.key, count],
  );
}

/** What the timeline has to show, newest first: acts above events of their instant, later versions above earlier ones. */
async function expectedOrder(of: TestHub): Promise<string[]> {
  const { rows } = await db.owner.query<{ id: string }>(
    `select id from (
       select id, case actor_kind when 'JOB' then effective_at else at end as at, 1 as above, subject_version as rank
       from audit_entry where hub_id = $1
       union all select id, at, 0, seq from outbox where hub_id = $1 and kind = 'hub.event'
     ) entries order by at desc, above desc, rank desc`,
    [of.key],
  );
  return rows.map(({ id }) => id);
}

test("F17: acts and events follow each other in time over all pages, down and up, none lost or doubled", async () => {
  const busy = await addHub(db.owner, dealer);
  await addHistory(busy, 130);
  const expected = await expectedOrder(busy);
  expect(expected.length).toBeGreaterThanOrEqual(260);

  const pages: HubTimeline[] = [await pageFor(dealer, busy)];
  expect(pages[0]?.previousCursor).toBeNull();
  for (let after = pages[0]?.nextCursor; after; after = pages.at(-1)?.nextCursor) {
    pages.push(await pageFor(dealer, busy, { after }));
  }
  expect(pages.flatMap(({ order }) => order)).toEqual(expected);
  for (const { order, acts, events } of pages) {
    expect([...acts, ...events].map(({ id }) => id).sort()).toEqual([...order].sort());
  }

  const last = pages.at(-1);
  const up: string[] = [...(last?.order ?? [])];
  for (let before = last?.previousCursor; before; ) {
    const page = await pageFor(dealer, busy, { before });
    up.unshift(...page.order);
    before = page.previousCursor;
  }
  expect(up).toEqual(expected);
});

test("a place that was tampered with is the newest page", async () => {
  const newest = await pageFor(dealer, hub);
  const forged = Buffer.from(JSON.stringify(["2026-01-01T00:00:00.000Z", "ACT", "1; drop", randomUUID()]));
  for (const after of ["nonsense", forged.toString("base64url"), "x".repeat(500)]) {
    expect(await pageFor(dealer, hub, placeSchema.parse({ after }))).toEqual(newest);
  }
});

/** Counts the outbox' rows this session has read so far, by scan or by index. */
async function countRead(tx: Transaction): Promise<number> {
  const [stats] = await tx.$queryRaw<[{ rows: number }]>`
    select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'outbox'`;
  return stats.rows;
}

test("a page deep in a long history reads no more events than it needs", async () => {
  const busy = await addHub(db.owner, dealer);
  await addHistory(busy, 8_000);
  await db.owner.query("analyze outbox");
  const { rows: middle } = await db.owner.query<{ at: Date; seq: string; id: string }>(
    "select at, seq, id from outbox where hub_id = $1 order by at offset 4000 limit 1",
    [busy.key],
  );
  const [place = { at: new Date(0), seq: "0", id: "" }] = middle;
  const after = printTimelineCursor({ ...place, kind: "EVENT", rank: BigInt(place.seq) });
  const read = await inTransaction(contextOf(dealer, dealer.owner), async (tx, ctx) => {
    const before = await countRead(tx);
    expect((await readHubTimeline(tx, ctx, busy.key, { after })).events.length).toBeGreaterThan(0);
    return (await countRead(tx)) - before;
  });
  expect(read).toBeLessThan(300);
});

test("an event says its code, the groups it names, and whether the monitoring station has yet to acknowledge it", async () => {
  const last = async () => (await eventsFor(dealer))[0]?.trace;
  expect(await last()).toEqual({ code: "M_21_05", groups: [], isWaiting: false });
  await addStation(db.owner, hub, { port: 9 });
  await feel(hub, { to: "HUB", what: "LID", isOpen: true });
  expect(await last()).toEqual({ code: "M_21_04", groups: [], isWaiting: true });
  await db.owner.query("delete from station_message where hub_id = $1", [hub.key]);
  expect(await last()).toMatchObject({ isWaiting: false });

  const detail = { type: "DISPLAY_GROUPS", displayEventGroups: [{ groupId: "00000001", groupName: "Shop floor" }] };
  await db.owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     select gen_random_uuid(), kind, company_id, subject_id, hub_id, gen_random_uuid()::text,
       payload || jsonb_build_object('additionalDataV2', jsonb_build_array($2::jsonb)), at + interval '1 second'
     from outbox where hub_id = $1 and kind = 'hub.event' order by at desc limit 1`,
    [hub.key, JSON.stringify({ ...detail, additionalDataV2Type: "DISPLAY_GROUPS" })],
  );
  expect((await last())?.groups).toEqual(["Shop floor"]);
});
