import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { type DemoKeys, readDemoKeys } from "@/lib/ops/sim/demo-keys";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { type Client, call, callBox, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { openTestDatabase, type TestDatabase } from "../support/open";

/** What the contract promises of every demo: what a stranger may rely on who knows no more than the printed keys. */
let server: CloudServer;
let db: TestDatabase;
let keys: DemoKeys;
let first: Client;
let second: Client;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  await seedWorld({ endsAt: Temporal.Instant.from("2026-11-24T15:00:00Z"), seed: 7 });
  keys = await readDemoKeys(db.owner, server.origin);
  first = await enter(0);
  second = await enter(1);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function enter(index: number): Promise<Client> {
  const email = keys.users[index]?.email ?? "";
  return signIn(`${server.origin}/api`, keys.apiKey, email, keys.password);
}

type Listed = Record<string, unknown>;
const list = async (client: Client, path: string) => (await client.ask(path)).body as Listed[];
const one = async (client: Client, path: string) => (await client.ask(path)).body as Listed;

async function invitationsOf(hubId: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ email: string }>(
    `select i.email::text as email from cloud.hub_invitation i join hub h on h.id = i.hub_id where h.hub_id = $1`,
    [hubId],
  );
  return rows.map(({ email }) => email);
}

describe("the first user of the demo", () => {
  test("is master of exactly one hub, the printed one, in group mode, with two groups and two rooms", async () => {
    const hubs = await list(first, "/hubs");
    expect(hubs).toMatchObject([{ hubId: keys.hub.hubId, hubBindingRole: "MASTER", groupsEnabled: true }]);
    expect(keys.users[0]?.hubId).toBe(keys.hub.hubId);
    const path = `/hubs/${keys.hub.hubId}`;
    expect(await list(first, `${path}/groups`)).toHaveLength(2);
    expect(await list(first, `${path}/rooms`)).toHaveLength(2);
    expect(await list(first, `${path}/users`)).toMatchObject([{ hubBindingRole: "MASTER" }]);
  });

  test("has a hub that is online, disarmed and whole, refuses what is open, and carries an Ajax SIM", async () => {
    const hub = await one(first, `/hubs/${keys.hub.hubId}`);
    expect(hub).toMatchObject({
      ...{ online: true, tampered: false, externallyPowered: true, blockedByServiceProvider: false },
      ...{ state: "DISARMED_NIGHT_MODE_OFF", groupsEnabled: true, armPreventionMode: "PREVENT_ARMING" },
    });
    const { rows } = await db.owner.query(
      "select s.id from ajax_sim s join hub h on h.id = s.hub_id where h.hub_id = $1",
      [keys.hub.hubId],
    );
    expect(rows).toHaveLength(1);
    expect((hub.gsm as { simCards: unknown[] }).simCards).toHaveLength(1);
  });

  test("has a door, a movement, a leak detector and a socket: closed, online, without delays, each in a group and a room", async () => {
    const devices = await list(first, `/hubs/${keys.hub.hubId}/devices`);
    expect(devices.map(({ deviceType }) => deviceType).sort()).toEqual([
      "DoorProtect",
      "LeaksProtect",
      "MotionProtect",
      "Socket",
    ]);
    expect(devices.map(({ id }) => id).sort()).toEqual(keys.hub.devices.map(({ deviceId }) => deviceId).sort());
    const path = `/hubs/${keys.hub.hubId}`;
    const groups = (await list(first, `${path}/groups`)).map(({ id }) => id);
    const rooms = (await list(first, `${path}/rooms`)).map(({ id }) => id);
    for (const device of devices) {
      expect(device, String(device.deviceName)).toMatchObject({ online: true, tampered: false });
      expect(groups).toContain(device.groupId);
      expect(rooms).toContain(device.roomId);
    }
    expect(new Set(devices.map(({ groupId }) => groupId)).size).toBe(2);
    expect(new Set(devices.map(({ roomId }) => roomId)).size).toBe(2);
    const of = (type: string) => devices.find(({ deviceType }) => deviceType === type);
    expect(of("DoorProtect")).toMatchObject({ reedClosed: true, armDelaySeconds: 0, alarmDelaySeconds: 0 });
    expect(of("MotionProtect")).toMatchObject({ armDelaySeconds: 0, alarmDelaySeconds: 0 });
    expect(of("LeaksProtect")).toMatchObject({ leakDetected: false });
  });

  test("has reports switched on: the invitation is pending, and no user", async () => {
    expect(await invitationsOf(keys.hub.hubId)).toEqual([env().reportingAddress]);
  });

  test("can arm the hub at once", async () => {
    const order = (command: string) =>
      first.ask(`/hubs/${keys.hub.hubId}/commands/arming`, { method: "PUT", body: { command } });
    expect((await order("ARM")).status).toBe(204);
    expect(await one(first, `/hubs/${keys.hub.hubId}`)).toMatchObject({ state: "ARMED_NIGHT_MODE_OFF" });
    expect((await order("DISARM")).status).toBe(204);
  });
});

test("the second user is master of another hub of his own, without groups and without reports", async () => {
  const hubId = keys.users[1]?.hubId ?? "";
  expect(await list(second, "/hubs")).toMatchObject([{ hubId, hubBindingRole: "MASTER", groupsEnabled: false }]);
  expect(hubId).not.toBe(keys.hub.hubId);
  expect(await one(second, `/hubs/${hubId}`)).toMatchObject({ state: "DISARMED", groupsEnabled: false });
  expect(await list(second, `/hubs/${hubId}/groups`)).toEqual([]);
  expect(await invitationsOf(hubId)).toEqual([]);
  expect((await second.ask(`/hubs/${keys.hub.hubId}`)).status).toBe(404);
});

test("the company of the printed ID and token has the first hub", async () => {
  const headers = { "x-api-key": keys.apiKey, "x-company-token": keys.company?.token ?? "" };
  const { status, body } = await call(`${keys.api}/company/${keys.company?.companyId}/hubs`, { headers });
  expect(status).toBe(200);
  expect((body as Listed[]).map(({ hubId }) => hubId)).toContain(keys.hub.hubId);
});

test("the PRO account has the shared password and hears that a simple account is needed", async () => {
  await expect(signIn(`${server.origin}/api`, keys.apiKey, keys.proAccounts[0] ?? "", keys.password)).rejects.toThrow(
    /PRO account is refused/,
  );
});

test("there is one API key beside the relay's, and a relay account whose box links with the shared password", async () => {
  const { rows } = await db.owner.query("select is_relay from cloud.api_key order by is_relay");
  expect(rows).toEqual([{ is_relay: false }, { is_relay: true }]);
  const { user, password } = keys.relay;
  expect([user, password]).toEqual(["relay-user", "relay-password"]);
  const login = { login: keys.users[0]?.email, passwordHash: keys.password, userRole: "USER", apikey: "box" };
  const { body } = await callBox(server.origin, "/login", {
    method: "POST",
    body: { ...login, url: "http://box.test" },
  });
  expect(body).toMatchObject({ body: { userId: first.userId } });
});
