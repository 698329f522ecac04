import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { main } from "@/lib/ops/sim";
import { addressWords } from "@/lib/server/relay/link-box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  vi.stubEnv("PORTAL_MODE", "production");
  vi.stubEnv("PORTAL_ORIGIN", "https://portal.example");
  owner = db.owner;
  await addRelay(owner);
  home = await addHome(owner);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

test("statement 7: in production mode an address without https is refused as well, saying so", async () => {
  const plain = await linkBox(server.origin, home.user.email, { url: "http://box.example" });
  expect([plain.status, plain.body]).toEqual([200, { error: addressWords.production }]);
  expect((await owner.query("select from cloud.session where user_id = $1", [home.user.id])).rows).toEqual([]);
  const secure = await linkBox(server.origin, home.user.email, { url: "https://box.example" });
  expect(secure.body).toMatchObject({ body: { userId: home.user.id } });
});

test("the simulator is off in production mode", async () => {
  await expect(main({ args: ["lid", home.hub.hubId] })).rejects.toThrow("off in production");
});
