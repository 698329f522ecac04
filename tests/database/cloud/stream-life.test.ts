import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { type Client as CloudClient, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { type CloudStream, openStream } from "../support/cloud-stream";
import { addHome, addKey, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let key: string;
let home: Home;
let client: CloudClient;
const open: CloudStream[] = [];

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  key = await addKey(db.owner);
  await addRelay(db.owner);
});
beforeEach(async () => {
  home = await addHome(db.owner);
  await invite(db.owner, home.hub);
  client = await signIn(`${server.origin}/api`, key, home.user.email);
});
afterEach(async () => {
  for (const stream of open.splice(0)) stream.close();
  await closeUserStreams();
  vi.useRealTimers();
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function listen(lastId?: string): Promise<CloudStream> {
  const headers = { "x-api-key": key, "x-session-token": client.sessionToken };
  const more: Record<string, string> = lastId === undefined ? {} : { "last-event-id": lastId };
  const stream = await openStream(`${server.origin}/api/events?userId=${client.userId}`, { ...headers, ...more });
  open.push(stream);
  return stream;
}

/** Opens the door, or closes it, and waits until the stream has told so. */
async function move(stream: CloudStream, verb: "open" | "close"): Promise<void> {
  const before = stream.entries.length;
  await simVerb(verb, { hubId: home.hub.hubId, deviceId: home.devices.door });
  await waitUntil("the door's update has come", async () => stream.entries.length > before);
}

/** What came, in order: entries, and lines that are comments. */
function lines(stream: CloudStream): string[] {
  return stream
    .text()
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith(":")) return [line];
      return line.startsWith("data:") ? ["entry"] : [];
    });
}

const comment = ": still here";

test("a silent stream gets a comment every 25 s, directly and through the relay, and an entry is as good as one", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  const stream = await listen();
  const boxed = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  const relayed = await openStream(`${server.origin}/connect/events`, { "x-session-token": boxed.sessionToken });
  open.push(relayed);
  const comesTo = (expected: string[]) =>
    Promise.all(
      [stream, relayed].map(async (each) => {
        await waitUntil("all has come", async () => lines(each).length >= expected.length);
        expect(lines(each)).toEqual(expected);
      }),
    );

  vi.advanceTimersByTime(24_000);
  await move(stream, "open");
  await comesTo([": connected", "entry"]);
  vi.advanceTimersByTime(24_000);
  await move(stream, "close");
  await comesTo([": connected", "entry", "entry"]);
  vi.advanceTimersByTime(25_000);
  await comesTo([": connected", "entry", "entry", comment]);
  vi.advanceTimersByTime(50_000);
  await comesTo([": connected", "entry", "entry", comment, comment, comment]);
});

/** Lets everything that was told until now be so old. */
async function age(stretch: string): Promise<void> {
  await db.owner.query("update outbox set recorded_at = recorded_at - $2::interval where hub_id = $1", [
    home.hub.key,
    stretch,
  ]);
}

function moves({ entries }: CloudStream): unknown[] {
  return entries.map(({ data }) => (data.updates as { reedClosed?: number }).reedClosed);
}

test("a last id is honored for 24 h: then what is older is not told any more, and what came since is", async () => {
  const first = await listen();
  await move(first, "open");
  await move(first, "close");
  const lastId = first.entries[0]?.id ?? "";
  await age("23 hours 55 minutes");
  const inTime = await listen(lastId);
  await waitUntil("the rest has come", async () => inTime.entries.length >= 1);
  expect(moves(inTime)).toEqual([1]);

  await age("10 minutes");
  const late = await listen(lastId);
  await move(late, "open");
  expect(moves(late)).toEqual([0]);
  const quiet = await listen(lastId);
  await waitUntil("what came since is told", async () => quiet.entries.length >= 1);
  expect(moves(quiet)).toEqual([0]);
});
