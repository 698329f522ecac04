import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
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
let hub: TestHub;

beforeAll(async () => {
  database = await openTestDatabase();
  await addOffer(database.owner);
  dealer = await addDealer(database.owner);
  stranger = await addDealer(database.owner);
  const reseller = await addReseller(database.owner);
  await connect(database.owner, dealer, reseller);
});

beforeEach(async () => {
  hub = await addHub(database.owner, dealer);
  const ref = await refOf(database.owner, hub);
  const outcome = await activatePackage(contextOf(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" });
  if (!outcome.ok) throw new Error(outcome.refusal);
});

afterAll(() => database.close());

function number(issuer = "8988303"): string {
  return (issuer + BigInt(`0x${randomUUID().replaceAll("-", "")}`).toString()).slice(0, 19);
}

async function swap(iccid: string, of = dealer) {
  return swapSim(contextOf(of, of.installer), { ...(await refOf(database.owner, hub)), iccid });
}

async function simsOf() {
  const { rows } = await database.owner.query(
    `select iccid, slot, desired_status as desired, retired_at is not null as retired,
       exists (select from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE') as carries
     from ajax_sim s where s.id = $1 or s.hub_id = $2 order by retired_at nulls last, slot`,
    [hub.simId, hub.key],
  );
  return rows;
}

async function actionsOf(): Promise<string[]> {
  const { rows } = await database.owner.query<{ action: string }>(
    "select action from audit_entry where hub_id = $1 order by recorded_at, action",
    [hub.key],
  );
  return rows.map(({ action }) => action);
}

describe("swapping the SIM of running services", () => {
  test("works with a new SIM in the old one's place: one run, one bill, both histories name each other", async () => {
    const before = await database.owner.query("select id, confirm_by from hub_package where hub_id = $1", [hub.key]);
    const iccid = number();
    expect(await swap(iccid)).toMatchObject({ ok: true, value: { hubId: hub.hubId } });
    expect(await simsOf()).toEqual([
      expect.objectContaining({ slot: null, desired: "DISABLED", retired: true, carries: false }),
      { iccid, slot: 1, desired: "ENABLED", retired: false, carries: true },
    ]);
    const after = await database.owner.query("select id, confirm_by from hub_package where hub_id = $1", [hub.key]);
    expect(after.rows).toEqual(before.rows);
    expect(await actionsOf()).toEqual(["package.activated", "sim.installed", "sim.retired", "sim.swapped"]);
    const { rows } = await database.owner.query(
      `select after ->> 'replacedBy' as by, after ->> 'replaces' as instead from audit_entry
       where hub_id = $1 and action in ('sim.retired', 'sim.installed') order by action desc`,
      [hub.key],
    );
    const old = (await simsOf())[0]?.iccid;
    expect(rows).toEqual([
      { by: iccid, instead: null },
      { by: null, instead: old },
    ]);
  });

  test("works with the SIM of the other slot, and while services expire soon", async () => {
    const iccid = number();
    await installSim(contextOf(dealer, dealer.installer), { ...hub, slot: 2, iccid });
    await deactivatePackage(contextOf(dealer, dealer.manager), await refOf(database.owner, hub));
    expect(await swap(iccid)).toMatchObject({ ok: true });
    expect(await simsOf()).toEqual([
      expect.objectContaining({ slot: 1, desired: "DISABLED", retired: true }),
      expect.objectContaining({ slot: 2, desired: "ENABLED", carries: true }),
    ]);
    const { rows } = await database.owner.query("select active_slot, service_status from hub where id = $1", [hub.key]);
    expect(rows).toEqual([{ active_slot: 2, service_status: "EXPIRING" }]);
  });

  test("refused: foreign, retired and busy SIMs, and a hub whose services are off; nothing is written", async () => {
    const theirs = await addHub(database.owner, stranger);
    const retired = number();
    await database.owner.query(
      `insert into ajax_sim (id, company_id, iccid, kind, retired_at) values (gen_random_uuid(), $1, $2, 'AJAX', now())`,
      [dealer.id, retired],
    );
    const { rows } = await database.owner.query("select iccid from ajax_sim where id = $1", [theirs.simId]);
    const before = await simsOf();
    expect(await swap(number("8964050"))).toMatchObject({ ok: false, refusal: "SIM_FOREIGN" });
    expect(await swap(retired)).toMatchObject({ ok: false, refusal: "SIM_RETIRED" });
    expect(await swap(rows[0].iccid)).toMatchObject({ ok: false, refusal: "SIM_IN_OTHER_HUB" });
    expect(await simsOf()).toEqual(before);
    expect(await actionsOf()).toEqual(["package.activated"]);

    await stopPackage(contextOf(dealer, dealer.installer), await refOf(database.owner, hub));
    expect(await swap(number())).toMatchObject({ ok: false, refusal: "PACKAGE_NOT_ACTIVE" });
  });

  test("another company's hub is not found, and a reseller's people have no right to it", async () => {
    await expect(swap(number(), stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const ctx = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
    const attempt = swapSim(ctx, { ...(await refOf(database.owner, hub)), iccid: number() });
    await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("lost race: of twenty who swap at once, one does, and one SIM carries the package", async () => {
    const ref = await refOf(database.owner, hub);
    const tries = Array.from({ length: 20 }, () =>
      swapSim(contextOf(dealer, dealer.installer), { ...ref, iccid: number() }).then(
        () => "done",
        (error: { code?: string }) => error.code,
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "CONFLICT")).toHaveLength(19);
    expect((await simsOf()).filter(({ carries }) => carries)).toHaveLength(1);
  });

  test("the database itself lets a package go over only to a usable SIM of its hub", async () => {
    const { rows } = await database.owner.query(
      `insert into ajax_sim (id, company_id, iccid, kind) values (gen_random_uuid(), $1, $2, 'AJAX') returning id`,
      [dealer.id, number()],
    );
    const change = database.app.query(
      "update hub_package set sim_id = $1, version = version + 1 where hub_id = $2 and status <> 'INACTIVE'",
      [rows[0].id, hub.key],
    );
    await expect(change).rejects.toMatchObject({ constraint: "hub_package_sim_swapped" });
  });
});
