import { randomInt } from "node:crypto";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { homeVerbs } from "@/lib/domain/simulator-homes";
import { simulatorVerbNames, simulatorVerbs } from "@/lib/domain/simulator-verbs";
import { lookingVerbs } from "@/lib/ops/sim/read-command";
import { worldVerbs } from "@/lib/ops/sim/world-command";
import { addHub, addOffer } from "../support/dealer";
import { addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simCommand } from "../support/sim-command";

let db: TestDatabase;
let owner: Client;
let sandbox: Sandbox;
let hubId: string;
let deviceId: string;
let command: ReturnType<typeof simCommand>;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  sandbox = await addSandbox(owner, { now: realNow().add({ hours: 1 }) });
});

beforeEach(async () => {
  const hub = await addHub(owner, sandbox);
  await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [hub.key]);
  hubId = hub.hubId;
  deviceId = hexId();
  await owner.query(
    `insert into device (id, company_id, hub_id, device_id, type, name, cms_device_index, battery_percent, temperature, fields)
     values (gen_random_uuid(), $1, $2, $3, 'FIRE_PROTECT_PLUS', 'Hall', 1, 90, 21, '{}')`,
    [sandbox.id, hub.key, deviceId],
  );
  command = simCommand();
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => db.close());

function hexId(): string {
  return randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
}

/** Somebody who lives with the hub. Returns the address. */
async function addResident(): Promise<string> {
  const email = `olha${hexId()}@home.example`.toLowerCase();
  const { rows } = await owner.query<{ id: string }>(
    `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
     values (gen_random_uuid(), $1, 'Olha', 'Moroz', 'x', now()) returning id`,
    [email],
  );
  await owner.query(
    `insert into cloud.hub_binding (user_id, hub_id, role, created_at) select $1, id, 'USER', now() from hub where hub_id = $2`,
    [rows[0]?.id, hubId],
  );
  return email;
}

const sim = (...args: string[]) => command.sim(args);

/** What each verb needs beside its hub and device. */
const given: Partial<Record<string, string[]>> = {
  battery: ["--level", "15"],
  temperature: ["--value", "30"],
  switch: ["--on"],
  "hub-battery": ["--level", "10"],
  channel: ["--name", "ETHERNET", "--down"],
  "sim-insert": ["--slot", "2", "--foreign"],
  "sim-fault": ["--stuck"],
  gateway: ["--slow", "20"],
  station: ["--refuse"],
};

describe.each(simulatorVerbNames)("%s", (verb) => {
  const isOfDevice = simulatorVerbs[verb].target === "DEVICE";
  const options = given[verb] ?? [];

  test("on a known hub ends with 0 or, refused, with 1, and says why in one line", async () => {
    const { code, line } = await sim(verb, ...(isOfDevice ? [deviceId, hubId] : [hubId]), ...options);
    expect(line).toMatchObject({ verb, hubId, deviceId: isOfDevice ? deviceId : null, ok: code === 0 });
    expect([0, 1]).toContain(code);
    if (code === 1) expect(line.reason).toEqual(expect.any(String));
  });

  test("on an unknown one ends with 1, without its arguments with 2", async () => {
    const unknown = await sim(verb, ...(isOfDevice ? [deviceId, hexId()] : [hexId()]), ...options);
    expect(unknown).toMatchObject({ code: 1, line: { ok: false, reason: "not-found" } });
    expect((await sim(verb, ...options)).code).toBe(2);
    if (isOfDevice) expect(await sim(verb, hexId(), hubId, ...options)).toMatchObject({ code: 1 });
  });
});

