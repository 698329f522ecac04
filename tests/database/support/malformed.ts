import type { Client } from "pg";
import { expect } from "vitest";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { openRandom, type Random } from "@/prisma/seed/random";
import { brokenFields } from "@/tests/contract/check-object";
import { endpoints } from "@/tests/contract/endpoints";
import { failure } from "@/tests/contract/objects";
import type { Home } from "./home";

export const bodiesEach = 1_000;
const atOnce = 10;

/** A call with a body that would do, and for each field values that are none. */
export type Target = { method: string; path: string; base: Record<string, unknown>; wrong: Record<string, unknown[]> };

export const noText = [null, 1, true, [], {}, ["ARM"], { $ne: 1 }, "a\0b"];
const noFlag = [null, 1, "true", [], {}, "false"];
const noCommand = [...noText, "", "arm", "ARM ", "DROP TABLE hub", "ARM'--", "\u202eMRA", "A".repeat(500)];
const noPart = ["", "0000000000", "zz", 1, {}, [], "1'--"];

/** The commands of a user, by the names of their routes; a company's are the same below its own path. */
export function targetsOf(home: Home): Record<string, Target> {
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
  return {
    armHub: { method: "PUT", path: `${hub}/commands/arming`, base: { command: "ARM" }, wrong: arming },
    armGroup: { method: "PUT", path: `${hub}/groups/1/commands/arming`, base: { command: "ARM" }, wrong: arming },
    panic: { method: "PUT", path: `${hub}/commands/panic`, base: {}, wrong: { location } },
    muteFire: { method: "PUT", path: `${hub}/commands/muteFireDetectors`, base: {}, wrong: mute },
    muteSound: { method: "POST", path: `${hub}/commands/muteSoundIndication`, base: {}, wrong: mute },
    restore: { method: "POST", path: `${hub}/commands/restoreAfterAlarmCondition`, base: {}, wrong: mute },
    commandDevice: {
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
    editDevice: {
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
  };
}

/** The routes that take a body, but for login and refresh: a user's commands, and a company's. */
export const commandNames = (Object.keys(endpoints) as (keyof typeof endpoints)[]).filter(
  (name) => endpoints[name].body !== undefined,
);

/** What is sent to a route, and below whose path it stands. */
export function targetOf(home: Home, name: string): Target & { isOfCompany: boolean } {
  const isOfCompany = name.startsWith("company");
  const target = targetsOf(home)[name.replace(/^company(.)/, (_, first: string) => first.toLowerCase())];
  if (!target) throw new Error(`No body is made for ${name}.`);
  return { ...target, isOfCompany };
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

export function pickOf<T>(random: Random, items: readonly T[]): T {
  const item = items[random.whole(0, items.length - 1)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

/** Makes one body that is wrong: no JSON, no object, or with one field that is none. */
export function wrongBody(random: Random, { base, wrong }: Pick<Target, "base" | "wrong">): string {
  const kind = random.fraction();
  if (kind < 0.15) return pickOf(random, noJson);
  if (kind < 0.25) return pickOf(random, noObjects);
  const field = pickOf(random, Object.keys(wrong));
  const more = random.fraction() < 0.3 ? { [`extra${random.whole(1, 9)}`]: "x".repeat(random.whole(0, 400)) } : {};
  return JSON.stringify({ ...more, ...base, [field]: pickOf(random, wrong[field] ?? []) });
}

export type Send = (text: string) => Promise<{ status: number; body: unknown }>;

/** Expects 4xx with the body of a refusal. */
function expectRefused(status: number, body: unknown, text: string): void {
  expect(status, text).toBeGreaterThanOrEqual(400);
  expect(status, text).toBeLessThan(500);
  expect(brokenFields(body, failure), text).toEqual([]);
}

/** Sends a thousand bodies of which each is wrong, and expects of each answer what `expectAnswer` says. */
export async function sendWrongBodies(
  target: Pick<Target, "base" | "wrong">,
  send: Send,
  expectAnswer = expectRefused,
): Promise<void> {
  await sendMany((random) => wrongBody(random, target), send, expectAnswer);
}

/** As {@link sendWrongBodies}, with anything that `make` makes. */
export async function sendMany(
  make: (random: Random) => string,
  send: Send,
  expectAnswer = expectRefused,
): Promise<void> {
  const random = openRandom(7);
  for (let sent = 0; sent < bodiesEach; sent += atOnce) {
    forgetPace();
    const texts = Array.from({ length: atOnce }, () => make(random));
    const answers = await Promise.all(texts.map(async (text) => ({ text, ...(await send(text)) })));
    for (const { text, status, body } of answers) expectAnswer(status, body, text);
  }
}

/** What the hubs of all homes are like, in one word: the same as long as no row of theirs changes. */
export async function worldNow(owner: Client): Promise<string> {
  const { rows } = await owner.query<{ world: string }>(
    `select md5((select string_agg(h::text, '' order by id) from hub h) || (select string_agg(d::text, '' order by id) from device d)
       || (select string_agg(g::text, '' order by id) from hub_group g) || (select count(*) from outbox)) as world`,
  );
  return rows[0]?.world ?? "";
}
