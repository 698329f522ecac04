import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Dealer, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  dealer = await addDealer(db.owner);
  await connect(db.owner, dealer, await addReseller(db.owner));
});

afterAll(() => db.close());

const keysTried = 25;

test("twenty presses of one form at once have one effect and one answer (RELIABILITY I-12)", async () => {
  for (let round = 0; round < keysTried; round++) {
    const hub = await addHub(db.owner, dealer);
    const input = { ...(await refOf(db.owner, hub)), offerCode: "AJAX_SIM" };
    const key = randomUUID();
    const presses = Array.from({ length: 20 }, () =>
      activatePackage(contextOf(dealer, dealer.manager, { key }), input),
    );
    const [first, ...others] = await Promise.all(presses);

    expect(first).toMatchObject({ ok: true });
    for (const other of others) expect(other).toEqual(first);
    const { rows } = await db.owner.query(
      `select (select count(*)::int from hub_package where hub_id = $1) as runs,
         (select count(*)::int from audit_entry where hub_id = $1) as entries,
         (select count(*)::int from outbox where hub_id = $1) as events,
         (select count(*)::int from idempotency_record where key = $2) as records`,
      [hub.key, key],
    );
    expect(rows[0]).toEqual({ runs: 1, entries: 1, events: 1, records: 1 });
  }
});

test("a refusal is kept under no key, so that the same form works once the reason is gone", async () => {
  const hub = await addHub(db.owner, dealer, { hasSim: false });
  const key = randomUUID();
  const press = async () =>
    activatePackage(contextOf(dealer, dealer.manager, { key }), {
      ...(await refOf(db.owner, hub)),
      offerCode: "AJAX_SIM",
    });
  expect(await press()).toMatchObject({ ok: false, refusal: "SIM_MISSING" });
  expect((await db.owner.query("select from idempotency_record where key = $1", [key])).rowCount).toBe(0);

  await db.owner.query(
    `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot) values ($1, $2, '8938000000000077777', 'AJAX', $3, 1)`,
    [hub.simId, dealer.id, hub.key],
  );
  expect(await press()).toMatchObject({ ok: true });
});

test("a twin that does not end is not waited for longer than a lock may be, and nothing is written", async () => {
  const hub = await addHub(db.owner, dealer);
  const key = randomUUID();
  const twin = new Client({ connectionString: db.ownerUrl });
  await twin.connect();
  try {
    await twin.query("begin");
    await twin.query(
      "insert into idempotency_record (company_id, actor_id, key, request_hash) values ($1, $2, $3, 'same')",
      [dealer.id, dealer.manager.id, key],
    );
    const input = { ...(await refOf(db.owner, hub)), offerCode: "AJAX_SIM" };
    await expect(activatePackage(contextOf(dealer, dealer.manager, { key }), input)).rejects.toThrow("STILL_RUNNING");
    expect((await db.owner.query("select from hub_package where hub_id = $1", [hub.key])).rowCount).toBe(0);
  } finally {
    await twin.query("rollback");
    await twin.end();
  }
});
