import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transferHub } from "@/lib/server/services/objects/transfer-hub";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { finishTransfers } from "@/lib/server/services/simulation/finish-transfers";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  refOf,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let database: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;
let source: TestHub;
let target: TestHub;

beforeAll(async () => {
  database = await openTestDatabase();
  await addOffer(database.owner);
  stranger = await addDealer(database.owner);
});

beforeEach(async () => {
  dealer = await addDealer(database.owner);
  await connect(database.owner, dealer, await addReseller(database.owner));
  source = await addHub(database.owner, dealer);
  target = await addHub(database.owner, dealer);
  for (const [hub, name] of [
    [source, "Hall"],
    [target, "Old shed"],
  ] as const) {
    await furnish(hub, name);
  }
});

afterAll(() => database.close());

/** Gives a hub a room, a group, and a device in both. */
async function furnish(hub: TestHub, name: string) {
  const [roomId, groupId] = [randomUUID(), randomUUID()];
  await database.owner.query("insert into room (id, company_id, hub_id, number, name) values ($1, $2, $3, 1, $4)", [
    roomId,
    dealer.id,
    hub.key,
    name,
  ]);
  await database.owner.query(
    "insert into hub_group (id, company_id, hub_id, number, name) values ($1, $2, $3, 1, $4)",
    [groupId, dealer.id, hub.key, name],
  );
  await database.owner.query(
    `insert into device (id, company_id, hub_id, device_id, type, name, room_id, group_id, cms_device_index)
     values (gen_random_uuid(), $1, $2, $3, 'DoorProtect', $4, $5, $6, 1)`,
    [dealer.id, hub.key, randomUUID().slice(0, 8).toUpperCase(), name, roomId, groupId],
  );
}

const start = (from = source, to = target, of = dealer) =>
  transferHub(contextOf(of, of.installer), { objectId: from.objectId, hubId: from.hubId, toHubId: to.hubId });

async function thingsOf(hub: TestHub): Promise<string[]> {
  const { rows } = await database.owner.query<{ thing: string }>(
    `select 'room ' || name as thing from room where hub_id = $1
     union all select 'group ' || name from hub_group where hub_id = $1
     union all select 'device ' || d.name || ' in ' || r.name || ' of ' || g.name
       from device d join room r on r.id = d.room_id join hub_group g on g.id = d.group_id where d.hub_id = $1
     order by 1`,
    [hub.key],
  );
  return rows.map(({ thing }) => thing);
}

async function advance(minutes: number) {
  await database.owner.query("update simulation_clock set offset_ms = offset_ms + $1 where id = $2", [
    minutes * 60_000,
    dealer.clockId,
  ]);
  await finishTransfers();
}

const actionsOf = async (hub: TestHub) => {
  const { rows } = await database.owner.query<{ action: string }>(
    "select action from audit_entry where hub_id = $1 order by at, action",
    [hub.key],
  );
  return rows.map(({ action }) => action);
};

const activate = async (hub: TestHub) =>
  activatePackage(contextOf(dealer, dealer.installer), {
    ...(await refOf(database.owner, hub)),
    offerCode: "AJAX_SIM",
  });