test("every verb explains itself", async () => {
  const verbs = [...simulatorVerbNames, ...worldVerbs, ...lookingVerbs, ...homeVerbs];
  for (const verb of verbs) {
    const { code, out } = await command.say(verb, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: npm run sim -- ${verb}( .*)?\n$`));
  }
  const { code, out } = await command.say("--help");
  expect(code).toBe(0);
  for (const verb of verbs) expect(out).toMatch(new RegExp(`^ {2}${verb}( |$)`, "m"));
});

/** What each verb about people and their programs takes, with `HUB` and `EMAIL` for ones there are. */
const homeWords: Record<(typeof homeVerbs)[number], string[]> = {
  expire: ["", "HUB"],
  invite: ["HUB", "guest@home.example"],
  uninvite: ["HUB", "--reporter"],
  "sign-out": ["EMAIL"],
  unlink: ["EMAIL"],
  "push-fail": ["EMAIL", "--times", "2"],
};

test.each(homeVerbs)("%s takes what is there, refuses what is not, and says how it is used", async (verb) => {
  const email = await addResident();
  const fill = (hub: string, address: string) =>
    homeWords[verb].map((word) => (word === "HUB" ? hub : word === "EMAIL" ? address : word));
  expect(await sim(verb, ...fill(hubId, email))).toMatchObject({ code: 0, line: { ok: true, verb } });
  expect(await sim(verb, ...fill(hexId(), "nobody@home.example"))).toMatchObject({
    code: 1,
    line: { ok: false, reason: "not-found" },
  });
  expect((await sim(verb, "one", "two", "three", "four")).code).toBe(2);
  expect((await sim(verb, "--nonsense")).code).toBe(2);
});

test("somebody who lives with the hub arms it by name, and nobody else can be named", async () => {
  const email = await addResident();
  const armed = await sim("arm", hubId, "--user", email.toUpperCase());
  expect(armed).toMatchObject({ code: 0, line: { ok: true, changed: true, reported: true, reason: null } });
  const { rows } = await owner.query("select payload ->> 'sourceObjectName' as name from outbox where id = $1", [
    armed.line.eventId,
  ]);
  expect(rows).toEqual([{ name: "Olha Moroz" }]);
  expect(await sim("panic", hubId, "--user", email)).toMatchObject({ code: 0, line: { reported: true } });
  const stranger = await sim("disarm", hubId, "--user", "nobody@home.example");
  expect(stranger).toMatchObject({ code: 1, line: { ok: false, changed: false, reason: "no-such-user" } });
  expect((await sim("arm", hubId, "--user", "no address")).code).toBe(2);
});

test("the world is shown with what opens it, one hub with its devices, and its last events", async () => {
  const shown = await sim("show");
  expect(shown).toMatchObject({ code: 0, line: { ok: true, demo: { relay: { user: "relay-user" } } } });
  expect(JSON.stringify(shown.line)).toContain("http://127.0.0.1:3000/connect");
  const one = await sim("show", hubId);
  expect(one.line.rows).toMatchObject([{ hubId }, { hubId, deviceId }]);
  expect(one.line.demo).toBeUndefined();
  expect(await sim("show", hexId())).toMatchObject({ code: 1, line: { ok: false, reason: "not-found" } });
  await sim("lid", hubId);
  expect(await sim("log", hubId)).toMatchObject({ code: 0, line: { ok: true } });
  expect(await sim("log", hexId())).toMatchObject({ code: 1, line: { reason: "not-found" } });
  for (const verb of ["show", "log", "settle"]) expect((await sim(verb, hubId, "more")).code).toBe(2);
  expect((await sim("settle", hubId)).code).toBe(2);
  expect((await sim("nonsense")).code).toBe(2);
  expect((await sim()).code).toBe(2);
});

test("the clock is shown, moved by a stretch and to an instant, and never back", async () => {
  const of = ["--company", sandbox.slug];
  const shown = await sim("clock", "show", ...of);
  expect(shown).toMatchObject({ code: 0, line: { ok: true, state: "READY" } });
  const before = Temporal.Instant.from(String(shown.line.now));
  const moved = await sim("clock", "advance", "2h", ...of);
  expect(moved.code).toBe(0);
  const after = Temporal.Instant.from(String(moved.line.now));
  expect(after.since(before).total("minutes")).toBeCloseTo(120, 0);
  const target = after.add({ hours: 1 }).round("second").toString();
  expect(await sim("clock", "to", target, ...of)).toMatchObject({
    code: 0,
    line: { verb: "clock", changed: true, now: target },
  });
  expect(await sim("clock", "to", before.toString(), ...of)).toMatchObject({
    code: 1,
    line: { ok: false, reason: "clock-backward" },
  });
  expect(await sim("clock", "show", "--company", "nobody")).toMatchObject({ code: 1, line: { reason: "no-clock" } });
  expect((await sim("clock", "advance")).code).toBe(2);
  const { rows } = await owner.query(
    "select actor_kind::text as kind, actor_name as name from audit_entry where action = 'clock.advanced' and company_id = $1",
    [sandbox.id],
  );
  expect(rows).toEqual([
    { kind: "JOB", name: "Simulator" },
    { kind: "JOB", name: "Simulator" },
  ]);
});

test("a hub and its devices come into the world, and live there", async () => {
  const newId = hexId();
  const of = ["--company", sandbox.slug];
  const iccid = `8988303${String(randomInt(0, 10 ** 12)).padStart(12, "0")}`;
  const added = await sim("hub-add", newId, ...of, "--name", "Back door", "--iccid", iccid);
  expect(added).toMatchObject({ code: 0, line: { ok: true, hubId: newId, changed: true } });
  expect(await sim("hub-add", newId, ...of)).toMatchObject({ code: 1, line: { reason: "hub-taken" } });
  expect(await sim("hub-add", ...of, "--iccid", iccid)).toMatchObject({ code: 1, line: { reason: "sim-held" } });
  expect(await sim("hub-add", "--company", "nobody")).toMatchObject({ code: 1, line: { reason: "not-found" } });

  const door = await sim("device-add", newId, "--type", "DoorProtect", "--room", "Hall");
  expect(door).toMatchObject({ code: 0, line: { ok: true, hubId: newId } });
  const doorId = String(door.line.deviceId);
  expect(await sim("open", doorId, newId)).toMatchObject({ code: 0, line: { changed: true } });
  expect(await sim("device-add", newId, "--type", "SOCKET", "--group", "1")).toMatchObject({
    code: 1,
    line: { reason: "no-such-group" },
  });
  expect(await sim("device-add", hexId(), "--type", "SOCKET")).toMatchObject({
    code: 1,
    line: { reason: "not-found" },
  });
  expect((await sim("device-add", newId)).code).toBe(2);
  const { rows } = await owner.query(
    `select h.name, h.is_online as "isOnline", r.name as room, d.name as device, s.iccid
     from hub h join device d on d.hub_id = h.id join room r on r.id = d.room_id join ajax_sim s on s.hub_id = h.id
     where h.hub_id = $1`,
    [newId],
  );
  expect(rows).toEqual([{ name: "Back door", isOnline: true, room: "Hall", device: "DoorProtect", iccid }]);
});

test("a fleet comes and goes, and nothing is made afresh unasked", async () => {
  const of = ["--company", sandbox.slug];
  expect(await sim("fleet", "--hubs", "20", ...of)).toMatchObject({ code: 0, line: { ok: true } });
  const { rows } = await owner.query<{ n: number }>("select count(*)::int as n from hub where company_id = $1", [
    sandbox.id,
  ]);
  expect(rows[0]?.n).toBeGreaterThanOrEqual(20);
  expect(await sim("fleet", "--remove", ...of)).toMatchObject({ code: 0 });
  expect(await sim("fleet", "--hubs", "1", "--company", "nobody")).toMatchObject({
    code: 1,
    line: { verb: "fleet", reason: "problem" },
  });
  expect((await sim("fleet")).code).toBe(2);
  expect(await sim("reset")).toMatchObject({ code: 1, line: { ok: false, reason: "not-confirmed" } });
  await owner.query(
    "insert into worker_beat (pool_id, process, started_at, beat_at) values ('test', 'worker', now(), now())",
  );
  expect(await sim("reset", "--yes")).toMatchObject({ code: 1, line: { ok: false, reason: "running" } });
});

test("old firmware waits for its update until the fault is lifted", async () => {
  const firmwareOf = async () =>
    (await owner.query("select firmware, latest_firmware as latest from hub where hub_id = $1", [hubId])).rows[0];
  const before = await firmwareOf();
  expect(await sim("firmware-old", hubId)).toMatchObject({ code: 0, line: { changed: true } });
  expect(await firmwareOf()).toEqual({ firmware: "2.8.0", latest: "2.34.1" });
  expect(await sim("firmware-old", hubId, "--clear")).toMatchObject({ code: 0, line: { changed: true } });
  expect(await firmwareOf()).toEqual(before);
});
