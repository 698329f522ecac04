import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { removeOldReceipts } from "@/lib/server/services/upkeep/remove-old-receipts";
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

/** Activates a hub by a form that was sent so long ago. Returns how to send it again, and what it said. */
async function activated(ago: string) {
  const hub = await addHub(db.owner, dealer);
  const input = { ...(await refOf(db.owner, hub)), offerCode: "AJAX_SIM" };
  const key = randomUUID();
  const send = () => activatePackage(contextOf(dealer, dealer.manager, { key }), input);
  const answer = await send();
  expect(answer).toMatchObject({ ok: true });
  await db.owner.query("update idempotency_record set created_at = now() - $2::interval where key = $1", [key, ago]);
  return { send, answer };
}

const receipts = async () => (await db.owner.query("select from idempotency_record")).rowCount;

test("a receipt answers a repeat for thirty days, then goes; the repeat is refused and nothing happens twice", async () => {
  const young = await activated("29 days 23 hours");
  const old = await activated("30 days 1 minute");
  expect(await old.send()).toEqual(old.answer);

  expect(await removeOldReceipts()).toBe(1);
  expect(await young.send()).toEqual(young.answer);
  await expect(old.send()).rejects.toMatchObject({ code: "CONFLICT" });
  const { rows } = await db.owner.query("select count(*)::int as packages from hub_package");
  expect(rows).toEqual([{ packages: 2 }]);
});

test("any number goes, ten thousand at once, and between two such batches the worker may stop", async () => {
  await db.owner.query("delete from idempotency_record");
  await db.owner.query(
    `insert into idempotency_record (company_id, actor_id, key, request_hash, created_at)
     select $1, $2, 'old ' || n, 'hash', now() - interval '31 days' from generate_series(1, 20001) n`,
    [dealer.id, dealer.manager.id],
  );
  expect(await removeOldReceipts(AbortSignal.abort())).toBe(10_000);
  expect(await receipts()).toBe(10_001);
  expect(await removeOldReceipts()).toBe(10_001);
  expect(await receipts()).toBe(0);
});
