import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inSystemTransaction } from "@/lib/server/context";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { changeHomePassword } from "@/lib/server/services/home/change-home-password";
import { loseHub } from "@/lib/server/services/home/end-access";
import { driveHomes } from "@/lib/server/services/simulation/drive-homes";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { brokenFields } from "@/tests/contract/check-object";
import * as tables from "@/tests/contract/objects";
import { type Client as CloudClient, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { type CloudStream, openStream } from "../support/cloud-stream";
import { addHome, addKey, addRelay, addResident, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let key: string;
let home: Home;
let client: CloudClient;
const open: CloudStream[] = [];

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
  await addRelay(owner);
});
beforeEach(async () => {
  for (const stream of open.splice(0)) stream.close();
  home = await addHome(owner);
  client = await signIn(`${server.origin}/api`, key, home.user.email);
});
afterAll(async () => {
  for (const stream of open) stream.close();
  await closeUserStreams();
  await server.close();
  await db.close();
});

const driver = { accountId: null, name: "Simulator", requestId: "" };

async function drive(deviceId: string | null, act: Parameters<typeof driveSimulator>[1]["act"], of = home) {
  return driveSimulator(driver, { verb: "open", hubId: of.hub.hubId, deviceId, act });
}
const door = (isOver: boolean, of = home) =>
  drive(of.devices.door, { kind: "DEVICE", feel: { what: "CONDITION", condition: "OPENING", isOver } }, of);
const arm = (command: "ARM" | "DISARM", of = home) =>
  drive(null, { kind: "ORDER", command, groupNumber: null, ignoreProblems: true, userEmail: null }, of);

async function listen(more: Record<string, string> = {}, as = client): Promise<CloudStream> {
  const headers = { "x-api-key": key, "x-session-token": as.sessionToken, ...more };
  const stream = await openStream(`${server.origin}/api/events?userId=${as.userId}`, headers);
  open.push(stream);
  return stream;
}

const count = (stream: CloudStream, entries: number) =>
  waitUntil(`${entries} entries have come`, async () => stream.entries.length >= entries);

/** Something that everybody who may hear hears: lets a test know that all before it has been told. */
async function settled(stream: CloudStream, entriesBefore: number): Promise<void> {
  await drive(null, { kind: "ORDER", command: "PANIC", groupNumber: null, ignoreProblems: false, userEmail: null });
  await count(stream, entriesBefore + 1);
}

