import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudRoutes } from "@/lib/domain/cloud/routes";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { brokenFields } from "@/tests/contract/check-object";
import * as tables from "@/tests/contract/objects";
import { type CloudAnswer, call, loginBody, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Name = "login" | "refresh";
type Base = "/api" | "/connect/api";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
let tokens: Tokens;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner);
  key = await addKey(owner);
  await addRelay(owner);
});
beforeEach(async () => {
  forgetPace();
  await owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const bases: readonly Base[] = ["/api", "/connect/api"];
const names: readonly Name[] = ["login", "refresh"];
const answers: Record<Name, tables.ObjectTable> = { login: tables.login, refresh: tables.refresh };

const bodyOf = (name: Name): object =>
  name === "login"
    ? loginBody(home.user.email)
    : { userId: tokens.userId, refreshToken: tokens.refreshToken, sessionToken: tokens.sessionToken };

type Change = { method?: string; text?: string; slash?: string; headers?: Record<string, string> };

function ask(base: Base, name: Name | "events", { method, text, slash = "", headers = {} }: Change = {}) {
  const route = cloudRoutes[name];
  const isBare = name === "events" || (method !== undefined && method !== route.method);
  return call(`${server.origin}${base}${route.path}${slash}`, {
    method: method ?? route.method,
    ...(text !== undefined ? { text } : isBare ? {} : { body: bodyOf(name) }),
    headers: { ...(base === "/api" ? { "x-api-key": key } : {}), ...headers },
  });
}

function expectRefused({ status, body, headers }: CloudAnswer, expected: number, error: string): void {
  expect([status, body]).toEqual([expected, { error, message: expect.stringMatching(/./) }]);
  expect(brokenFields(body, tables.failure)).toEqual([]);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-suggested-interval")).toBe("30");
}

describe.each(bases)("below %s", (base) => {
  beforeEach(async () => {
    tokens = await signIn(`${server.origin}${base}`, base === "/api" ? key : null, home.user.email);
  });

  test.each(names)("%s answers by its table, with a slash at the end as well", async (name) => {
    for (const slash of ["", "/"]) {
      const { status, body, headers } = await ask(base, name, { slash });
      expect([status, brokenFields(body, answers[name])]).toEqual([200, []]);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-suggested-interval")).toBe("30");
      if (name === "refresh") tokens = { ...tokens, ...(body as Tokens) };
    }
  });

  test.each(names)("%s ignores a session token that comes along, stale, empty or nonsense", async (name) => {
    for (const token of ["stale", "", "x".repeat(500)]) {
      const { status, body } = await ask(base, name, { headers: { "x-session-token": token } });
      expect(status, token).toBe(200);
      if (name === "refresh") tokens = { ...tokens, ...(body as Tokens) };
    }
  });

  test.each(names)(
    "%s refuses what is no JSON object, too much, another type, and bytes that are no text",
    async (name) => {
      const url = `${server.origin}${base}${cloudRoutes[name].path}`;
      expectRefused(await ask(base, name, { text: "{" }), 400, "BAD_REQUEST");
      expectRefused(await ask(base, name, { text: "[]" }), 400, "BAD_REQUEST");
      expectRefused(await ask(base, name, { text: "{}" }), 400, "BAD_REQUEST");
      const asText = { "content-type": "text/plain" };
      expectRefused(await ask(base, name, { text: "{}", headers: asText }), 415, "UNSUPPORTED_TYPE");
      const long = `{"x":"${"x".repeat(1_048_600)}"}`;
      expectRefused(await ask(base, name, { text: long }), 413, "TOO_LARGE");
      const headers = { "content-type": "application/json", ...(base === "/api" ? { "x-api-key": key } : {}) };
      const answer = await fetch(url, {
        method: "POST",
        headers,
        body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      });
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: "BAD_REQUEST" }]);
    },
  );

  test.each([...names, "events"] as const)(
    "%s by a method it has not is WRONG_METHOD and names its own",
    async (name) => {
      for (const method of ["DELETE", "PATCH", "OPTIONS", ...(name === "events" ? ["POST"] : ["GET", "PUT"])]) {
        const answer = await ask(base, name, { method });
        expectRefused(answer, 405, "WRONG_METHOD");
        expect(answer.headers.get("allow")).toBe(cloudRoutes[name].method);
      }
    },
  );

  test("events is UNAUTHORIZED without a token or with a wrong one, and FORBIDDEN for another user", async () => {
    for (const token of ["", "wrong"]) {
      expectRefused(await ask(base, "events", { headers: { "x-session-token": token } }), 401, "UNAUTHORIZED");
    }
    const other = await addHome(owner);
    const { status, body } = await call(`${server.origin}${base}/events?userId=${other.user.id}`, {
      headers: { "x-session-token": tokens.sessionToken, ...(base === "/api" ? { "x-api-key": key } : {}) },
    });
    expect([status, body]).toEqual([403, { error: "FORBIDDEN", message: expect.any(String) }]);
  });
});

test.each([...names, "events"] as const)("%s is UNAUTHORIZED without a key or with a wrong one", async (name) => {
  for (const wrong of ["", "wrong"]) {
    const answer = await ask("/api", name, { headers: { "x-api-key": wrong, "x-session-token": tokens.sessionToken } });
    expectRefused(answer, 401, "UNAUTHORIZED");
    expect((answer.body as { message: string }).message).toContain("not authorized");
  }
});
