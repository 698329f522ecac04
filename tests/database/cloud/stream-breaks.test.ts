import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { openRandom } from "@/prisma/seed/random";
import { type Client as CloudClient, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { type CloudStream, openStream, type StreamEntry } from "../support/cloud-stream";
import { addHome, addKey, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

const breaks = 50;
/** Of each hub between two breaks, in two transactions. */
const entriesBetween = 100;
const entriesAtOnce = entriesBetween / 2;

let server: CloudServer;
let db: TestDatabase;
let key: string;
let homes: [Home, Home];
let client: CloudClient;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  key = await addKey(db.owner);
  homes = [await addHome(db.owner), await addHome(db.owner)];
  const [own, second] = homes;
  await db.owner.query("insert into cloud.hub_binding values ($1, $2, 'USER', now())", [own.user.id, second.hub.key]);
  for (const { hub } of homes) await invite(db.owner, hub);
  client = await signIn(`${server.origin}/api`, key, own.user.email);
});
afterAll(async () => {
  await closeUserStreams();
  await server.close();
  await db.close();
});

/** Opens the home's door once, and returns the update that it told, for others to be made like it. */
async function tellOnce({ hub, devices }: Home): Promise<string> {
  const feel = { what: "CONDITION", condition: "OPENING", isOver: false } as const;
  const driver = { accountId: null, name: "Simulator", requestId: "" };
  const told = { verb: "open", hubId: hub.hubId, deviceId: devices.door, act: { kind: "DEVICE", feel } } as const;
  await driveSimulator(driver, told);
  const { rows } = await db.owner.query<{ id: string }>(
    "select id from outbox where hub_id = $1 and kind = 'hub.update' order by seq desc limit 1",
    [hub.key],
  );
  return rows[0]?.id ?? "";
}

/** Tells the next numbered updates of a hub, made like `model`. */
async function tellMore(writer: Client, model: string, round: number): Promise<void> {
  const first = round * entriesBetween + 1;
  for (const from of [first, first + entriesAtOnce]) {
    await writer.query(
      `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
       select gen_random_uuid(), kind, company_id, subject_id, hub_id, gen_random_uuid()::text,
         jsonb_set(payload, '{updates}', jsonb_build_object('mark', n)), at
       from outbox, generate_series($2::int, $3::int) n where id = $1 order by n`,
      [model, from, from + entriesAtOnce - 1],
    );
  }
}

type Marked = { hubId: string; updates: { mark?: number } };

async function listen(lastId: string | null): Promise<CloudStream> {
  const headers = { "x-api-key": key, "x-session-token": client.sessionToken };
  return openStream(`${server.origin}/api/events?userId=${client.userId}`, {
    ...headers,
    ...(lastId === null ? {} : { "last-event-id": lastId }),
  });
}

/** Waits until enough has come, and then breaks off wherever the stream happens to be. Returns what came whole. */
async function breakOff(stream: CloudStream, enough: number): Promise<StreamEntry[]> {
  await waitUntil(`${enough} entries have come`, async () => stream.entries.length >= enough);
  stream.close();
  await stream.ended;
  return [...stream.entries];
}

async function openWriters(): Promise<Client[]> {
  return Promise.all(
    homes.map(async () => {
      const writer = new Client({ connectionString: db.ownerUrl });
      await writer.connect();
      return writer;
    }),
  );
}

test("10,000 updates of two hubs through 50 broken connections: none lost, none twice, each hub's in order", async () => {
  const random = openRandom(12);
  const opening = await listen(null);
  const models = [await tellOnce(homes[0]), await tellOnce(homes[1])];
  let lastId = (await breakOff(opening, models.length)).at(-1)?.id ?? null;
  const writers = await openWriters();
  const heard: StreamEntry[] = [];
  const all = breaks * homes.length * entriesBetween;
  for (let round = 0; round < breaks; round++) {
    const isLast = round === breaks - 1;
    const enough = isLast ? all - heard.length : random.whole(1, entriesBetween);
    const listening = listen(lastId).then((stream) => breakOff(stream, enough));
    await Promise.all(writers.map((writer, index) => tellMore(writer, models[index] ?? "", round)));
    heard.push(...(await listening));
    lastId = heard.at(-1)?.id ?? lastId;
  }
  await Promise.all(writers.map((writer) => writer.end()));
  const marksOf = (hubId: string) =>
    heard.flatMap(({ data }) => ((data as Marked).hubId === hubId ? [(data as Marked).updates.mark] : []));
  const inOrder = Array.from({ length: all / homes.length }, (_, index) => index + 1);
  for (const { hub } of homes) expect(marksOf(hub.hubId)).toEqual(inOrder);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(all);
});
