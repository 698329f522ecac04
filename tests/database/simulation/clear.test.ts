import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { DeviceType } from "@/lib/domain/devices/registry";
import { addDevice, addHome, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simCommand } from "../support/sim-command";

let db: TestDatabase;
let owner: Client;
let home: Home;
let sim: (...args: string[]) => ReturnType<ReturnType<typeof simCommand>["sim"]>;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});
beforeEach(async () => {
  home = await addHome(owner);
  const command = simCommand();
  sim = (...args) => command.sim(args);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => db.close());

const add = (type: DeviceType) => addDevice(owner, home.hub, { companyId: home.dealer.id, type });

async function tagOf(eventId: unknown): Promise<string | null> {
  const { rows } = await owner.query<{ tag: string }>(
    "select payload ->> 'eventTag' as tag from outbox where id = $1",
    [eventId],
  );
  return rows[0]?.tag ?? null;
}

test.each<{ verb: string; type: DeviceType | null; given?: string[]; told: [string, string] }>([
  { verb: "smoke", type: "FIRE_PROTECT_PLUS", told: ["SmokeDetected", "NoSmokeDetected"] },
  { verb: "heat", type: "FIRE_PROTECT_PLUS", told: ["TemperatureAboveThreshold", "TemperatureBackToNormal"] },
  { verb: "co", type: "FIRE_PROTECT_PLUS", told: ["CODetected", "COLevelOk"] },
  { verb: "leak", type: "LEAKS_PROTECT", told: ["LeakageDetected", "NoLeakageDetected"] },
  { verb: "tamper", type: "DOOR_PROTECT", told: ["LidOpen", "LidClosed"] },
  { verb: "lost", type: "DOOR_PROTECT", told: ["Offline", "Online"] },
  { verb: "battery", type: "DOOR_PROTECT", given: ["--level", "10"], told: ["LowBattery", "BatteryCharged"] },
  { verb: "lid", type: null, told: ["LidOpen", "LidClosed"] },
  { verb: "power-loss", type: null, told: ["ExternalPowerDisconnected", "ExternalPowerRestored"] },
  { verb: "hub-battery", type: null, given: ["--level", "10"], told: ["LowBattery", "BatteryCharged"] },
])("$verb begins, and --clear ends it, once each", async ({ verb, type, given = [], told }) => {
  const place = [...(type ? [await add(type)] : []), home.hub.hubId];
  const changes = { code: 0, line: { changed: true, reported: true, reason: null } };
  const begun = await sim(verb, ...place, ...given);
  const over = await sim(verb, ...place, "--clear");
  expect([begun, over]).toMatchObject([changes, changes]);
  expect([await tagOf(begun.line.eventId), await tagOf(over.line.eventId)]).toEqual(told);
  expect(await sim(verb, ...place, "--clear")).toMatchObject({
    code: 0,
    line: { changed: false, reported: false, reason: "unchanged", eventId: null },
  });
});

test("glass is over in the moment it breaks: to clear it is fine, and changes nothing", async () => {
  const glass = await add("GLASS_PROTECT");
  expect(await sim("arm", home.hub.hubId)).toMatchObject({ code: 0 });
  expect(await sim("glass", glass, home.hub.hubId)).toMatchObject({ code: 0, line: { reported: true } });
  expect(await sim("glass", glass, home.hub.hubId, "--clear")).toMatchObject({
    code: 0,
    line: { changed: false, reported: false, reason: "unchanged" },
  });
});

test("a station's fault is cleared, and one that has none is well already", async () => {
  expect(await sim("station", home.hub.hubId, "--silent")).toMatchObject({ code: 0, line: { changed: true } });
  expect(await sim("station", home.hub.hubId, "--clear")).toMatchObject({ code: 0, line: { changed: true } });
  expect(await sim("station", home.hub.hubId, "--clear")).toMatchObject({ code: 0, line: { reason: "unchanged" } });
});

test("a charge and --clear at once make no sense", async () => {
  const door = await add("DOOR_PROTECT");
  expect(await sim("battery", door, home.hub.hubId, "--level", "5", "--clear")).toMatchObject({ code: 2 });
  expect(await sim("hub-battery", home.hub.hubId, "--level", "5", "--clear")).toMatchObject({ code: 2 });
});
