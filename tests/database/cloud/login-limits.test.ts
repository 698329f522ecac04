import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CloudAnswer, call, callBox, linkBox, loginBody, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, addResident, type Home, relayHeader } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let key: string;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  key = await addKey(db.owner);
  await addRelay(db.owner);
});
beforeEach(async () => {
  home = await addHome(db.owner);
  await db.owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

type Way = { base?: "/api" | "/connect/api"; password?: string; headers?: Record<string, string> };

/** Signs in; without a base as a direct program does, with its own key. */
function login({ base = "/api", password, headers = {} }: Way, email = home.user.email): Promise<CloudAnswer> {
  const body = loginBody(email, password);
  return call(`${server.origin}${base}/login`, { method: "POST", body, headers: { "x-api-key": key, ...headers } });
}

const from = (address: string, more: Record<string, string> = {}) => ({ "x-forwarded-for": address, ...more });
const tooMany = { error: "TOO_MANY_REQUESTS", message: expect.any(String) };

test("an account signs in 30 times a minute, whatever comes of it and from wherever; then each way is told when to come again", async () => {
  for (let count = 0; count < 26; count++)
    expect((await login({ headers: from(`203.0.113.${count}`) })).status).toBe(200);
  for (let count = 0; count < 4; count++) {
    expect((await login({ password: "wrong", headers: from(`198.51.100.${count}`) })).status).toBe(401);
  }
  for (const base of ["/api", "/connect/api"] as const) {
    const { status, body, headers } = await login({ base, headers: from("192.0.2.1") });
    expect([status, body]).toEqual([429, tooMany]);
    expect(headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
    expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
  }
  const boxed = await linkBox(server.origin, home.user.email);
  expect([boxed.status, boxed.body]).toEqual([200, { error: tooMany.message }]);
  expect((await login({}, (await addResident(db.owner, [])).email)).status, "another account is free").toBe(200);
  await db.owner.query("update rate_limit set expire = 1 where key like 'cloudLoginByAccount:%'");
  expect((await login({})).status, "the minute is over").toBe(200);
});

describe("the address of a client", () => {
  test("is not what a direct program says of it, with whatever key", async () => {
    const headers = (count: number) => from("203.0.113.1", { "x-client-address": `198.51.100.${count}` });
    for (let count = 0; count < 5; count++) {
      expect((await login({ password: "wrong", headers: headers(count) })).status).toBe(401);
    }
    expect((await login({ headers: headers(5) })).status).toBe(429);
    expect((await login({ headers: from("203.0.113.2") })).status, "the account itself is not closed").toBe(200);
  });

  test("behind the relay is what the relay saw, and neither what the client says nor the relay's own", async () => {
    const base = "/connect/api";
    for (let count = 0; count < 5; count++) {
      expect((await login({ base, password: "wrong", headers: from("203.0.113.1") })).status).toBe(401);
    }
    const claims = from("203.0.113.1", { "x-client-address": "198.51.100.9" });
    expect((await login({ base, headers: claims })).status).toBe(429);
    const boxed = await callBox(server.origin, "/login", {
      method: "POST",
      body: { ...loginBody(home.user.email), apikey: "box-key", url: "http://box.test" },
      headers: { Autorization: relayHeader, ...claims },
    });
    expect(boxed.body, "a box of that address waits as well").toEqual({ error: expect.stringMatching(/too many/i) });
    expect((await login({ base, headers: from("203.0.113.2") })).status, "another client is not kept waiting").toBe(
      200,
    );
  });
});

test("only the relay names a link, and only the relay asks for a mere check", async () => {
  const headers = { "x-link-id": "00000000-0000-4000-8000-000000000000", "x-check-only": "true" };
  for (const base of ["/api", "/connect/api"] as const) {
    const { status, body } = await login({ base, headers });
    expect([status, (body as Tokens).userId]).toEqual([200, home.user.id]);
  }
  const { rows } = await db.owner.query("select link_id from cloud.session where user_id = $1", [home.user.id]);
  expect(rows).toEqual([{ link_id: null }, { link_id: null }]);
});
