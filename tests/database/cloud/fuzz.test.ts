import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client as CloudClient, call, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, type Home } from "../support/home";
import { bodiesEach, noText, sendWrongBodies, targetsOf, worldNow } from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
let client: CloudClient;
let companyToken: string;

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

describe(`${bodiesEach} malformed bodies`, () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    "to command %d: 4xx with error and message, no row changed",
    async (index) => {
      const target = targetsOf(home)[index];
      if (!target) throw new Error("There is no such target.");
      const before = await worldNow(owner);
      await sendWrongBodies(target, (text) => client.ask(target.path, { method: target.method, text }));
      expect(await worldNow(owner)).toBe(before);
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
      const target = targetsOf(home)[index];
      if (!target) throw new Error("There is no such target.");
      const { method, path } = target;
      const headers = { "x-api-key": key, "x-company-token": companyToken };
      const before = await worldNow(owner);
      await sendWrongBodies(target, (text) =>
        call(`${server.origin}/api/company/${home.dealer.id}${path}`, { method, text, headers }),
      );
      expect(await worldNow(owner)).toBe(before);
    },
    120_000,
  );

  test("to login and refresh: 4xx with error and message", async () => {
    const to = (path: string) => (text: string) =>
      call(`${server.origin}/api${path}`, { method: "POST", text, headers: { "x-api-key": key } });
    const base = { login: home.user.email, passwordHash: "x" };
    const words = [...noText, "x".repeat(300)];
    await sendWrongBodies(
      { base, wrong: { login: words, passwordHash: words, userRole: ["PRO", 1, "user", {}] } },
      to("/login"),
    );
    const pair = { userId: home.user.id, refreshToken: "x" };
    await sendWrongBodies({ base: pair, wrong: { userId: words, refreshToken: words } }, to("/refresh"));
  }, 120_000);
});
