import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { inSystemTransaction, inTransaction } from "@/lib/server/context";
import { loadDevice } from "@/lib/server/store/devices";
import { loadHub } from "@/lib/server/store/hub-detail";
import { listDeviceEvents } from "@/lib/server/store/timeline";
import { world } from "@/lib/sim/port";
import { addDealer, addHub, contextOf, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let dealer: Dealer;
let hub: TestHub;
let hubId: string;
const door = "D0000001";
const other = "D0000002";
const keys = [randomUUID(), randomUUID()] as const;

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
  hub = await addHub(db.owner, dealer);
  await db.owner.query(
    `update hub set is_online = true, has_ethernet = true, ethernet = ethernet || '{"enabled": true}' where id = $1`,
    [hub.key],
  );
  hubId = (await db.owner.query("select hub_id from hub where id = $1", [hub.key])).rows[0].hub_id;
  for (const [index, deviceId] of [door, other].entries()) {
    await db.owner.query(
      `insert into device (id, company_id, hub_id, device_id, type, name, is_online, battery_percent, cms_device_index, fields)
       values ($5, $1, $2, $3, 'DOOR_PROTECT', 'Door', true, 90, $4,
         '{"reedClosed": true, "extraContactClosed": true, "reedContactAware": true, "extraContactAware": false}')`,
      [dealer.id, hub.key, deviceId, index + 1, keys[index]],
    );
  }
  await inSystemTransaction((tx) =>
    world().stimulate(tx, [
      { hubKey: hub.key, at: realNow(), stimulus: { to: "DEVICE", deviceKey: keys[1], what: "LID", isOpen: true } },
      { hubKey: hub.key, at: realNow(), stimulus: { to: "DEVICE", deviceKey: keys[0], what: "LID", isOpen: true } },
      { hubKey: hub.key, at: realNow(), stimulus: { to: "HUB", what: "LID", isOpen: true } },
    ]),
  );
});
afterAll(() => db.close());

const read = (reader: Dealer, deviceId: string) =>
  inTransaction(contextOf(reader, reader.owner), async (tx, ctx) => {
    await loadHub(tx, ctx.companyId, hub.objectId, hubId);
    return loadDevice(tx, ctx.companyId, hub.key, deviceId);
  });

test("a company reads its device as it stands", async () => {
  expect(await read(dealer, door)).toMatchObject({ deviceId: door, isTampered: true, batteryPercent: 90 });
});

test("an unknown device, and any of another company, are not found", async () => {
  const stranger = await addDealer(db.owner);
  await expect(read(dealer, "DEADBEEF")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(read(stranger, door)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const direct = inTransaction(contextOf(stranger, stranger.owner), (tx, ctx) =>
    loadDevice(tx, ctx.companyId, hub.key, door),
  );
  await expect(direct).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("the events of a device are its own, not those of its neighbor or its hub", async () => {
  const events = await inTransaction(contextOf(dealer, dealer.owner), (tx, ctx) =>
    listDeviceEvents(tx, ctx.companyId, hub.key, { limit: 50, deviceId: door }),
  );
  expect(events.map(({ eventTag }) => eventTag)).toEqual(["LidOpen"]);
});
