import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { addHub as enterHub } from "@/lib/server/services/objects/add-hub";
import { createObject } from "@/lib/server/services/objects/create-object";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { setPassword, testPassword } from "../support/company";
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

let db: TestDatabase;
let owner: Client;
let old: Dealer;
let fresh: Dealer;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

async function addEquipped(dealer: Dealer): Promise<TestHub> {
  const made = await addHub(owner, dealer);
  const [room, device] = [randomUUID(), randomUUID().slice(0, 8).toUpperCase()];
  await owner.query("insert into room (id, company_id, hub_id, number, name) values ($1, $2, $3, 1, 'Hall')", [
    room,
    dealer.id,
    made.key,
  ]);
  await owner.query(
    `insert into device (id, company_id, hub_id, device_id, type, name, room_id, cms_device_index)
     select gen_random_uuid(), $1, $2, $3, type, 'Door', $4, 1
     from (values ('DoorProtect')) t (type)`,
    [dealer.id, made.key, device, room],
  );
  return made;
}

/** Runs services once, so that there is a past, and deletes the company. */
async function leaveBehind(): Promise<void> {
  await connect(owner, old, await addReseller(owner));
  const activate = { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" };
  expect((await activatePackage(contextOf(old, old.owner), activate)).ok).toBe(true);
  expect((await stopPackage(contextOf(old, old.owner), await refOf(owner, hub))).ok).toBe(true);
  await setPassword(owner, old.owner.id);
  const deletion = { typedName: old.name, password: testPassword };
  expect((await deleteCompany(contextOf(old, old.owner), deletion)).ok).toBe(true);
}

async function objectOf(dealer: Dealer): Promise<string> {
  const place = { name: "New shop", address: "Main street 2", reference: null, endUserName: null };
  const created = await createObject(contextOf(dealer, dealer.owner), place);
  if (!created.ok) throw new Error("The object was not created.");
  return created.value.objectId;
}

async function enter(dealer: Dealer, more: { iccid?: string } = {}) {
  const input = { hubId: hub.hubId, name: "Taken over", model: "HUB" as const, iccid: null, ...more };
  return enterHub(contextOf(dealer, dealer.installer), { ...input, objectId: await objectOf(dealer) });
}

type HubRow = { id: string; companyId: string; model: string; isOnline: boolean; isReleased: boolean };

async function rowsOf(): Promise<HubRow[]> {
  const { rows } = await owner.query<HubRow>(
    `select id, company_id as "companyId", model::text as model, is_online as "isOnline",
       released_at is not null as "isReleased" from hub where hub_id = $1 order by created_at, released_at nulls last`,
    [hub.hubId],
  );
  return rows;
}

async function simsOf(iccid: string) {
  const { rows } = await owner.query(
    `select company_id as "companyId", hub_id as "hubKey", slot, desired_status::text as desired,
       released_at is not null as "isReleased" from ajax_sim where iccid = $1 order by released_at nulls last`,
    [iccid],
  );
  return rows;
}

async function iccidOf(simId: string): Promise<string> {
  const { rows } = await owner.query<{ iccid: string }>("select iccid from ajax_sim where id = $1", [simId]);
  return rows[0]?.iccid ?? "";
}

beforeEach(async () => {
  old = await addDealer(owner);
  fresh = await addDealer(owner);
  hub = await addEquipped(old);
});

describe("a hub of a deleted company", () => {
  test("is taken over by whoever adds it, with all that is in it; its past stays with the old company", async () => {
    const iccid = await iccidOf(hub.simId);
    expect(await enter(fresh)).toMatchObject({ ok: false, refusal: "HUB_TAKEN" });
    await leaveBehind();
    expect(await enter(fresh)).toMatchObject({ ok: true });

    const [before, after] = await rowsOf();
    expect(before).toMatchObject({ id: hub.key, companyId: old.id, isReleased: true, isOnline: false });
    expect(after).toMatchObject({ companyId: fresh.id, isReleased: false, isOnline: true, model: "HUB_2" });
    expect(await simsOf(iccid)).toEqual([
      { companyId: old.id, hubKey: hub.key, slot: 1, desired: "DISABLED", isReleased: true },
      { companyId: fresh.id, hubKey: after?.id, slot: 1, desired: "DISABLED", isReleased: false },
    ]);
    const equipment = await owner.query(
      `select d.company_id, d.hub_id, r.name as room from device d join room r on r.id = d.room_id where d.hub_id = $1`,
      [after?.id],
    );
    expect(equipment.rows).toEqual([{ company_id: fresh.id, hub_id: after?.id, room: "Hall" }]);
    const past = await owner.query("select company_id, hub_id from hub_package where company_id = $1", [old.id]);
    expect(past.rows).toEqual([{ company_id: old.id, hub_id: hub.key }]);
    const history = await owner.query("select action from audit_entry where hub_id = $1 and company_id = $2", [
      after?.id,
      fresh.id,
    ]);
    expect(history.rows).toEqual([{ action: "hub.added" }]);
  });

  test("runs services for the new company as any other", async () => {
    await leaveBehind();
    await enter(fresh);
    await connect(owner, fresh, await addReseller(owner));
    const { rows } = await owner.query<{ objectId: string; version: number }>(
      `select object_id as "objectId", version from hub where hub_id = $1 and released_at is null`,
      [hub.hubId],
    );
    const ref = { objectId: rows[0]?.objectId ?? "", hubId: hub.hubId, version: rows[0]?.version ?? 0 };
    const outcome = await activatePackage(contextOf(fresh, fresh.owner), { ...ref, offerCode: "AJAX_SIM" });
    expect(outcome).toMatchObject({ ok: true });
  });

  test("goes to one of two companies that add it at once", async () => {
    await leaveBehind();
    const rival = await addDealer(owner);
    const outcomes = await Promise.all([enter(fresh), enter(rival)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: "HUB_TAKEN" });
    expect((await rowsOf()).filter(({ isReleased }) => !isReleased)).toHaveLength(1);
  });

  test("goes on to a third company once the second is deleted too", async () => {
    await leaveBehind();
    await enter(fresh);
    await setPassword(owner, fresh.owner.id);
    await deleteCompany(contextOf(fresh, fresh.owner), { typedName: fresh.name, password: testPassword });
    const third = await addDealer(owner);
    expect(await enter(third)).toMatchObject({ ok: true });
    expect(await rowsOf()).toMatchObject([{ companyId: old.id }, { companyId: fresh.id }, { companyId: third.id }]);
  });

  test("with another card in it has that one, and the old one is out of it", async () => {
    const [inside, put] = [await iccidOf(hub.simId), `8938${Date.now().toString().padStart(15, "0")}`];
    await leaveBehind();
    expect(await enter(fresh, { iccid: put })).toMatchObject({ ok: true });
    expect((await simsOf(put))[0]).toMatchObject({ companyId: fresh.id, slot: 1 });
    expect((await simsOf(inside)).at(-1)).toMatchObject({ companyId: fresh.id, hubKey: null, slot: null });
  });
});

describe("a SIM card of a deleted company", () => {
  test("goes into another company's hub, while a living company's does not", async () => {
    const iccid = await iccidOf(hub.simId);
    const other = await addHub(owner, fresh, { hasSim: false });
    const place = { objectId: other.objectId, hubId: other.hubId, slot: 1 as const, iccid };
    const install = () => installSim(contextOf(fresh, fresh.installer), place);
    expect(await install()).toMatchObject({ ok: false, refusal: "SIM_IN_OTHER_HUB" });
    await leaveBehind();
    expect(await install()).toMatchObject({ ok: true });
    expect((await simsOf(iccid)).at(-1)).toMatchObject({ companyId: fresh.id, hubKey: other.key, slot: 1 });
  });

  test("stays off for good if it was switched off for good", async () => {
    const iccid = await iccidOf(hub.simId);
    await leaveBehind();
    await owner.query("update ajax_sim set retired_at = now() where id = $1", [hub.simId]);
    const other = await addHub(owner, fresh, { hasSim: false });
    const place = { objectId: other.objectId, hubId: other.hubId, slot: 1 as const, iccid };
    expect(await installSim(contextOf(fresh, fresh.installer), place)).toMatchObject({ refusal: "SIM_RETIRED" });
  });
});

describe("the database", () => {
  const nameOf = (error: { constraint?: string }) => error.constraint;
  const refusal = (sql: string, values: unknown[]) => db.app.query(sql, values).then(() => "accepted", nameOf);

  test("releases nothing of a company that lives, and takes nothing back", async () => {
    expect(await refusal("update hub set released_at = now() where id = $1", [hub.key])).toBe("released_of_deleted");
    expect(await refusal("update ajax_sim set released_at = now() where id = $1", [hub.simId])).toBe(
      "released_of_deleted",
    );
    await leaveBehind();
    await enter(fresh);
    expect(await refusal("update hub set released_at = null where id = $1", [hub.key])).toBe("released_of_deleted");
  });

  test("knows a hub ID and a card's number once", async () => {
    const twin = await addHub(owner, fresh);
    const hubs = "update hub set hub_id = (select hub_id from hub where id = $2) where id = $1";
    expect(await refusal(hubs, [twin.key, hub.key])).toBe("hub_id_held_once");
    const cards = "update ajax_sim set iccid = (select iccid from ajax_sim where id = $2) where id = $1";
    expect(await refusal(cards, [twin.simId, hub.simId])).toBe("ajax_sim_held_once");
  });

  test("keeps services off what stands for the past", async () => {
    await leaveBehind();
    await enter(fresh);
    const on = "update hub set service_status = 'ACTIVE' where id = $1";
    expect(await refusal(on, [hub.key])).toBe("hub_released_without_service");
  });
});
