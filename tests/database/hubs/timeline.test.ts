import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { inSystemTransaction, inTransaction } from "@/lib/server/context";
import { listHubEvents } from "@/lib/server/store/timeline";
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

const eventsFor = (reader: Dealer, limit: number) =>
  inTransaction(contextOf(reader, reader.owner), (tx, ctx) => listHubEvents(tx, ctx.companyId, hub.key, { limit }));

test("F17: what a hub tells stands in its timeline, newest first, and no more than asked for", async () => {
  expect((await eventsFor(dealer, 50)).map(({ eventTag, transition }) => [eventTag, transition])).toEqual([
    ["LidClosed", "RECOVERED"],
    ["LidOpen", "TRIGGERED"],
  ]);
  expect(await eventsFor(dealer, 1)).toHaveLength(1);
});

test("F17: another company reads nothing of it, and neither updates nor acts are events", async () => {
  expect(await eventsFor(await addDealer(db.owner), 50)).toEqual([]);
  await db.owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     values ($1, 'hub.moved', $2, $3, $3, $4, '{}', now())`,
    [randomUUID(), dealer.id, hub.key, randomUUID()],
  );
  expect(await eventsFor(dealer, 50)).toHaveLength(2);
});

test("an event says its code, the groups it names, and whether the monitoring station has yet to acknowledge it", async () => {
  const last = async () => (await eventsFor(dealer, 1))[0]?.trace;
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
       payload || jsonb_build_object('additionalDataV2', jsonb_build_array($2::jsonb)), at
     from outbox where hub_id = $1 and kind = 'hub.event' limit 1`,
    [hub.key, JSON.stringify({ ...detail, additionalDataV2Type: "DISPLAY_GROUPS" })],
  );
  expect((await last())?.groups).toEqual(["Shop floor"]);
});
