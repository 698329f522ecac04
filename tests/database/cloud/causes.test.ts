import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clockNow } from "@/lib/clock";
import { eventSpecs } from "@/lib/domain/event-codes";
import { inSystemTransaction } from "@/lib/server/context";
import { acceptHubInvitation } from "@/lib/server/services/home/answer-hub-invitation";
import { inviteHubUser } from "@/lib/server/services/home/invite-hub-user";
import { removeHubUser } from "@/lib/server/services/home/remove-hub-user";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import type { Stimulus } from "@/lib/sim/hub/stimulus";
import { world } from "@/lib/sim/port";
import type { Cause, CauseAct } from "@/tests/contract/cause";
import { causesOfDevices } from "@/tests/contract/causes-of-devices";
import { causesOfHubs } from "@/tests/contract/causes-of-hubs";
import { brokenFields } from "@/tests/contract/check-object";
import * as tables from "@/tests/contract/objects";
import { addStation, endPause, openLoop } from "../stations/world";
import { type Client as CloudClient, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addDevice, addHome, addKey, addResident, type Home, type Resident } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let key: string;
let guest: Resident;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
  guest = await addResident(owner, []);
});
beforeEach(() => owner.query("delete from rate_limit"));
afterAll(async () => {
  await server.close();
  await db.close();
});

const causes = [...causesOfDevices, ...causesOfHubs];
const closedPort = 1;
const as = ({ id, name }: Resident): CloudCaller => ({ scope: { kind: "USER", userId: id }, actor: { id, name } });

/** A home on all three channels with a station that nobody dials, and the device the cause is about. */
type Stage = { home: Home; deviceId: string | null; deviceKey: string; client: CloudClient };

async function setUp({ device, hasGroups = false, isWatchedAtNight = false }: Cause): Promise<Stage> {
  const home = await addHome(owner, { hasGroups });
  await addStation(owner, home.hub, { port: closedPort });
  await owner.query("update ajax_sim set kind = 'OTHER_OPERATOR' where hub_id = $1", [home.hub.key]);
  await owner.query(
    `update hub set has_wifi = true, wifi = '{"enabled":true,"ssid":"Home"}', has_cellular = true, cellular_generation = 4,
       signal_bars = 3 where id = $1`,
    [home.hub.key],
  );
  const place = { companyId: home.dealer.id, group: hasGroups ? 1 : null };
  const deviceId = device ? await addDevice(owner, home.hub, { ...place, type: device }) : null;
  // An outer contact is wired to a door's detector by whoever installs it.
  const { rows } = await owner.query<{ id: string }>(
    `update device set night_mode_arm = $2,
       fields = case when fields ? 'extraContactAware' then fields || '{"extraContactAware":true}' else fields end
     where device_id = $1 returning id`,
    [deviceId, isWatchedAtNight],
  );
  const client = await signIn(`${server.origin}/api`, key, home.user.email);
  const stage = { home, deviceId, deviceKey: rows[0]?.id ?? "", client };
  await feel(stage, { to: "HUB", what: "SETTLE" });
  return stage;
}

async function feel({ home }: Stage, stimulus: Stimulus, minutes = 0): Promise<void> {
  const at = clockNow(minutes * 60_000);
  await inSystemTransaction((tx) => world().stimulate(tx, [{ hubKey: home.hub.key, at, stimulus }]));
}

async function act(stage: Stage, given: CauseAct): Promise<void> {
  if ("device" in given) return feel(stage, feelingOf(stage, given));
  if ("order" in given) {
    const { order: command, isOfGroup, ignoreProblems } = given;
    const order = { command, groupNumber: isOfGroup ? 1 : null, ignoreProblems: ignoreProblems ?? false };
    return feel(stage, { to: "ORDER", what: "ARMING", order, actor: stage.home.user });
  }
  return "person" in given ? actAs(stage, given.person) : suffer(stage, given);
}

