import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { addHub } from "@/lib/server/services/objects/add-hub";
import { createObject } from "@/lib/server/services/objects/create-object";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { world } from "@/lib/sim/port";
import { addDealer, addHub as addSeededHub, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let database: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;
let objectId: string;

const place = { name: "Mill", address: "vul. Mlynova 1", reference: null, endUserName: null };

beforeAll(async () => {
  database = await openTestDatabase();
  dealer = await addDealer(database.owner);
  stranger = await addDealer(database.owner);
  const created = await createObject(contextOf(dealer, dealer.installer), place);
  if (!created.ok) throw new Error("The object was not created.");
  objectId = created.value.objectId;
});

afterAll(() => database.close());

function hubId(): string {
  return randomUUID().slice(0, 8).toUpperCase();
}

function iccid(issuer = "8988303"): string {
  const digits = BigInt(`0x${randomUUID().replaceAll("-", "")}`).toString();
  return (issuer + digits).slice(0, 19);
}

function newHub(more: { hubId?: string; iccid?: string | null; objectId?: string } = {}) {
  return { objectId, hubId: hubId(), name: "Mill main", model: "HUB_2" as const, iccid: null, ...more };
}

async function simOf(number: string) {
  const { rows } = await database.owner.query(
    "select hub_id, slot, kind, desired_status from ajax_sim where iccid = $1",
    [number],
  );
  return rows[0];
}

describe("adding equipment", () => {
  test("works: object, hub and SIM are there, with their lines in the history", async () => {
    const number = iccid();
    const input = newHub({ iccid: number });
    const outcome = await addHub(contextOf(dealer, dealer.installer), input);
    expect(outcome).toEqual({ ok: true, value: { objectId, hubId: input.hubId } });
    expect(await simOf(number)).toMatchObject({ slot: 1, kind: "AJAX", desired_status: "DISABLED" });
    const { rows } = await database.owner.query(
      "select action from audit_entry where hub_id = (select id from hub where hub_id = $1) order by recorded_at, action",
      [input.hubId],
    );
    expect(rows.map(({ action }) => action)).toEqual(["hub.added", "sim.installed"]);
  });

  test("a new hub hangs on its cable, and stays online when it looks at what carries it", async () => {
    const input = newHub();
    await addHub(contextOf(dealer, dealer.installer), input);
    const read = () =>
      database.owner.query("select id, is_online, has_ethernet from hub where hub_id = $1", [input.hubId]);
    const [before] = (await read()).rows;
    const impulse = { hubKey: before.id, at: realNow(), stimulus: { to: "HUB", what: "SETTLE" } } as const;
    const [answer] = await inSystemTransaction((tx) => world().stimulate(tx, [impulse]));
    expect(answer).toMatchObject({ hasChanged: false });
    expect((await read()).rows).toEqual([{ id: before.id, is_online: true, has_ethernet: true }]);
  });

  test("a SIM of another issuer is known as another operator's", async () => {
    const number = iccid("8964050");
    await addHub(contextOf(dealer, dealer.owner), newHub({ iccid: number }));
    expect(await simOf(number)).toMatchObject({ kind: "OTHER_OPERATOR" });
  });

  test("a hub that is in the company already is found, not added again", async () => {
    const input = newHub();
    await addHub(contextOf(dealer, dealer.owner), input);
    const again = await addHub(contextOf(dealer, dealer.owner), { ...input, name: "Other name" });
    expect(again).toEqual({ ok: true, value: { objectId, hubId: input.hubId } });
    const { rows } = await database.owner.query("select name from hub where hub_id = $1", [input.hubId]);
    expect(rows).toEqual([{ name: "Mill main" }]);
  });

  test("refused: another company's hub and SIM stay where they are, and nothing of the try is kept", async () => {
    const theirs = await addSeededHub(database.owner, stranger);
    const ctx = () => contextOf(dealer, dealer.owner);
    const taken = await addHub(ctx(), newHub({ hubId: theirs.hubId }));
    expect(taken).toMatchObject({ ok: false, refusal: "HUB_TAKEN" });

    const { rows } = await database.owner.query("select iccid from ajax_sim where id = $1", [theirs.simId]);
    const input = newHub({ iccid: rows[0].iccid });
    expect(await addHub(ctx(), input)).toMatchObject({ ok: false, refusal: "SIM_IN_OTHER_HUB" });
    const left = await database.owner.query("select 1 from hub where hub_id = $1", [input.hubId]);
    expect(left.rowCount).toBe(0);
  });

  test("another company's object is not found", async () => {
    const ctx = contextOf(stranger, stranger.owner);
    await expect(addHub(ctx, newHub())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a reseller's people have no right to it", async () => {
    const ctx = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
    await expect(createObject(ctx, place)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("lost race: of twenty who fill one slot, one does", async () => {
    const input = newHub();
    await addHub(contextOf(dealer, dealer.owner), input);
    const tries = Array.from({ length: 20 }, () =>
      installSim(contextOf(dealer, dealer.installer), {
        objectId,
        hubId: input.hubId,
        slot: 2,
        iccid: iccid(),
      }).then(
        () => "done",
        (error: { code?: string }) => error.code,
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "CONFLICT")).toHaveLength(19);
  });
});
