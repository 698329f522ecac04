import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { openRandom, type Random } from "@/prisma/seed/random";
import { brokenFields } from "@/tests/contract/check-object";
import { failure } from "@/tests/contract/objects";
import { type Client as CloudClient, call, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
let client: CloudClient;
let companyToken: string;
const bodiesEach = 1_000;
const atOnce = 10;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  key = await addKey(owner);
  client = await signIn(`${server.origin}/api`, key, home.user.email);
  companyToken = await addCompanyToken(owner, home.dealer.id);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** A call with a body that would do, and for each field values that are none. */
type Target = { method: string; path: string; base: Record<string, unknown>; wrong: Record<string, unknown[]> };

const noText = [null, 1, true, [], {}, ["ARM"], { $ne: 1 }, "a\0b"];
const noFlag = [null, 1, "true", [], {}, "false"];
const noCommand = [...noText, "", "arm", "ARM ", "DROP TABLE hub", "ARM'--", "\u202eMRA", "A".repeat(500)];
const noPart = ["", "0000000000", "zz", 1, {}, [], "1'--"];

function targets(): Target[] {
  const hub = `/hubs/${home.hub.hubId}`;
  const arming = { command: noCommand, ignoreProblems: noFlag };
  const mute = { muteType: ["", "ALL", 1, {}, [], true] };
  const location = [
    1,
    "here",
    [],
    {},
    { latitude: 91, longitude: 0 },
    { latitude: "50", longitude: 0 },
    { latitude: 1 },
  ];
  return [
    { method: "PUT", path: `${hub}/commands/arming`, base: { command: "ARM" }, wrong: arming },
    { method: "PUT", path: `${hub}/groups/1/commands/arming`, base: { command: "ARM" }, wrong: arming },
    { method: "PUT", path: `${hub}/commands/panic`, base: {}, wrong: { location } },
    { method: "PUT", path: `${hub}/commands/muteFireDetectors`, base: {}, wrong: mute },
    { method: "POST", path: `${hub}/commands/muteSoundIndication`, base: {}, wrong: mute },
    { method: "POST", path: `${hub}/commands/restoreAfterAlarmCondition`, base: {}, wrong: mute },
    {
      method: "POST",
      path: `${hub}/devices/${home.devices.socket}/command`,
      base: { command: "SWITCH_ON", deviceType: "Socket" },
      wrong: {
        command: noCommand,
        deviceType: [...noText, "Relay", "socket", "constructor", "__proto__"],
        additionalParam: [
          1,
          "x",
          [],
          {},
          { additionalParamType: "X", channels: [] },
          { additionalParamType: "CHANNELS" },
        ],
      },
    },
    {
      method: "PUT",
      path: `${hub}/devices/${home.devices.door}`,
      base: { deviceName: "Door" },
      wrong: {
        deviceName: [...noText, "x".repeat(25)],
        roomId: noPart,
        groupId: noPart,
        nightModeArm: noFlag,
        armDelaySeconds: [-1, 121, 1.5, "1", null, {}, 1e308],
        armingMode: noCommand,
        reedContactAware: noFlag,
      },
    },
  ];
}

const noObjects = ["[]", "null", "1", '"ARM"', "true", "[{}]"];
const noJson = [
  "{",
  "}",
  "{'a':1}",
  '{"a":1',
  "\0",
  "ARM",
  '{"command":}',
  "{}}",
  "\ufeff{",
  "<x/>",
  "NaN",
  "undefined",
];

function pickOf<T>(random: Random, items: readonly T[]): T {
  const item = items[random.whole(0, items.length - 1)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

/** Makes one body that is wrong: no JSON, no object, or with one field that is none. */
function wrongBody(random: Random, { base, wrong }: Pick<Target, "base" | "wrong">): string {
  const kind = random.fraction();
  if (kind < 0.15) return pickOf(random, noJson);
  if (kind < 0.25) return pickOf(random, noObjects);
  const field = pickOf(random, Object.keys(wrong));
  const more = random.fraction() < 0.3 ? { [`extra${random.whole(1, 9)}`]: "x".repeat(random.whole(0, 400)) } : {};
  return JSON.stringify({ ...more, ...base, [field]: pickOf(random, wrong[field] ?? []) });
}

type Send = (text: string) => Promise<{ status: number; body: unknown }>;

async function sendAll(target: Pick<Target, "base" | "wrong">, send: Send): Promise<void> {
  const random = openRandom(7);
  for (let sent = 0; sent < bodiesEach; sent += atOnce) {
    forgetPace();
    const texts = Array.from({ length: atOnce }, () => wrongBody(random, target));
    const answers = await Promise.all(texts.map(async (text) => ({ text, ...(await send(text)) })));
    for (const { text, status, body } of answers) {
      expect(status, text).toBeGreaterThanOrEqual(400);
      expect(status, text).toBeLessThan(500);
      expect(brokenFields(body, failure), text).toEqual([]);
    }
  }
}

async function worldNow(): Promise<string> {
  const { rows } = await owner.query<{ world: string }>(
    `select md5((select string_agg(h::text, '' order by id) from hub h) || (select string_agg(d::text, '' order by id) from device d)
       || (select string_agg(g::text, '' order by id) from hub_group g) || (select count(*) from outbox)) as world`,
  );
  return rows[0]?.world ?? "";
}

describe(`${bodiesEach} malformed bodies`, () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    "to command %d: 4xx with error and message, no row changed",
    async (index) => {
      const target = targets()[index];
      if (!target) throw new Error("There is no such target.");
      const before = await worldNow();
      await sendAll(target, (text) => client.ask(target.path, { method: target.method, text }));
      expect(await worldNow()).toBe(before);
    },
    120_000,
  );

  test.each([
    ["arming of a hub", 0],
    ["arming of a group", 1],
    ["command to a device", 6],
  ])(
    "to a company's %s: 4xx with error and message, no row changed",
    async (_, index) => {
      const target = targets()[index];
      if (!target) throw new Error("There is no such target.");
      const { method, path } = target;
      const headers = { "x-api-key": key, "x-company-token": companyToken };
      const before = await worldNow();
      await sendAll(target, (text) =>
        call(`${server.origin}/api/company/${home.dealer.id}${path}`, { method, text, headers }),
      );
      expect(await worldNow()).toBe(before);
    },
    120_000,
  );

  test("to login and refresh: 4xx with error and message", async () => {
    const to = (path: string) => (text: string) =>
      call(`${server.origin}/api${path}`, { method: "POST", text, headers: { "x-api-key": key } });
    const base = { login: home.user.email, passwordHash: "x" };
    const words = [...noText, "x".repeat(300)];
    await sendAll(
      { base, wrong: { login: words, passwordHash: words, userRole: ["PRO", 1, "user", {}] } },
      to("/login"),
    );
    const pair = { userId: home.user.id, refreshToken: "x" };
    await sendAll({ base: pair, wrong: { userId: words, refreshToken: words } }, to("/refresh"));
  }, 120_000);
});