describe("the stream of a user", () => {
  test("begins with a comment and tells updates and events, each in its own shape, on one line", async () => {
    await invite(owner, home.hub);
    const stream = await listen();
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.text()).toMatch(/^: connected\n/);
    await arm("ARM");
    await door(false);
    await count(stream, 4);
    const data = stream.entries.map((entry) => entry.data);
    const [armed, state, alarm, reed] = data as [
      { recipient: unknown; event: unknown },
      unknown,
      { event: Record<string, unknown> },
      unknown,
    ];
    expect(brokenFields(armed.recipient, tables.recipient)).toEqual([]);
    for (const { event } of [armed, alarm]) expect(brokenFields(event, tables.event)).toEqual([]);
    for (const update of [state, reed]) expect(brokenFields(update, tables.update)).toEqual([]);
    expect(state).toMatchObject({ userId: home.user.id, type: "HUB", updates: { state: 1 } });
    expect(reed).toMatchObject({ id: home.devices.door, type: "DOOR_PROTECT", updates: { reedClosed: 0 } });
    expect(new Set(stream.entries.map(({ id }) => id)).size).toBe(4);
  });

  test("statement 12: an alarm is the detector's: one event, and no alarm state of the hub", async () => {
    await invite(owner, home.hub);
    const stream = await listen();
    await arm("ARM");
    await door(false);
    await settled(stream, 4);
    const events = stream.entries.flatMap(({ data }) =>
      "event" in data ? [data.event as Record<string, unknown>] : [],
    );
    const alarms = events.filter(
      ({ eventType, eventTag }) => eventType === "ALARM" && eventTag !== "PanicButtonPressed",
    );
    expect(alarms).toEqual([
      expect.objectContaining({
        sourceObjectId: home.devices.door,
        sourceObjectType: "DOOR_PROTECT",
        eventCode: "M_01_20",
      }),
    ]);
    const updates = stream.entries.flatMap(({ data }) => ("updates" in data ? [[data.type, data.updates]] : []));
    expect(updates).toEqual([
      ["HUB", { state: 1 }],
      ["DOOR_PROTECT", { reedClosed: 0 }],
    ]);
    expect((await client.ask(`/hubs/${home.hub.hubId}`)).body).toMatchObject({ state: "ARMED" });
  });

  test("statement 13: a movement detector reports only while armed, and no read shows movement", async () => {
    await invite(owner, home.hub);
    const stream = await listen();
    const move = () =>
      drive(home.devices.motion, { kind: "DEVICE", feel: { what: "CONDITION", condition: "MOTION", isOver: false } });
    const before = (await client.ask(`/hubs/${home.hub.hubId}/devices/${home.devices.motion}`)).body;
    await move();
    expect((await client.ask(`/hubs/${home.hub.hubId}/devices/${home.devices.motion}`)).body).toEqual(before);
    await arm("ARM");
    await move();
    await count(stream, 3);
    const tags = stream.entries.map(
      ({ data }) => (data.event as { eventTag?: string } | undefined)?.eventTag ?? "update",
    );
    expect(tags).toEqual(["Arm", "update", "MotionDetected"]);
  });

  test("statement 8 and statement 9: tells nothing until the reporting address is invited, then everything while that stays pending, a year included", async () => {
    const stream = await listen();
    await door(false);
    await driveHomes(driver, { verb: "invite", hubId: home.hub.hubId, email: null });
    await owner.query("update simulation_clock set offset_ms = offset_ms + 366::bigint * 86400000 where id = $1", [
      home.dealer.clockId,
    ]);
    await door(true);
    await count(stream, 1);
    expect(stream.entries.map(({ data }) => data.updates)).toEqual([{ reedClosed: 1 }]);
    const { rows } = await owner.query("select state from cloud.hub_invitation where hub_id = $1", [home.hub.key]);
    expect(rows).toEqual([{ state: "PENDING" }]);
    expect((await owner.query("select from mail_message where recipient = 'ajax@jeedom.com'")).rowCount).toBe(0);
  });

  test("statement 10: revoking the invitation stops it at once, while reads and commands go on", async () => {
    await invite(owner, home.hub);
    const stream = await listen();
    await door(false);
    await count(stream, 1);
    await driveHomes(driver, { verb: "uninvite", hubId: home.hub.hubId, email: null });
    await door(true);
    await driveHomes(driver, { verb: "invite", hubId: home.hub.hubId, email: null });
    await settled(stream, 1);
    expect((await client.ask("/hubs")).status).toBe(200);
    const body = { command: "ARM" };
    expect((await client.ask(`/hubs/${home.hub.hubId}/commands/arming`, { method: "PUT", body })).status).toBe(204);
  });

  test("tells nobody else: neither who is not bound to the hub nor whose hub does not report", async () => {
    await invite(owner, home.hub);
    const quiet = await addHome(owner);
    const theirs = await listen({}, await signIn(`${server.origin}/api`, key, quiet.user.email));
    const mine = await listen();
    await door(false, quiet);
    await door(false);
    await count(mine, 1);
    expect(mine.entries[0]?.data).toMatchObject({ id: home.devices.door });
    expect(theirs.entries).toEqual([]);
  });

  test("goes on from the last id after a break: nothing is lost and nothing comes twice", async () => {
    await invite(owner, home.hub);
    const first = await listen();
    await door(false);
    await count(first, 1);
    first.close();
    for (let round = 0; round < 5; round++) {
      await door(true);
      await door(false);
    }
    const second = await listen({ "last-event-id": first.entries.at(-1)?.id ?? "" });
    await count(second, 10);
    await settled(second, 10);
    const updates = second.entries.map(({ data }) => (data.updates as { reedClosed?: number } | undefined)?.reedClosed);
    expect(updates.slice(0, 10)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const middle = await listen({ "last-event-id": second.entries[3]?.id ?? "" });
    await count(middle, 7);
    expect(middle.entries.map(({ data }) => data)).toEqual(second.entries.slice(4).map(({ data }) => data));
  });

  test("is refused without a token, and for another user", async () => {
    const other = await addResident(owner, []);
    const headers = { "x-api-key": key, "x-session-token": client.sessionToken };
    expect((await openStream(`${server.origin}/api/events?userId=${other.id}`, headers)).status).toBe(403);
    expect((await openStream(`${server.origin}/api/events`, { "x-api-key": key })).status).toBe(401);
  });

  test("is five at most: a sixth closes the oldest", async () => {
    const streams = [];
    for (let index = 0; index < 6; index++) streams.push(await listen());
    await streams[0]?.ended;
    await invite(owner, home.hub);
    await door(false);
    for (const stream of streams.slice(1)) await count(stream, 1);
  });

  test("comes through the relay as well, which supplies the key", async () => {
    await invite(owner, home.hub);
    const boxed = await signIn(`${server.origin}/connect/api`, null, home.user.email);
    const stream = await openStream(`${server.origin}/connect/events?userId=${boxed.userId}`, {
      "x-session-token": boxed.sessionToken,
    });
    open.push(stream);
    expect(stream.text()).toMatch(/^: connected\n/);
    await door(false);
    await count(stream, 1);
    stream.close();
  });
});

describe("what ends a stream", () => {
  test("statement 17: lives on when the token merely runs out, and after a refresh", async () => {
    await invite(owner, home.hub);
    const stream = await listen();
    await driveHomes(driver, { verb: "expire", deviceId: null, hubId: home.hub.hubId });
    expect((await client.ask("/hubs")).status).toBe(401);
    await door(false);
    await count(stream, 1);
  });

  test.each([
    ["a sign-out", () => driveHomes(driver, { verb: "sign-out", email: home.user.email })],
    ["a new password", () => changeHomePassword(home.user.id, "another-long-password")],
    [
      "the loss of the hub",
      () => inSystemTransaction((tx) => loseHub(tx, { userId: home.user.id, hubKey: home.hub.key })),
    ],
  ])("statement 17: it ends with %s, and so do its tokens", async (_, act) => {
    const stream = await listen();
    await act();
    await stream.ended;
    expect((await client.ask("/hubs")).status).toBe(401);
  });
});