describe("a hub's configuration goes over to another hub", () => {
  const ofHall = ["device Hall in Hall of Hall", "group Hall", "room Hall"];
  const ofShed = ["device Old shed in Old shed of Old shed", "group Old shed", "room Old shed"];

  test("works: after a quarter of an hour the target has it, and its own is gone", async () => {
    expect(await start()).toMatchObject({ ok: true, value: { hubId: source.hubId } });
    await advance(14);
    expect([await thingsOf(source), await thingsOf(target)]).toEqual([ofHall, ofShed]);
    await advance(2);
    await finishTransfers();
    expect([await thingsOf(source), await thingsOf(target)]).toEqual([[], ofHall]);
    for (const hub of [source, target]) {
      expect(await actionsOf(hub)).toEqual(["hub.transfer_started", "hub.transferred"]);
    }
  });

  test("while it runs both hubs are taken up: no second transfer, no activation", async () => {
    await start();
    const third = await addHub(database.owner, dealer);
    for (const [from, to] of [
      [source, third],
      [third, target],
      [third, source],
    ] as const) {
      expect(await start(from, to)).toMatchObject({ ok: false, refusal: "HUB_BUSY" });
    }
    for (const hub of [source, target]) expect(await activate(hub)).toMatchObject({ ok: false, refusal: "HUB_BUSY" });
    await advance(16);
    expect(await activate(target)).toMatchObject({ ok: true });
  });

  test("refused: live services on either hub, a lower model, old firmware, an armed hub; nothing is written", async () => {
    await activate(target);
    expect(await start()).toMatchObject({ ok: false, refusal: "TRANSFER_LIVE" });
    expect(await start(target, source)).toMatchObject({ ok: false, refusal: "TRANSFER_LIVE" });
    await stopPackage(contextOf(dealer, dealer.installer), await refOf(database.owner, target));
    const change = (set: string) => database.owner.query(`update hub set ${set} where id = $1`, [target.key]);
    await change("model = 'HUB'");
    expect(await start()).toMatchObject({ ok: false, refusal: "TRANSFER_MODEL" });
    await change("model = 'HUB_2_PLUS', firmware = '2.8.1'");
    expect(await start()).toMatchObject({ ok: false, refusal: "TRANSFER_FIRMWARE" });
    await change("firmware = '2.9.0', state = 'ARMED', is_armed = true, armed_at = now()");
    expect(await start()).toMatchObject({ ok: false, refusal: "TRANSFER_ARMED" });
    const { rowCount } = await database.owner.query("select from hub_transfer where source_id = $1", [source.key]);
    expect(rowCount).toBe(0);
    await change("state = 'DISARMED', is_armed = false, armed_at = null");
    expect(await start()).toMatchObject({ ok: true });
  });

  test("cut off by a fault, both hubs are as they were, and it can be tried again", async () => {
    await database.owner.query(
      `insert into simulated_fault (id, kind, company_id, hub_id, injected_at, injected_by)
       values (gen_random_uuid(), 'TRANSFER_INTERRUPTED', $1, $2, now(), 'A test')`,
      [dealer.id, target.key],
    );
    await start();
    await advance(16);
    expect([await thingsOf(source), await thingsOf(target)]).toEqual([ofHall, ofShed]);
    expect(await actionsOf(target)).toEqual(["hub.transfer_started", "hub.transfer_interrupted"]);
    await database.owner.query("update simulated_fault set lifted_at = now(), lifted_by = 'A test' where hub_id = $1", [
      target.key,
    ]);
    expect(await start()).toMatchObject({ ok: true });
    await advance(16);
    expect(await thingsOf(target)).toEqual(ofHall);
  });

  test("another company's hubs are not found, and a reseller's people have no right to it", async () => {
    const theirs = await addHub(database.owner, stranger);
    await expect(start(source, theirs)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(theirs, target)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(source, source)).rejects.toMatchObject({ code: "CONFLICT" });
    const ctx = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
    const attempt = transferHub(ctx, { objectId: source.objectId, hubId: source.hubId, toHubId: target.hubId });
    await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("lost race: of twenty, one starts; and of a transfer and an activation, one wins", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (let round = 0; round < 20; round++) {
      const [from, to] = [await addHub(database.owner, dealer), await addHub(database.owner, dealer)];
      const [moved, activated] = await Promise.all([start(from, to), activate(to)]);
      expect([moved.ok, activated.ok].filter(Boolean), `round ${round}`).toHaveLength(1);
    }
  });

  test("the database itself keeps hubs apart: one transfer each, none beside live services", async () => {
    const insert = (from: TestHub, to: TestHub) =>
      database.app.query(
        `insert into hub_transfer (id, company_id, source_id, target_id, started_by_id, started_by_name, started_at, due_at)
         values (gen_random_uuid(), $1, $2, $3, $4, 'A test', now(), now() + interval '15 minutes')`,
        [dealer.id, from.key, to.key, dealer.owner.id],
      );
    await expect(insert(source, source)).rejects.toMatchObject({ constraint: "hub_transfer_columns_agree" });
    await insert(source, target);
    const third = await addHub(database.owner, dealer);
    await expect(insert(third, source)).rejects.toMatchObject({ constraint: "hub_transfer_alone" });
    await activate(third);
    const fourth = await addHub(database.owner, dealer);
    await expect(insert(fourth, third)).rejects.toMatchObject({ constraint: "hub_transfer_live" });
  });
});
