import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createObject } from "@/lib/server/services/objects/create-object";
import { moveHub } from "@/lib/server/services/objects/move-hub";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Dealer, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let database: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;

beforeAll(async () => {
  database = await openTestDatabase();
  await addOffer(database.owner);
  dealer = await addDealer(database.owner);
  stranger = await addDealer(database.owner);
  await connect(database.owner, dealer, await addReseller(database.owner));
});

afterAll(() => database.close());

async function newObject(of: Dealer, name: string): Promise<string> {
  const place = { name, address: "vul. Mlynova 1", reference: null, endUserName: null };
  const created = await createObject(contextOf(of, of.owner), place);
  if (!created.ok) throw new Error("The object was not created.");
  return created.value.objectId;
}

async function placeOf(hubKey: string): Promise<string> {
  const { rows } = await database.owner.query("select object_id from hub where id = $1", [hubKey]);
  return rows[0].object_id;
}

describe("moving a hub to another object", () => {
  test("works: the live package and its payer go with it, and the history names both places", async () => {
    const hub = await addHub(database.owner, dealer);
    const ref = await refOf(database.owner, hub);
    const activated = await activatePackage(contextOf(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" });
    expect(activated.ok).toBe(true);
    const before = await database.owner.query("select * from hub_package where hub_id = $1", [hub.key]);

    const toObjectId = await newObject(dealer, "Mill");
    const outcome = await moveHub(contextOf(dealer, dealer.installer), { ...hub, toObjectId });
    expect(outcome).toEqual({ ok: true, value: { objectId: toObjectId, hubId: hub.hubId } });
    expect(await placeOf(hub.key)).toBe(toObjectId);
    const after = await database.owner.query("select * from hub_package where hub_id = $1", [hub.key]);
    expect(after.rows).toEqual(before.rows);

    const { rows } = await database.owner.query(
      `select before ->> 'objectId' as "from", after ->> 'objectId' as "to", after ->> 'object' as name
       from audit_entry where hub_id = $1 and action = 'hub.moved'`,
      [hub.key],
    );
    expect(rows).toEqual([{ from: hub.objectId, to: toObjectId, name: "Mill" }]);
    const found = await database.owner.query("select search_text from hub where id = $1", [hub.key]);
    expect(found.rows[0].search_text).toContain("mill");
  });

  test("refused: it is there already, or somebody moved it first; nothing is written", async () => {
    const hub = await addHub(database.owner, dealer);
    const ctx = () => contextOf(dealer, dealer.owner);
    await expect(moveHub(ctx(), { ...hub, toObjectId: hub.objectId })).rejects.toMatchObject({ code: "CONFLICT" });

    const targets = await Promise.all([newObject(dealer, "One"), newObject(dealer, "Two")]);
    const tries = targets.map((toObjectId) =>
      moveHub(ctx(), { ...hub, toObjectId }).then(
        () => "moved",
        (error: { code?: string }) => error.code,
      ),
    );
    expect((await Promise.all(tries)).sort()).toEqual(["NOT_FOUND", "moved"]);
    const { rowCount } = await database.owner.query(
      "select 1 from audit_entry where hub_id = $1 and action = 'hub.moved'",
      [hub.key],
    );
    expect(rowCount).toBe(1);
  });

  test("another company's hub and object are not found, and neither is one that does not exist", async () => {
    const hub = await addHub(database.owner, dealer);
    const theirs = await newObject(stranger, "Theirs");
    const own = await newObject(dealer, "Own");
    for (const toObjectId of [theirs, randomUUID()]) {
      const attempt = moveHub(contextOf(dealer, dealer.owner), { ...hub, toObjectId });
      await expect(attempt).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const foreign = moveHub(contextOf(stranger, stranger.owner), { ...hub, toObjectId: own });
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await placeOf(hub.key)).toBe(hub.objectId);
  });

  test("a reseller's people have no right to it", async () => {
    const hub = await addHub(database.owner, dealer);
    const ctx = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
    await expect(moveHub(ctx, { ...hub, toObjectId: hub.objectId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
