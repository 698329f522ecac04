import { randomInt, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { liveOn } from "@/lib/jobs/loops/sim-loop";
import { main } from "@/lib/ops/sim";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { addDealer, addHub, addOffer, contextOf, type Dealer, refOf, type TestHub } from "../support/dealer";
import { addLiveHub, addSandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let hub: TestHub;
let output: { out: string; wrong: string };

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addDealer(owner);
});

beforeEach(async () => {
  hub = await addHub(owner, dealer);
  await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [hub.key]);
  output = { out: "", wrong: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    output.wrong += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => db.close());

/** Runs `npm run sim -- …` and returns its exit status and the line it prints. */
async function sim(...args: string[]) {
  output.out = "";
  const code = await main({ args: [...args, "--json"] });
  return { code, ...JSON.parse(output.out || "{}") };
}

async function addDevice(type: string, fields: object): Promise<string> {
  const deviceId = randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
  await owner.query(
    `insert into device (id, company_id, hub_id, device_id, type, name, is_online, battery_percent, cms_device_index, fields)
     values ($1, $2, $3, $4, $5, 'Front', true, 100, (select count(*) + 1 from device where hub_id = $3), $6)`,
    [randomUUID(), dealer.id, hub.key, deviceId, type, fields],
  );
  return deviceId;
}

const addDoor = () => addDevice("DOOR_PROTECT", { reedClosed: true, extraContactClosed: true, reedContactAware: true });

async function toldOf(hubKey: string): Promise<string[]> {
  const { rows } = await owner.query<{ what: string }>(
    `select coalesce(payload ->> 'eventTag', 'update') as what from outbox
     where hub_id = $1 and kind like 'hub.%' order by xid, seq`,
    [hubKey],
  );
  return rows.map(({ what }) => what);
}

async function stateOf(hubKey: string) {
  const { rows } = await owner.query(
    `select h.is_online as online, h.offline_due_at is not null as "isWaiting", h.has_cellular as gsm, h.has_ethernet as cable,
       h.has_mains as mains, h.state::text as arming,
       (select jsonb_agg(jsonb_build_object('slot', s.slot, 'kind', s.kind, 'condition', s.condition) order by s.slot)
        from ajax_sim s where s.hub_id = h.id) as sims
     from hub h where h.id = $1`,
    [hubKey],
  );
  return rows[0];
}

describe("verbs for devices", () => {
  test("a disarmed door that opens is applied and silent, an armed one raises the alarm", async () => {
    const door = await addDoor();
    expect(await sim("open", door, hub.hubId)).toMatchObject({
      code: 0,
      ok: true,
      changed: true,
      reported: false,
      reason: "disarmed",
    });
    expect(await sim("close", door, hub.hubId)).toMatchObject({ code: 0, changed: true, reported: false });
    expect(await sim("arm", hub.hubId)).toMatchObject({ code: 0, changed: true, reported: true, reason: null });
    const alarm = await sim("open", door, hub.hubId);
    expect(alarm).toMatchObject({ code: 0, ok: true, verb: "open", deviceId: door, hubId: hub.hubId, reported: true });
    const { rows } = await owner.query("select payload ->> 'sourceObjectId' as source from outbox where id = $1", [
      alarm.eventId,
    ]);
    expect(rows).toEqual([{ source: door }]);
    expect(await stateOf(hub.key)).toMatchObject({ arming: "ARMED" });
  });

  test("a device that knows no such thing refuses, and one that nobody has is unknown", async () => {
    const door = await addDoor();
    expect(await sim("smoke", door, hub.hubId)).toMatchObject({ code: 1, ok: false, reason: "wrong-device" });
    expect(await sim("open", "FFFFFFFF", hub.hubId)).toMatchObject({ code: 1, ok: false, reason: "not-found" });
    expect(await sim("open", door, "FFFFFFFF")).toMatchObject({ code: 1, ok: false, reason: "not-found" });
    expect(await toldOf(hub.key)).toEqual([]);
  });
});

describe("verbs for a hub", () => {
  test("silenced it goes offline after its delay only, and its return is told", async () => {
    expect(await sim("offline", hub.hubId)).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ online: true, isWaiting: true });
    expect(await sim("offline", hub.hubId)).toMatchObject({ code: 0, changed: false, reason: "unchanged" });
    await owner.query("update hub set offline_due_at = now() - interval '1 second' where id = $1", [hub.key]);
    await liveOn();
    expect(await stateOf(hub.key)).toMatchObject({ online: false });
    expect(await sim("arm", hub.hubId)).toMatchObject({ code: 0, changed: false, reported: false, reason: "offline" });
    expect(await sim("online", hub.hubId)).toMatchObject({ code: 0, changed: true, reported: true });
    expect(await stateOf(hub.key)).toMatchObject({ online: true, isWaiting: false });
  });

  test("mains, lid and a channel go and come back", async () => {
    expect(await sim("power-loss", hub.hubId)).toMatchObject({ code: 0, reported: true });
    expect(await stateOf(hub.key)).toMatchObject({ mains: false });
    expect(await sim("power-loss", hub.hubId, "--clear")).toMatchObject({ code: 0, reported: true });
    expect(await sim("lid", hub.hubId)).toMatchObject({ code: 0, reported: true });
    expect(await sim("channel", hub.hubId, "--name", "ETHERNET", "--down")).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ mains: true, cable: false });
    expect(await sim("channel", hub.hubId, "--name", "ETHERNET", "--clear")).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ cable: true });
  });

  test("each use stands in the hub's history", async () => {
    await sim("lid", hub.hubId);
    await sim("lid", hub.hubId, "--clear");
    await sim("panic", hub.hubId);
    const { rows } = await owner.query(
      "select action, actor_name as by from audit_entry where hub_id = $1 order by recorded_at",
      [hub.key],
    );
    expect(rows).toEqual(
      ["fault.injected", "fault.lifted", "simulator.used"].map((action) => ({ action, by: "Simulator" })),
    );
  });
});

