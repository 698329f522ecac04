import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/server/context";
import { proveCompanyId } from "@/lib/server/ids";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { countSimRows, listSimRows, type SimListQuery } from "@/lib/server/store/sim-list";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Dealer, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let database: TestDatabase;
let dealer: Dealer;
let numbers: Record<"running" | "off" | "spare" | "foreign" | "retired", string>;

const now = () => new Date();
const number = () => `8988303${BigInt(`0x${randomUUID().replaceAll("-", "")}`)}`.slice(0, 19);

async function addSim(columns: Record<string, string>): Promise<string> {
  const iccid = number();
  const names = Object.keys(columns);
  await database.owner.query(
    `insert into ajax_sim (id, company_id, iccid, ${names.join(", ")})
     values (gen_random_uuid(), $1, $2, ${names.map((_, place) => `$${place + 3}`).join(", ")})`,
    [dealer.id, iccid, ...Object.values(columns)],
  );
  return iccid;
}

async function numberOf(simId: string): Promise<string> {
  const { rows } = await database.owner.query("select iccid from ajax_sim where id = $1", [simId]);
  return rows[0].iccid;
}

beforeAll(async () => {
  database = await openTestDatabase();
  await addOffer(database.owner);
  dealer = await addDealer(database.owner);
  await addHub(database.owner, await addDealer(database.owner));
  await connect(database.owner, dealer, await addReseller(database.owner, "Payer"));
  const hub = await addHub(database.owner, dealer);
  const outcome = await activatePackage(contextOf(dealer, dealer.installer), {
    ...(await refOf(database.owner, hub)),
    offerCode: "AJAX_SIM",
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  numbers = {
    running: await numberOf(hub.simId),
    off: await numberOf((await addHub(database.owner, dealer)).simId),
    spare: await addSim({ kind: "AJAX" }),
    foreign: await addSim({ kind: "OTHER_OPERATOR" }),
    retired: await addSim({ kind: "AJAX", retired_at: new Date().toISOString() }),
  };
});

afterAll(() => database.close());

async function list(query: Partial<SimListQuery>) {
  const whole = { state: null, search: null, now: now(), ...query };
  return inTransaction(contextOf(dealer, dealer.installer), async (tx, ctx) => {
    const page = { cursor: null, direction: "FORWARD", limit: 50 } as const;
    const rows = await listSimRows(tx, ctx.companyId, whole, page);
    expect(await countSimRows(tx, ctx.companyId, whole, 50)).toBe(rows.length);
    return rows;
  });
}

const iccidsOf = (rows: { iccid: string }[]) => rows.map(({ iccid }) => iccid).sort();
const expected = (...names: (keyof typeof numbers)[]) => names.map((name) => numbers[name]).sort();

describe("the list of SIM cards", () => {
  test("holds the company's own, each in its states", async () => {
    expect(iccidsOf(await list({}))).toEqual(Object.values(numbers).sort());
    expect(iccidsOf(await list({ state: "running" }))).toEqual(expected("running"));
    expect(iccidsOf(await list({ state: "problem" }))).toEqual(expected("foreign"));
    expect(iccidsOf(await list({ state: "spare" }))).toEqual(expected("off", "spare"));
    expect(iccidsOf(await list({ state: "retired" }))).toEqual(expected("retired"));
  });

  test("says where a SIM is and who pays for what it carries, until it is over", async () => {
    const [running] = await list({ state: "running" });
    expect(running).toMatchObject({ slot: 1, resellerName: "Payer", desiredStatus: "ENABLED" });
    const tomorrow = new Date(now().getTime() + 25 * 3_600_000);
    expect(await list({ state: "running", now: tomorrow })).toEqual([]);
  });

  test("a SIM that carries services outside any hub, or against its orders, is a problem", async () => {
    await database.owner.query("begin");
    await database.owner.query("update ajax_sim set hub_id = null, slot = null where iccid = $1", [numbers.running]);
    await database.owner.query("commit");
    expect(iccidsOf(await list({ state: "problem" }))).toEqual(expected("foreign", "running"));
  });

  test("finds by a part of the number and by hub, and pages by number in both directions", async () => {
    expect(iccidsOf(await list({ search: numbers.spare.slice(8) }))).toEqual(expected("spare"));
    const all = Object.values(numbers).sort();
    const page = (cursor: string | null, direction: "FORWARD" | "BACKWARD") =>
      inTransaction(contextOf(dealer, dealer.installer), (tx) =>
        listSimRows(
          tx,
          proveCompanyId(dealer.id),
          { state: null, search: null, now: now() },
          { cursor, direction, limit: 2 },
        ),
      );
    expect((await page(all[1] ?? null, "FORWARD")).map(({ iccid }) => iccid)).toEqual(all.slice(2, 4));
    expect((await page(all[3] ?? null, "BACKWARD")).map(({ iccid }) => iccid)).toEqual(all.slice(1, 3));
  });
});