function feelingOf({ deviceKey }: Stage, given: Extract<CauseAct, { device: string }>): Stimulus {
  const { device: what, ...rest } = given;
  if (what === "CONDITION") return { to: "DEVICE", deviceKey, what, isOver: false, ...rest } as Stimulus;
  return { to: "DEVICE", deviceKey, what, ...rest } as Stimulus;
}

async function actAs(stage: Stage, person: Extract<CauseAct, { person: string }>["person"]): Promise<void> {
  const { hub, user } = stage.home;
  switch (person) {
    case "PANIC":
    case "DURESS":
      return feel(stage, { to: "ORDER", what: person, actor: user });
    case "ADDED": {
      await inviteHubUser(as(user), { hubId: hub.hubId, email: guest.email });
      const { rows } = await owner.query<{ id: string }>("select id from cloud.hub_invitation where hub_id = $1", [
        hub.key,
      ]);
      await acceptHubInvitation(as(guest), rows[0]?.id ?? "");
      return;
    }
    case "REMOVED":
      await removeHubUser(as(user), { hubId: hub.hubId, userId: guest.id });
  }
}

async function suffer(stage: Stage, given: Extract<CauseAct, { hub: string }>): Promise<void> {
  const place = { hubId: stage.home.hub.hubId };
  switch (given.hub) {
    case "LID":
      return feel(stage, { to: "HUB", what: "LID", isOpen: given.isOpen });
    case "MAINS":
      return feel(stage, { to: "HUB", what: "MAINS", isLost: given.isLost });
    case "BATTERY":
      return feel(stage, { to: "HUB", what: "BATTERY", percent: given.percent });
    case "CHANNEL":
      return void (await simVerb("channel", place, {
        name: given.channel,
        ...(given.isLost ? { down: true } : { clear: true }),
      }));
    case "OFFLINE":
      await simVerb("offline", place);
      return feel(stage, { to: "HUB", what: "TIME" }, 10);
    case "ONLINE":
      return void (await simVerb("online", place));
    case "STATION_LOST":
      return loseStation(stage);
  }
}

/** Dials three times in vain. */
async function loseStation(stage: Stage): Promise<void> {
  const loop = openLoop();
  for (let time = 0; time < 3; time++) {
    await loop.dial(owner, stage.home.hub);
    await endPause(owner, stage.home.hub);
  }
  await loop.finish();
}

type Row = { kind: string; payload: Record<string, unknown>; station: [string, string] | null };

/** What the outbox got since, with what is queued for the station of it, in order; updates in one line each. */
async function toldSince({ home }: Stage, seq: string): Promise<{ events: Row[]; updates: string[] }> {
  const { rows } = await owner.query<Row>(
    `select o.kind, o.payload, case when m.id is not null then jsonb_build_array(m.sia, m.cid) end as station
     from outbox o left join station_message m on m.event_id = o.id
     where o.hub_id = $1 and o.seq > $2 and o.kind like 'hub.%' order by o.turn, o.seq`,
    [home.hub.key, seq],
  );
  const line = ({ type, updates }: Row["payload"]) =>
    Object.entries(updates as object).map(([field, value]) => `${type} ${field} ${JSON.stringify(value)}`);
  return {
    events: rows.filter(({ kind }) => kind === "hub.event"),
    updates: rows.flatMap(({ kind, payload }) => (kind === "hub.update" ? line(payload) : [])),
  };
}

async function lastSeq(): Promise<string> {
  const { rows } = await owner.query<{ seq: string }>("select coalesce(max(seq), 0)::text as seq from outbox");
  return rows[0]?.seq ?? "0";
}

/** Lets a cause come about in an arming state. */
async function bringAbout(cause: Cause, armedBy: "ARM" | "NIGHT_MODE_ON" | null = null) {
  const stage = await setUp(cause);
  if (armedBy) await act(stage, { order: armedBy });
  for (const earlier of cause.before ?? []) await act(stage, earlier);
  const seq = await lastSeq();
  await act(stage, cause.act);
  return { stage, told: await toldSince(stage, seq) };
}