describe("verbs for SIM cards", () => {
  const ajax = { slot: 1, kind: "AJAX", condition: "OK" };

  test.each([
    { args: ["sim-remove"], sims: null },
    { args: ["sim-fault", "--foreign"], sims: [{ slot: 1, kind: "OTHER_OPERATOR", condition: "OK" }] },
    { args: ["sim-pin"], sims: [{ ...ajax, condition: "PIN_LOCKED" }] },
    { args: ["sim-fault", "--defective"], sims: [{ ...ajax, condition: "DEFECTIVE" }] },
  ])("$args is shown, and as it was once it is lifted", async ({ args: [verb = "", ...options], sims }) => {
    const before = await stateOf(hub.key);
    expect(await sim(verb, hub.hubId, ...options)).toMatchObject({ code: 0, ok: true, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ sims });
    expect(await sim(verb, hub.hubId, ...options, "--clear")).toMatchObject({ code: 0, ok: true, changed: true });
    expect(await stateOf(hub.key)).toEqual(before);
  });

  test("a card seen in another hub sits there, and comes back", async () => {
    const other = await addHub(owner, dealer, { hasSim: false });
    expect(await sim("sim-fault", hub.hubId, "--elsewhere")).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ sims: null });
    const { rows } = await owner.query("select hub_id from ajax_sim where id = $1", [hub.simId]);
    expect(rows[0].hub_id).not.toBe(hub.key);
    expect(await sim("sim-fault", hub.hubId, "--clear")).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ sims: [ajax] });
    expect(await stateOf(other.key)).toMatchObject({ sims: null });
  });

  test("a new card goes into a free slot; one that is taken refuses", async () => {
    const iccid = `8988303${String(randomInt(0, 10 ** 12)).padStart(12, "0")}`;
    expect(await sim("sim-insert", hub.hubId, "--slot", "1", "--iccid", iccid)).toMatchObject({
      code: 1,
      reason: "slot-taken",
    });
    expect(await sim("sim-insert", hub.hubId, "--iccid", iccid)).toMatchObject({ code: 0, changed: true });
    expect(await stateOf(hub.key)).toMatchObject({ sims: [ajax, { ...ajax, slot: 2 }] });
    expect(await sim("sim-fault", hub.hubId, "--slot", "2", "--stuck")).toMatchObject({ code: 0, changed: true });
    const empty = await addHub(owner, dealer, { hasSim: false });
    expect(await sim("sim-pin", empty.hubId)).toMatchObject({ code: 1, reason: "slot-empty" });
  });

  test("a gateway that is down holds commands back until it is lifted", async () => {
    const sandbox = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
    const live = await addLiveHub(owner, sandbox, { activatedAt: realNow().subtract({ hours: 1 }), fault: null });
    expect(await sim("gateway", live.hubId, "--down")).toMatchObject({ code: 0, changed: true });
    await stopPackage(contextOf(sandbox, sandbox.owner), await refOf(owner, live));
    await liveOn();
    const reported = async () =>
      (await owner.query("select reported_status::text as s from ajax_sim where id = $1", [live.simId])).rows[0].s;
    expect(await reported()).toBe("ENABLED");
    expect(await sim("gateway", live.hubId, "--clear")).toMatchObject({ code: 0, changed: true });
    await liveOn();
    expect(await reported()).toBe("DISABLED");
    expect(await main({ args: ["settle"] })).toBe(0);
  });
});

describe("the command line", () => {
  test("says in one line what came of it", async () => {
    expect(await main({ args: ["lid", hub.hubId.toLowerCase()] })).toBe(0);
    expect(output.out).toMatch(new RegExp(`^lid on ${hub.hubId}: done \\(event [0-9a-f-]{36}\\)\\.\\n$`));
  });

  test("ends with 2 on wrong usage and touches nothing", async () => {
    expect(await main({ args: ["battery", "1", hub.hubId] })).toBe(2);
    expect(output.wrong).toMatch(/^--level is missing or wrong\. Usage: npm run sim -- battery [^\n]+\n$/);
    expect(await toldOf(hub.key)).toEqual([]);
  });

  test("shows a hub with its devices, and what it told", async () => {
    const door = await addDoor();
    await sim("arm", hub.hubId);
    const shown = await sim("show", hub.hubId);
    expect(shown).toMatchObject({ code: 0, rows: [{ deviceId: "-" }, { deviceId: door, type: "DOOR_PROTECT" }] });
    expect((await sim("log", hub.hubId)).rows.length).toBeGreaterThan(0);
  });

  test("shows base addresses and keys beside the hubs, and not beside a single one", async () => {
    const { code, demo } = await sim("show");
    expect(code).toBe(0);
    expect(demo).toMatchObject({
      api: "http://127.0.0.1:3000/api",
      connect: "http://127.0.0.1:3000/connect",
      apiKey: expect.any(String),
      relay: { user: "relay-user", password: "relay-password" },
      reportingAddress: "ajax@jeedom.com",
    });
    expect((await sim("show", hub.hubId)).demo).toBeUndefined();
  });
});
