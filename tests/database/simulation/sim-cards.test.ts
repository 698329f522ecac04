import { randomInt, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clockNow, realNow } from "@/lib/clock";
import { accessOfSim, reportTrafficKb } from "@/lib/domain/sim-card";
import type { SimulatorAct } from "@/lib/domain/simulator-acts";
import type { SimulatorVerb } from "@/lib/domain/simulator-verbs";
import { liveOn } from "@/lib/jobs/loops/sim-loop";
import { inSystemTransaction } from "@/lib/server/context";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { addSimulatedHub } from "@/lib/server/services/simulation/add-equipment";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { world } from "@/lib/sim/port";
import { addDealer, addHub, addOffer, contextOf, type Dealer, refOf, type TestHub } from "../support/dealer";
import { addLiveHub, addSandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addDealer(owner);
});

afterAll(() => db.close());

const driver = { accountId: null, name: "Test", requestId: randomUUID() };
const own = () => `8988303${String(randomInt(0, 10 ** 12)).padStart(12, "0")}`;

/** Adds a hub whose card is on and carries it beside the cable. */
async function addServedHub() {
  const sandbox = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  const hub = await addLiveHub(owner, sandbox, { activatedAt: realNow().subtract({ hours: 1 }), fault: null });
  await owner.query("update hub set has_cellular = true where id = $1", [hub.key]);
  return { sandbox, hub };
}

async function cardOf(iccid: string): Promise<unknown> {
  const { rows } = await owner.query(
    `select apn, apn_username as "apnUsername", balance_number as "balanceNumber",
       traffic_tx_kb + traffic_rx_kb as traffic, traffic_reset_at is not null as "isCounted"
     from ajax_sim where iccid = $1`,
    [iccid],
  );
  return rows[0];
}

async function drive(hub: TestHub, verb: SimulatorVerb, act: SimulatorAct) {
  return driveSimulator(driver, { verb, hubId: hub.hubId, deviceId: null, act });
}

describe("a card nobody has seen yet has its operator's access and counts its traffic from nothing", () => {
  const fresh = (kind: "AJAX" | "OTHER_OPERATOR") => ({ ...accessOfSim(kind), traffic: 0, isCounted: true });

  test("put into a slot by the portal", async () => {
    const hub = await addHub(owner, dealer);
    const iccid = own();
    const place = { objectId: hub.objectId, hubId: hub.hubId, slot: 2 as const, iccid };
    expect(await installSim(contextOf(dealer, dealer.owner), place)).toMatchObject({ ok: true });
    expect(await cardOf(iccid)).toEqual(fresh("AJAX"));
  });

  test("put into a slot by the simulator, whoever gave it out", async () => {
    const hub = await addHub(owner, dealer);
    const iccid = own();
    expect(await drive(hub, "sim-insert", { kind: "INSERT", slot: 2, iccid })).toMatchObject({ answer: "DONE" });
    expect(await cardOf(iccid)).toEqual(fresh("AJAX"));
    const other = await addHub(owner, dealer);
    const foreign = `8949${String(randomInt(0, 10 ** 12)).padStart(15, "0")}`;
    await drive(other, "sim-insert", { kind: "INSERT", slot: 2, iccid: foreign });
    expect(await cardOf(foreign)).toEqual(fresh("OTHER_OPERATOR"));
  });

  test("in the place of another by a fault", async () => {
    const hub = await addHub(owner, dealer);
    const act = { kind: "FAULT", fault: "SIM_FOREIGN", slot: 1, channel: null, figures: {}, isLifted: false } as const;
    expect(await drive(hub, "sim-insert", act)).toMatchObject({ answer: "DONE" });
    const { rows } = await owner.query<{ iccid: string }>("select iccid from ajax_sim where hub_id = $1", [hub.key]);
    expect(await cardOf(rows[0]?.iccid ?? "")).toEqual(fresh("OTHER_OPERATOR"));
  });

  test("in the place of a serving one by a swap", async () => {
    const { sandbox, hub } = await addServedHub();
    const iccid = own();
    const swap = { ...(await refOf(owner, hub)), iccid };
    expect(await swapSim(contextOf(sandbox, sandbox.owner), swap)).toMatchObject({ ok: true });
    expect(await cardOf(iccid)).toEqual(fresh("AJAX"));
  });

  test("in a hub that comes with it", async () => {
    const { rows } = await owner.query<{ slug: string }>("select slug from company where id = $1", [dealer.id]);
    const iccid = own();
    const wish = { hubId: null, name: null, objectName: null, model: "HUB_2", iccid } as const;
    expect(await addSimulatedHub(driver, { ...wish, companySlug: rows[0]?.slug ?? "" })).toMatchObject({
      answer: "DONE",
    });
    expect(await cardOf(iccid)).toEqual(fresh("AJAX"));
  });
});

async function trafficOf(hub: TestHub): Promise<{ tx: number; rx: number }> {
  const { rows } = await owner.query("select traffic_tx_kb as tx, traffic_rx_kb as rx from ajax_sim where id = $1", [
    hub.simId,
  ]);
  return rows[0];
}

async function turnLid(hub: TestHub, isOpen: boolean): Promise<void> {
  const stimulus = { to: "HUB", what: "LID", isOpen } as const;
  await inSystemTransaction((tx) => world().stimulate(tx, [{ hubKey: hub.key, at: clockNow(0), stimulus }]));
}

describe("what a hub tells", () => {
  test("is counted by its card while the cellular channel is there, and no more once services are stopped", async () => {
    const { sandbox, hub } = await addServedHub();
    await turnLid(hub, true);
    await turnLid(hub, false);
    const twice = { tx: 2 * reportTrafficKb.tx, rx: 2 * reportTrafficKb.rx };
    expect(await trafficOf(hub)).toEqual(twice);
    expect(await stopPackage(contextOf(sandbox, sandbox.owner), await refOf(owner, hub))).toMatchObject({ ok: true });
    await liveOn();
    await turnLid(hub, true);
    expect(await trafficOf(hub)).toEqual(twice);
  });

  test("waits for nobody who is about to change the card", async () => {
    const { hub } = await addServedHub();
    await owner.query("begin");
    await owner.query("select from ajax_sim where id = $1 for update", [hub.simId]);
    await turnLid(hub, true);
    await owner.query("rollback");
    const { rows } = await owner.query("select is_lid_closed as closed from hub where id = $1", [hub.key]);
    expect(rows).toEqual([{ closed: false }]);
    expect(await trafficOf(hub)).toEqual({ tx: 0, rx: 0 });
  });
});
