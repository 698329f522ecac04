import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { brokenFields } from "@/tests/contract/check-object";
import * as tables from "@/tests/contract/objects";
import { type Client as CloudClient, call, callBox, linkBox, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addDevice, addHome, addKey, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let other: Home;
let key: string;
let direct: CloudClient;
let proxied: CloudClient;
let boxToken: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  other = await addHome(owner);
  for (const type of ["FIRE_PROTECT_PLUS", "GLASS_PROTECT", "HOME_SIREN", "TRANSMITTER", "LIFE_QUALITY"] as const) {
    await addDevice(owner, home.hub, { companyId: home.dealer.id, type });
  }
  key = await addKey(owner);
  await addRelay(owner);
  await invite(owner, home.hub);
  direct = await signIn(`${server.origin}/api`, key, home.user.email);
  proxied = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  boxToken = ((await linkBox(server.origin, home.user.email)).body as { body: Tokens }).body.sessionToken;
  await direct.ask(`/hubs/${home.hub.hubId}/commands/panic`, { method: "PUT" });
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** Asks for a path by all three ways, demands the same answer, and returns it. */
async function everyWay(path: string): Promise<unknown> {
  const plain = await direct.ask(path);
  const mirrored = await proxied.ask(path);
  const relayed = await callBox(server.origin, `/user/${home.user.id}${path}`, { token: boxToken });
  expect([plain.status, mirrored.status, relayed.status]).toEqual([200, 200, 200]);
  expect(mirrored.body).toEqual(plain.body);
  expect(relayed.body).toEqual({ body: plain.body });
  for (const { headers } of [plain, mirrored]) expect(headers.get("x-suggested-interval")).toBe("30");
  return plain.body;
}

function expectAll(list: unknown, table: tables.ObjectTable, count: number): void {
  expect(list).toHaveLength(count);
  for (const one of list as unknown[]) expect(brokenFields(one, table)).toEqual([]);
}

const hubPath = (rest = "", of = home) => `/hubs/${of.hub.hubId}${rest}`;

describe("what the hub cloud shows, by /api, /connect/api and the relay alike", () => {
  test("the hubs of the account", async () => {
    const hubs = await everyWay("/hubs");
    expectAll(hubs, tables.binding, 1);
    expect(hubs).toMatchObject([{ hubId: home.hub.hubId, hubBindingRole: "MASTER", groupsEnabled: true }]);
  });

  test("a hub, with every field that clients read unchecked", async () => {
    const hub = (await everyWay(hubPath())) as { gsm: { simCards: unknown[] } };
    expect(brokenFields(hub, tables.hub)).toEqual([]);
    expectAll(hub.gsm.simCards, tables.simCard, 1);
    expect(hub).toMatchObject({ id: home.hub.hubId, state: "DISARMED_NIGHT_MODE_OFF", activeChannels: ["ETHERNET"] });
  });

  test("a hub's SIM card with its access point, balance number and traffic, and never a password", async () => {
    const set = `apn = 'ajax.example', apn_username = 'hub', balance_number = '*100#', traffic_tx_kb = 12, traffic_rx_kb = 34`;
    await owner.query(`update ajax_sim set ${set}, traffic_reset_at = '2026-11-01T00:00:00.5Z' where hub_id = $1`, [
      home.hub.key,
    ]);
    const hub = (await everyWay(hubPath())) as { gsm: { simCards: unknown[] } };
    expectAll(hub.gsm.simCards, tables.simCard, 1);
    const access = { apn: "ajax.example", username: "hub", password: "", balanceNumber: "*100#" };
    const traffic = { trafficTxKb: 12, trafficRxKb: 34, lastTrafficResetTimestamp: 1_793_491_200_500 };
    expect(hub.gsm.simCards).toEqual([{ number: 1, ...access, ...traffic }]);
  });

  test("a hub's monitoring station with its addresses, and never its key", async () => {
    await owner.query(
      `insert into station (hub_id, company_id, account_number, sealed_key, address, port, is_wifi_enabled, test_period_seconds,
         next_test_at)
       values ($1, $2, '1234', 'sealed', 'station.example', 9000, false, 120, now())`,
      [home.hub.key, home.dealer.id],
    );
    await owner.query(
      `insert into station_route (company_id, hub_id, channel, is_reserve, address, port)
       values ($1, $2, 'ETHERNET', true, 'reserve.example', 9001), ($1, $2, 'GSM', false, 'cell.example', 9002)`,
      [home.dealer.id, home.hub.key],
    );
    const hub = await everyWay(hubPath());
    expect(brokenFields(hub, tables.hub)).toEqual([]);
    expect(hub).toMatchObject({
      cms: {
        ...{ cmsProtocol: "SIA", siaAccountNumber: "1234", siaEncryptionKey: "", pingPeriodSeconds: 120 },
        ...{ address: "station.example", port: 9000, addressReserve: "reserve.example", portReserve: 9001 },
        gprs: { address: "cell.example", port: 9002, addressReserve: "", portReserve: 0 },
        wifi: { address: "", port: 0, addressReserve: "", portReserve: 0 },
        ...{ ethernetEnabled: true, gprsEnabled: true, wifiEnabled: false },
      },
      CMSActiveChannels: ["ETHERNET"],
    });
    await owner.query("delete from station where hub_id = $1", [home.hub.key]);
  });

  test("devices: whole and flat, with enrich or without, each with the fields of its kind", async () => {
    const devices = (await everyWay(hubPath("/devices"))) as { deviceType: string; id: string }[];
    expect(devices).toHaveLength(9);
    for (const device of devices) {
      expect(brokenFields(device, tables.devices[device.deviceType] ?? {}), device.deviceType).toEqual([]);
      expect(await everyWay(hubPath(`/devices/${device.id}`))).toEqual(device);
    }
    expect(await everyWay(hubPath("/devices?enrich=true"))).toEqual(devices);
    const { body } = await callBox(server.origin, `/user/${home.user.id}${hubPath("/devices")}`, {
      token: boxToken,
      options: { enrich: true },
    });
    expect(body).toEqual({ body: devices });
    forgetPace();
  });

  test("groups, rooms, users, spaces, logs and no video recorders", async () => {
    expectAll(await everyWay(hubPath("/groups")), tables.group, 2);
    expectAll(await everyWay(hubPath("/rooms")), tables.room, 2);
    expectAll(await everyWay(hubPath("/users")), tables.user, 1);
    expectAll(await everyWay("/spaces"), tables.space, 1);
    expect(await everyWay(`/spaces?hubId=${home.hub.hubId}`)).toEqual(await everyWay("/spaces"));
    expect(await everyWay(`/spaces?hubId=${other.hub.hubId}`)).toEqual([]);
    expect(brokenFields(await everyWay(`/spaces/${home.hub.objectId}`), tables.spaceDetail)).toEqual([]);
    expectAll(await everyWay(hubPath("/logs")), tables.event, 1);
    expect(await everyWay(hubPath("/logs?page=2"))).toEqual([]);
    expect(await everyWay(hubPath("/devices/video-edges"))).toEqual([]);
  });

  test("statement 10: whoever is only invited is in no list of users", async () => {
    const users = (await everyWay(hubPath("/users"))) as { id: string }[];
    expect(users.map(({ id }) => id)).toEqual([home.user.id]);
  });

  test("statement 11: synchronizing yields each hub, device and group once, a second run adds nothing, and nothing of others appears", async () => {
    const run = async () => {
      const hubs = (await everyWay("/hubs")) as { id: string }[];
      const parts = await Promise.all(
        hubs.map(async ({ id }) => [
          ...((await direct.ask(`/hubs/${id}/devices`)).body as { id: string }[]).map((one) => one.id),
          ...((await direct.ask(`/hubs/${id}/groups`)).body as { id: string }[]).map((one) => `${id}_${one.id}`),
        ]),
      );
      return [...hubs.map(({ id }) => id), ...parts.flat()].sort();
    };
    const first = await run();
    expect(new Set(first).size).toBe(first.length);
    expect(first).toHaveLength(1 + 9 + 2);
    expect(await run()).toEqual(first);
    const foreign = new Set<string>([other.hub.hubId, ...Object.values(other.devices)]);
    expect(first.filter((id) => foreign.has(id))).toEqual([]);
    forgetPace();
  });
});

describe("what the hub cloud refuses", () => {
  const unknown = () => [
    hubPath("", other),
    "/hubs/FFFFFFFF",
    "/hubs/nothing",
    hubPath(`/devices/${other.devices.door}`),
  ];

  test("answers NOT_FOUND alike for what is not there and what is somebody else's", async () => {
    const bodies = [];
    for (const path of [
      ...unknown(),
      ...unknown()
        .map((each) => `${each}/devices`)
        .slice(0, 3),
    ]) {
      const { status, body } = await direct.ask(path);
      expect([path, status]).toEqual([path, 404]);
      bodies.push(JSON.stringify(body));
    }
    expect(new Set(bodies).size).toBe(1);
    for (const path of ["/spaces/nothing", `/spaces/${other.hub.objectId}`, "/nothing", "/hubs/x/nothing"]) {
      expect((await direct.ask(path)).status, path).toBe(404);
    }
  });

  test("answers FORBIDDEN for another user's path, and UNAUTHORIZED before it", async () => {
    const headers = { "x-api-key": key, "x-session-token": direct.sessionToken };
    const foreign = `${server.origin}/api/user/${other.user.id}/hubs`;
    expect((await call(foreign, { headers })).body).toMatchObject({ error: "FORBIDDEN" });
    expect((await call(foreign, { headers: { "x-api-key": key } })).body).toMatchObject({ error: "UNAUTHORIZED" });
  });

  test("has an error body for unknown paths and methods, too much and no JSON", async () => {
    const { origin } = server;
    const put = (more: object) => direct.ask(hubPath("/commands/arming"), { method: "PUT", ...more });
    const answers = [
      [await call(`${origin}/api/nothing`), 404],
      [await call(`${origin}/api/login`), 405],
      [await direct.ask("/hubs", { method: "DELETE" }), 405],
      [await put({ text: `{"command":"${"x".repeat(1_048_600)}"}` }), 413],
      [await put({ text: "command=ARM", headers: { "content-type": "application/x-www-form-urlencoded" } }), 415],
      [await put({ text: "{" }), 400],
      [await put({ body: [] }), 400],
      [await put({ body: { command: "DANCE" } }), 400],
      [await direct.ask(hubPath("/logs?page=0")), 400],
    ] as const;
    for (const [{ status, body }, expected] of answers) {
      expect(status).toBe(expected);
      expect(brokenFields(body, tables.failure)).toEqual([]);
    }
  });

  test("ends a user's burst with 429 and the time to come again, and passes a synchronization of 200 devices", async () => {
    forgetPace();
    const path = hubPath(`/devices/${home.devices.door}`);
    for (let count = 0; count < 206; count++) expect((await direct.ask(path)).status).toBe(200);
    let last = await direct.ask(path);
    for (let count = 0; count < 200 && last.status === 200; count++) last = await direct.ask(path);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBe(1);
    forgetPace();
  });
});

describe("a company sees and commands its own hubs by its token", () => {
  test("on its own path alone, in the same shapes", async () => {
    const token = await addCompanyToken(owner, home.dealer.id);
    const headers = { "x-api-key": key, "x-company-token": token };
    const base = `${server.origin}/api/company/${home.dealer.id}`;
    const ask = (path: string, more: object = {}) => call(`${base}${path}`, { headers, ...more });
    expectAll((await ask("/hubs")).body, tables.binding, 1);
    expect((await ask("/hubs")).body).toMatchObject([{ hubBindingRole: "COMPANY" }]);
    expect(brokenFields((await ask(hubPath())).body, tables.hub)).toEqual([]);
    expect((await ask(hubPath("/devices"))).body).toHaveLength(9);
    expect((await ask(hubPath(`/devices/${home.devices.door}`))).body).toMatchObject({ deviceType: "DoorProtect" });
    expectAll((await ask(hubPath("/rooms"))).body, tables.room, 2);
    expectAll((await ask(hubPath("/groups"))).body, tables.group, 2);
    expectAll((await ask("/spaces")).body, tables.space, 1);
    expect(brokenFields((await ask(`/spaces/${home.hub.objectId}`)).body, tables.spaceDetail)).toEqual([]);
    const arm = await ask(hubPath("/commands/arming"), { method: "PUT", body: { command: "NIGHT_MODE_ON" } });
    expect([arm.status, arm.body]).toEqual([204, undefined]);
    expect((await ask(hubPath("", other))).status).toBe(404);
    const foreign = await call(`${server.origin}/api/company/${other.dealer.id}/hubs`, { headers });
    expect([foreign.status, foreign.body]).toEqual([
      401,
      { error: "UNAUTHORIZED", message: "Company is not authorized" },
    ]);
    expect((await call(`${base}/hubs`, { headers: { ...headers, "x-company-token": "wrong" } })).status).toBe(401);
    expect((await call(`${base}/hubs`, { headers: { "x-company-token": token } })).status).toBe(401);
  });
});
