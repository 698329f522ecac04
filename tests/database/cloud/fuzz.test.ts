import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client as CloudClient, call, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, addRelay, type Home } from "../support/home";
import { bodiesEach, commandNames, noText, sendWrongBodies, targetOf, worldNow } from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
let client: CloudClient;
let mirrored: CloudClient;
let companyToken: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  key = await addKey(owner);
  await addRelay(owner);
  mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  client = await signIn(`${server.origin}/api`, key, home.user.email);
  companyToken = await addCompanyToken(owner, home.dealer.id);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

describe(`${bodiesEach} malformed bodies`, () => {
  test.each(["/api", "/connect/api"].flatMap((base) => commandNames.map((name) => [base, name] as const)))(
    "to %s, %s: 4xx with error and message, no row changed",
    async (base, name) => {
      const { method, path, isOfCompany, ...target } = targetOf(home, name);
      const whose = isOfCompany ? `/company/${home.dealer.id}` : `/user/${home.user.id}`;
      const token = base === "/api" ? client.sessionToken : mirrored.sessionToken;
      const proof: Record<string, string> = isOfCompany
        ? { "x-company-token": companyToken }
        : { "x-session-token": token };
      const headers = { ...(base === "/api" ? { "x-api-key": key } : {}), ...proof };
      const before = await worldNow(owner);
      await sendWrongBodies(target, (text) =>
        call(`${server.origin}${base}${whose}${path}`, { method, text, headers }),
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
      { base, wrong: { login: words, passwordHash: words, userRole: ["PRO", 1, "user", {}], totp: [1, true, [], {}] } },
      to("/login"),
    );
    const pair = { userId: home.user.id, refreshToken: "x" };
    await sendWrongBodies({ base: pair, wrong: { userId: words, refreshToken: words } }, to("/refresh"));
  });
});