/** The source that an event names: a person who acts, the device, or the hub. */
function sourceOf({ home, deviceId }: Stage, { act: given, device }: Cause) {
  if ("person" in given && (given.person === "ADDED" || given.person === "REMOVED"))
    return ["USER", guest.id, guest.name];
  if ("person" in given || "order" in given) return ["USER", home.user.id, home.user.name];
  return device && "device" in given ? [device, deviceId, expect.any(String)] : ["HUB", home.hub.hubId, "Shop hub"];
}

function expectTold({ stage, told }: Awaited<ReturnType<typeof bringAbout>>, cause: Cause): void {
  const { type, transition, tag, code, station, alarm } = cause;
  expect(told.updates).toEqual(cause.updates);
  expect(told.events).toHaveLength(1);
  const { payload, station: heard } = told.events[0] ?? {};
  expect(payload).toMatchObject({ eventType: type, eventTypeV2: type, transition, eventTag: tag, eventCode: code });
  const { sourceObjectType, sourceObjectId, sourceObjectName, additionalDataV2 } = payload as Record<string, unknown>;
  expect([sourceObjectType, sourceObjectId, sourceObjectName]).toEqual(sourceOf(stage, cause));
  const alarms = (additionalDataV2 as { customAlarmType?: string }[]).flatMap((entry) => entry.customAlarmType ?? []);
  expect(alarms).toEqual(alarm ? [alarm] : []);
  expect(heard).toEqual(station);
}

describe("the table of causes", () => {
  test("holds every event there is, by its code and tag", () => {
    const end = (code: string) => code.replace(/^M_(?!2[12]_)[0-9A-F]{2}_/, "");
    const listed = new Set(causes.map(({ code, tag, alarm }) => `${end(code)} ${tag} ${alarm ?? ""}`));
    const known = Object.values<{ code: string; tag: string; alarm?: string }>(eventSpecs);
    expect(listed).toEqual(new Set(known.map(({ code, tag, alarm }) => `${code} ${tag} ${alarm ?? ""}`)));
  });

  const atRest = causes.filter(({ when }) => when === "ALWAYS");
  test.each(atRest)("$cause ($code): told as listed while disarmed, with its updates and no more", async (cause) => {
    const outcome = await bringAbout(cause);
    expectTold(outcome, cause);
    const { body } = await outcome.stage.client.ask(`/hubs/${outcome.stage.home.hub.hubId}/logs`);
    const [newest] = body as { eventCode: string }[];
    expect(newest?.eventCode).toBe(cause.code);
    expect(brokenFields(newest, tables.event)).toEqual([]);
  });

  const ofDetectors = causes.filter(({ when }) => when === "ARMED");
  test.each(ofDetectors)("$cause ($code): silent while disarmed but for its updates", async (cause) => {
    const { told } = await bringAbout(cause);
    expect(told).toEqual({ events: [], updates: cause.updates });
  });

  test.each(ofDetectors)("$cause ($code): silent at night for a detector that takes no part", async (cause) => {
    const { told } = await bringAbout(cause, "NIGHT_MODE_ON");
    expect(told).toEqual({ events: [], updates: cause.updates });
  });

  const ofDevices = causesOfDevices;
  test.each(ofDevices)("$cause ($code): told as listed while armed", async (cause) => {
    expectTold(await bringAbout(cause, "ARM"), cause);
  });

  const ends = ofDetectors.filter(({ transition }) => transition === "RECOVERED");
  test.each(ends)("$cause ($code): the end of what was found while disarmed is not told later", async (cause) => {
    const stage = await setUp(cause);
    for (const earlier of cause.before ?? []) await act(stage, earlier);
    await act(stage, { order: "ARM", ignoreProblems: true });
    const seq = await lastSeq();
    await act(stage, cause.act);
    expect(await toldSince(stage, seq)).toEqual({ events: [], updates: cause.updates });
  });
});
