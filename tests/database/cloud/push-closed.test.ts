import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
/** Counts whoever connects, whatever is said then. */
let door: { port: number; connections: () => number; close: () => Promise<void> };

beforeAll(async () => {
  vi.stubEnv("ALLOW_LOCAL_PUSH", "false");
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  await addRelay(owner);
  door = await openDoor();
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await door.close();
  await server.close();
  await db.close();
});

async function openDoor(): Promise<typeof door> {
  let connections = 0;
  const listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    close: () => new Promise((resolve) => listener.close(() => resolve())),
  };
}

/** Links a home's box at an address, and lets the hub tell two facts. */
async function linkAt(url: string): Promise<{ home: Home; linkId: string }> {
  const home = await addHome(owner);
  await invite(owner, home.hub);
  expect((await linkBox(server.origin, home.user.email, { url })).body).toMatchObject({ body: expect.any(Object) });
  const { rows } = await owner.query<{ id: string }>("select id from relay.link where user_id = $1", [home.user.id]);
  for (const verb of ["open", "close"] as const) {
    await simVerb(verb, { hubId: home.hub.hubId, deviceId: home.devices.door });
  }
  return { home, linkId: rows[0]?.id ?? "" };
}

async function stateOf(linkId: string) {
  const { rows } = await owner.query(
    `select failures, undelivered, last_error as error, last_push_at as pushed,
       (select array_agg(status) from relay.push_attempt where link_id = l.id) as answers
     from relay.link l where id = $1`,
    [linkId],
  );
  return rows[0];
}

const noHttps = "This address is not called: it is no https address.";
const noPublic = "This address is not called: it belongs to a private network.";

test.each([
  ["http://127.0.0.1", noHttps],
  ["http://box.example", noHttps],
  ["https://127.0.0.1", noPublic],
  ["https://127.1", noPublic],
  ["https://2130706433", noPublic],
  ["https://0x7f.1", noPublic],
  ["https://[::ffff:127.0.0.1]", noPublic],
  ["https://[::1]", noPublic],
  ["https://localhost", noPublic],
  ["https://10.0.0.1", noPublic],
  ["https://169.254.169.254", noPublic],
])(
  "where pushes to local addresses are off, a box at %s is never connected to, and its person reads why",
  async (at, error) => {
    const { linkId } = await linkAt(`${at}:${door.port}/home`);
    await pushToBox(linkId);
    expect(await stateOf(linkId)).toEqual({ failures: 1, undelivered: 0, error, pushed: null, answers: [null] });
    expect(door.connections()).toBe(0);
  },
);

test("what a refused address kept waiting is repeated by the plan and stays in the queue", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { linkId } = await linkAt(`https://127.0.0.1:${door.port}`);
  for (const seconds of [1, 5, 30]) {
    await pushToBox(linkId);
    vi.setSystemTime(realNow().epochMilliseconds + seconds * 1_000);
  }
  expect(await stateOf(linkId)).toMatchObject({ failures: 3, undelivered: 0, error: noPublic });
  expect(door.connections()).toBe(0);
});
