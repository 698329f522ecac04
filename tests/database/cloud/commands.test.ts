import { type Client, Client as Holder } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Client as CloudClient, call, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, addResident, type Home } from "../support/home";
import { worldNow } from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let key: string;
let home: Home;
let client: CloudClient;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
});
beforeEach(async () => {
  home = await addHome(owner, { hasGroups: true });
  client = await signIn(`${server.origin}/api`, key, home.user.email);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const path = (rest: string, of = home) => `/hubs/${of.hub.hubId}${rest}`;
const arm = (command: string, more: object = {}) =>
  client.ask(path("/commands/arming"), { method: "PUT", body: { command, ...more } });
const armGroup = (group: string, command: string) =>
  client.ask(path(`/groups/${group}/commands/arming`), { method: "PUT", body: { command } });

async function told(of = home): Promise<string[]> {
  const { rows } = await owner.query<{ what: string }>(
    `select coalesce(payload ->> 'eventCode', (payload ->> 'type') || ' ' || (payload ->> 'updates')) as what from outbox
     where hub_id = $1 and kind like 'hub.%' order by turn, seq`,
    [of.hub.key],
  );
  return rows.map(({ what }) => what);
}

async function stateOf(of = home): Promise<string> {
  const { rows } = await owner.query<{ state: string }>("select state::text as state from hub where id = $1", [
    of.hub.key,
  ]);
  return rows[0]?.state ?? "";
}

describe("arming through the cloud", () => {
  test("statement 15: is the user's act: 204 with nothing in it, and the event names the user", async () => {
    const { status, body } = await arm("ARM");
    expect([status, body]).toEqual([204, undefined]);
    expect(await stateOf()).toBe("ARMED_NIGHT_MODE_OFF");
    const { rows } = await owner.query<{ payload: Record<string, unknown> }>(
      "select payload from outbox where hub_id = $1 and kind = 'hub.event'",
      [home.hub.key],
    );
    expect(rows.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        eventType: "SECURITY",
        eventCode: "M_22_01",
        sourceObjectType: "USER",
        sourceObjectId: home.user.id,
        sourceObjectName: home.user.name,
      }),
    ]);
  });

  test("a repeat of a state already reached is 204, and nothing is told", async () => {
    await arm("ARM");
    const before = await told();
    expect((await arm("ARM")).status).toBe(204);
    expect(await told()).toEqual(before);
  });

  test("changes one group alone, and the hub's state follows from all", async () => {
    expect((await armGroup("00000001", "ARM")).status).toBe(204);
    expect(await stateOf()).toBe("PARTIALLY_ARMED_NIGHT_MODE_OFF");
    expect((await armGroup("2", "ARM")).status).toBe(204);
    expect(await stateOf()).toBe("ARMED_NIGHT_MODE_OFF");
    expect((await armGroup("1", "NIGHT_MODE_ON")).status).toBe(204);
    expect(await stateOf()).toBe("ARMED_NIGHT_MODE_ON");
    expect((await armGroup("99", "ARM")).status).toBe(404);
    expect((await armGroup("x", "ARM")).status).toBe(404);
    expect((await armGroup("1", "PANIC")).status).toBe(400);
  });

  test("is prevented by an open door: 412, nothing changes and the attempt is told; with ignoreProblems it arms", async () => {
    await owner.query(`update device set fields = fields || '{"reedClosed":false}' where device_id = $1`, [
      home.devices.door,
    ]);
    const { status, body } = await arm("ARM");
    expect([status, body]).toEqual([412, { error: "ARMING_PREVENTED", message: expect.any(String) }]);
    expect(await stateOf()).toBe("DISARMED_NIGHT_MODE_OFF");
    expect(await told()).toEqual(["M_22_24"]);
    expect((await arm("ARM", { ignoreProblems: true })).status).toBe(204);
    expect((await told())[1]).toBe("M_22_26");
  });

  test("is 400 for a group of a hub without groups, and 409 for a hub that is offline", async () => {
    const plain = await addHome(owner);
    await owner.query("insert into cloud.hub_binding values ($1, $2, 'USER', now())", [home.user.id, plain.hub.key]);
    const ofGroup = { method: "PUT", body: { command: "ARM" } };
    expect((await client.ask(path("/groups/1/commands/arming", plain), ofGroup)).status).toBe(400);
    await owner.query("update hub set is_online = false, online_since = null, has_ethernet = false where id = $1", [
      plain.hub.key,
    ]);
    expect((await client.ask(path("/commands/arming", plain), ofGroup)).body).toMatchObject({ error: "CONFLICT" });
  });

  test("follows one another: of many at once each is done, and the events tell one way through", async () => {
    const commands = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? "ARM" : "DISARM"));
    const answers = await Promise.all(commands.map((command) => arm(command)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    const events = (await told()).filter((what) => /^M_22_0[01]$/.test(what));
    for (const [index, event] of events.entries()) expect(event).toBe(index % 2 === 0 ? "M_22_01" : "M_22_00");
  });

  test("panic is an alarm, and leaves the state; by either call, with a place or without", async () => {
    expect((await arm("PANIC")).status).toBe(204);
    const location = { latitude: 50.4, longitude: 30.5, accuracy: 5, speed: 0, timestamp: 1 };
    expect((await client.ask(path("/commands/panic"), { method: "PUT", body: { location } })).status).toBe(204);
    expect((await client.ask(path("/commands/panic"), { method: "PUT" })).status).toBe(204);
    expect(await told()).toEqual(["M_22_03", "M_22_03", "M_22_03"]);
    expect(await stateOf()).toBe("DISARMED_NIGHT_MODE_OFF");
  });

  test("muting and going on after an alarm are 204", async () => {
    const mute = { method: "PUT", body: { muteType: "ALL_FIRE_DETECTORS" } };
    const answers = [
      await client.ask(path("/commands/muteFireDetectors"), mute),
      await client.ask(path("/commands/muteSoundIndication"), { method: "POST" }),
      await client.ask(path("/commands/restoreAfterAlarmCondition"), { method: "POST" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  });
});

describe("commands to devices", () => {
  const order = (deviceId: string, body: object) =>
    client.ask(path(`/devices/${deviceId}/command`), { method: "POST", body });

  test("switch a socket: the read says 1 for on, the update 0", async () => {
    const more = { additionalParam: { additionalParamType: "CHANNELS", channels: ["CHANNEL_1"] } };
    expect((await order(home.devices.socket, { command: "SWITCH_ON", deviceType: "Socket", ...more })).status).toBe(
      204,
    );
    const { body } = await client.ask(path(`/devices/${home.devices.socket}`));
    expect(body).toMatchObject({ realState: 1, switchState: ["SWITCHED_ON"] });
    expect(await told()).toEqual(["M_1E_22", 'SOCKET {"realState": 0}']);
    expect((await order(home.devices.socket, { command: "SWITCH_ON", deviceType: "Socket" })).status).toBe(204);
    expect(await told()).toHaveLength(2);
  });

  test("switch one channel of two, and say which are on: words in the read, bits in the update", async () => {
    const spec = {
      type: "LIGHT_SWITCH_TWO_GANG",
      fields: '{"realState":0,"switchState":["SWITCHED_OFF"],"channelStatus":[]}',
    };
    await owner.query("update device set type = $2, fields = $3, battery_percent = null where device_id = $1", [
      home.devices.socket,
      spec.type,
      spec.fields,
    ]);
    const channel = (name: string) => ({
      deviceType: "LightSwitchTwoGang",
      AdditionalParam: { additionalParamType: "CHANNELS", channels: [name] },
    });
    expect((await order(home.devices.socket, { command: "SWITCH_ON", ...channel("CHANNEL_2") })).status).toBe(204);
    const { body } = await client.ask(path(`/devices/${home.devices.socket}`));
    expect(body).toMatchObject({ realState: 1, channelStatus: ["CHANNEL_2_ON"] });
    expect(await told()).toEqual([
      "M_1F_22",
      'LIGHT_SWITCH_TWO_GANG {"realState": 0}',
      'LIGHT_SWITCH_TWO_GANG {"channelStatus": 2}',
    ]);
  });

  test("refuse a wrong type, an unknown command and what is out of reach", async () => {
    const { socket, door } = home.devices;
    expect((await order(socket, { command: "SWITCH_ON", deviceType: "Relay" })).status).toBe(400);
    expect((await order(socket, { command: "DANCE", deviceType: "Socket" })).status).toBe(400);
    expect((await order(door, { command: "SWITCH_ON", deviceType: "DoorProtect" })).status).toBe(400);
    const second = { additionalParam: { additionalParamType: "CHANNELS", channels: ["CHANNEL_2"] } };
    expect((await order(socket, { command: "SWITCH_ON", deviceType: "Socket", ...second })).status).toBe(400);
    await owner.query("update device set is_online = false where device_id = $1", [socket]);
    expect((await order(socket, { command: "SWITCH_ON", deviceType: "Socket" })).status).toBe(409);
    expect(await told()).toEqual([]);
  });
});

describe("PUT device", () => {
  const put = (body: object, as = client) => as.ask(path(`/devices/${home.devices.door}`), { method: "PUT", body });

  test("changes what may be written of the object that was read, and ignores the rest", async () => {
    const { body } = await client.ask(path(`/devices/${home.devices.door}`));
    const change = { deviceName: "Back door", nightModeArm: true, armDelaySeconds: 20, armingMode: "ENTRY_EXIT" };
    const places = { roomId: "00000002", groupId: "00000002", extraContactAware: true };
    expect((await put({ ...(body as object), online: false, ...change, ...places })).status).toBe(204);
    const after = await client.ask(path(`/devices/${home.devices.door}`));
    expect(after.body).toEqual({ ...(body as object), ...change, ...places });
  });

  test("refuses rooms and groups that are not there, and who is not the hub's master", async () => {
    expect((await put({ roomId: "00000009" })).status).toBe(400);
    expect((await put({ groupId: "00000009" })).status).toBe(400);
    expect((await put({ armDelaySeconds: 121 })).status).toBe(400);
    const guest = await addResident(owner, [home.hub], "USER");
    const theirs = await signIn(`${server.origin}/api`, key, guest.email);
    expect((await put({ deviceName: "Theirs" }, theirs)).body).toMatchObject({ error: "FORBIDDEN" });
    const arming = { method: "PUT", body: { command: "ARM" } };
    expect((await theirs.ask(path("/commands/arming"), arming)).status).toBe(204);
  });
});

describe("commands on hubs, groups and devices of others", () => {
  test("statement 16: draw 403 or 404 and leave no trace in the model", async () => {
    const other = await addHome(owner, { hasGroups: true });
    const body = { command: "ARM" };
    const switchOn = { command: "SWITCH_ON", deviceType: "Socket" };
    const tries: [string, string, object][] = [
      ["PUT", path("/commands/arming", other), body],
      ["PUT", path("/groups/1/commands/arming", other), body],
      ["PUT", path("/commands/panic", other), {}],
      ["PUT", path("/commands/muteFireDetectors", other), {}],
      ["POST", path("/commands/muteSoundIndication", other), {}],
      ["POST", path("/commands/restoreAfterAlarmCondition", other), {}],
      ["POST", path(`/devices/${other.devices.socket}/command`, other), switchOn],
      ["POST", path(`/devices/${other.devices.socket}/command`), switchOn],
      ["PUT", path(`/devices/${other.devices.door}`, other), { deviceName: "Mine" }],
      ["PUT", path(`/devices/${other.devices.door}`), { deviceName: "Mine" }],
    ];
    const before = await worldNow(owner);
    const headers = { "x-api-key": key, "x-session-token": client.sessionToken };
    for (const [method, where, sent] of tries) {
      expect((await client.ask(where, { method, body: sent })).status, `${method} ${where}`).toBe(404);
      const theirs = `${server.origin}/api/user/${other.user.id}${where}`;
      expect((await call(theirs, { method, body: sent, headers })).status, `${method} ${theirs}`).toBe(403);
    }
    const token = { "x-api-key": key, "x-company-token": await addCompanyToken(owner, home.dealer.id) };
    for (const [method, where, sent] of tries.filter(([, place]) => /arming$|command$/.test(place))) {
      const own = `${server.origin}/api/company/${home.dealer.id}${where}`;
      expect((await call(own, { method, body: sent, headers: token })).status, `${method} ${own}`).toBe(404);
      const foreign = `${server.origin}/api/company/${other.dealer.id}${where}`;
      expect((await call(foreign, { method, body: sent, headers: token })).status, `${method} ${foreign}`).toBe(401);
    }
    expect(await worldNow(owner)).toBe(before);
    expect([await told(other), await stateOf(other)]).toEqual([[], "DISARMED_NIGHT_MODE_OFF"]);
    expect(await told()).toEqual([]);
  });

  test("statement 16: end with the binding: what was allowed a moment ago is not there any more", async () => {
    await owner.query("delete from cloud.hub_binding where user_id = $1", [home.user.id]);
    expect((await arm("ARM")).status).toBe(404);
    expect((await client.ask("/hubs")).body).toEqual([]);
    expect(await told()).toEqual([]);
  });
});

test("an edit that waits in vain for a hub which somebody holds is 409, and changes nothing", async () => {
  const holder = new Holder({ connectionString: db.ownerUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from hub where id = $1 for update", [home.hub.key]);
  const edit = { method: "PUT", body: { deviceName: "Espresso" } };
  const { status, body } = await client.ask(path(`/devices/${home.devices.socket}`), edit);
  await holder.query("rollback");
  await holder.end();
  expect([status, body]).toEqual([409, { error: "CONFLICT", message: expect.any(String) }]);
  const { body: device } = await client.ask(path(`/devices/${home.devices.socket}`));
  expect(device).toMatchObject({ deviceName: "Socket" });
});
