import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { type Box, startBox } from "../support/box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simCommand } from "../support/sim-command";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let box: Box;
let home: Home;
let linkId: string;
let command: ReturnType<typeof simCommand>;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  await addRelay(owner);
});
beforeEach(async () => {
  box = await startBox();
  home = await addHome(owner);
  await linkBox(server.origin, home.user.email, { url: box.url });
  const { rows } = await owner.query<{ id: string }>("select id from relay.link where url = $1", [box.url]);
  linkId = rows[0]?.id ?? "";
  command = simCommand();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await box.close();
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** Nobody pushes in these tests, so that what is due stays due however long a command waits. */
const briefly = 300;
const sim = (...args: string[]) => command.sim(args, briefly);
const open = (...options: string[]) => sim("open", home.devices.door, home.hub.hubId, ...options);
const unrest = { ok: false, reason: "not-quiet", text: expect.stringContaining("still under way") };

test("--wait says so where a box never gets what was told; settle is quiet once it has it", async () => {
  await invite(owner, home.hub);
  expect(await open("--wait")).toMatchObject({ code: 1, line: { ...unrest, verb: "open", changed: true } });
  expect(await sim("settle")).toMatchObject({ code: 1, line: { ...unrest, verb: "settle" } });
  await pushToBox(linkId);
  expect(box.data()).toHaveLength(1);
  expect(await sim("settle")).toMatchObject({ code: 0, line: { reason: null } });
});

test("--wait does not wait for what no box may hear, nor for a box that waits for its next try", async () => {
  expect(await open("--wait")).toMatchObject({ code: 0, line: { changed: true } });
  await invite(owner, home.hub);
  await sim("push-fail", home.user.email);
  await sim("close", home.devices.door, home.hub.hubId);
  await pushToBox(linkId);
  expect(await sim("settle")).toMatchObject({ code: 0 });
});

test("--wait waits for a job that can run, whatever the verb", async () => {
  const email = `${home.hub.hubId}@home.example`;
  expect(await sim("invite", home.hub.hubId, email, "--wait")).toMatchObject({ code: 1, line: unrest });
  expect(await sim("reset", "--wait")).toMatchObject({ code: 1, line: { reason: "not-confirmed" } });
});
