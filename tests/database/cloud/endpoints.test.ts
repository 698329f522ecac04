import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cloudRoutes } from "@/lib/domain/cloud/routes";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { brokenFields } from "@/tests/contract/check-object";
import { type EndpointAnswer, endpoints } from "@/tests/contract/endpoints";
import * as tables from "@/tests/contract/objects";
import { type CloudAnswer, call, signIn } from "../support/cloud-client";
import { pathIn } from "../support/cloud-path";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Name = keyof typeof endpoints;
type Base = "/api" | "/connect/api";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let other: Home;
let key: string;
let companyToken: string;
const tokens: Record<Base, string> = { "/api": "", "/connect/api": "" };
const bases: readonly Base[] = ["/api", "/connect/api"];
const names = Object.keys(endpoints) as Name[];

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  other = await addHome(owner, { hasGroups: true });
  key = await addKey(owner);
  companyToken = await addCompanyToken(owner, home.dealer.id);
  await addRelay(owner);
  tokens["/api"] = (await signIn(`${server.origin}/api`, key, home.user.email)).sessionToken;
  tokens["/connect/api"] = (await signIn(`${server.origin}/connect/api`, null, home.user.email)).sessionToken;
});
beforeEach(forgetPace);
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await server.close();
  await db.close();
});

const pathOf = (name: Name, change?: Record<string, string>) => pathIn(home, name, change);

type Change = { base?: Base; path?: string; method?: string; headers?: Record<string, string>; text?: string };

/** Makes a call that would do, but for what is changed. */
function ask(name: Name, { base = "/api", path = pathOf(name), method, headers = {}, text }: Change = {}) {
  const { body } = endpoints[name];
  return call(`${server.origin}${base}${path}`, {
    method: method ?? cloudRoutes[name].method,
    ...(text !== undefined ? { text } : body && !method ? { body } : {}),
    headers: {
      ...(base === "/api" ? { "x-api-key": key } : {}),
      "x-session-token": tokens[base],
      "x-company-token": companyToken,
      ...headers,
    },
  });
}

function brokenDevice(given: unknown): string[] {
  const { deviceType } = given as { deviceType: string };
  return brokenFields(given, tables.devices[deviceType] ?? {});
}

/** Lists what of a good answer is not as the table says. */
function broken(answer: EndpointAnswer, body: unknown): string[] {
  if (answer === "DONE") return body === undefined ? [] : ["it is not empty"];
  if (answer === "DEVICE") return brokenDevice(body);
  if ("one" in answer) return brokenFields(body, answer.one);
  if (!Array.isArray(body)) return ["it is no bare list"];
  const table = answer.list;
  return body.flatMap((one) => (table === "DEVICES" ? brokenDevice(one) : brokenFields(one, table)));
}

function expectRefused({ status, body, headers }: CloudAnswer, expected: number, error: string): void {
  expect([status, body]).toEqual([expected, { error, message: expect.stringMatching(/./) }]);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-type")).toMatch(/^application\/json/);
}

const isOfCompany = (name: Name) => name.startsWith("company");
const takesBody = names.filter((name) => endpoints[name].body !== undefined);
const ofHub = names.filter((name) => cloudRoutes[name].path.includes("{hubId}"));

describe.each(bases)("below %s", (base) => {
  test.each(names)("%s answers by its table, with a slash at the end as well", async (name) => {
    const { answer } = endpoints[name];
    for (const path of [pathOf(name), `${pathOf(name)}/`]) {
      const { status, body, headers } = await ask(name, { base, path });
      expect([status, broken(answer, body)]).toEqual([answer === "DONE" ? 204 : 200, []]);
      expect(headers.get("x-suggested-interval")).toBe("30");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  test.each(names)("%s is UNAUTHORIZED without its token, and by a method it has not WRONG_METHOD", async (name) => {
    const header = isOfCompany(name) ? "x-company-token" : "x-session-token";
    for (const token of ["", "wrong"]) {
      expectRefused(await ask(name, { base, headers: { [header]: token } }), 401, "UNAUTHORIZED");
    }
    const wrong = await ask(name, { base, method: "PATCH" });
    expectRefused(wrong, 405, "WRONG_METHOD");
    expect(wrong.headers.get("allow")).toContain(cloudRoutes[name].method);
  });

  test.each(ofHub)("%s of another's hub is NOT_FOUND, as one that nobody has", async (name) => {
    const answers = [];
    for (const hubId of [other.hub.hubId, "FFFFFFFF"]) {
      const answer = await ask(name, { base, path: pathOf(name, { hubId }) });
      expectRefused(answer, 404, "NOT_FOUND");
      answers.push(answer.body);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test.each(names)("%s on the path of another user or company is refused", async (name) => {
    const path = pathOf(name, { userId: other.user.id, companyId: other.dealer.id });
    const [status, error] = isOfCompany(name) ? ([401, "UNAUTHORIZED"] as const) : ([403, "FORBIDDEN"] as const);
    expectRefused(await ask(name, { base, path }), status, error);
  });

  test.each(takesBody)("%s refuses what is no JSON object, too much, and another type", async (name) => {
    const asText = { "content-type": "text/plain" };
    expectRefused(await ask(name, { base, text: "{" }), 400, "BAD_REQUEST");
    expectRefused(await ask(name, { base, text: "[]" }), 400, "BAD_REQUEST");
    expectRefused(await ask(name, { base, text: "{}", headers: asText }), 415, "UNSUPPORTED_TYPE");
    expectRefused(await ask(name, { base, text: `{"x":"${"x".repeat(1_048_600)}"}` }), 413, "TOO_LARGE");
  });

  test("a spent burst is TOO_MANY_REQUESTS with whole seconds to wait, which pass", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const answers = await Promise.all(Array.from({ length: 310 }, () => ask("listHubs", { base })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectRefused(answer, 429, "TOO_MANY_REQUESTS");
      expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
    }
  });
});

test.each(names)(
  "%s is UNAUTHORIZED without a key or with a wrong one, in the words that name the key",
  async (name) => {
    for (const wrong of ["", "wrong"]) {
      const answer = await ask(name, { headers: { "x-api-key": wrong } });
      expectRefused(answer, 401, "UNAUTHORIZED");
      expect((answer.body as { message: string }).message).toContain("not authorized");
    }
  },
);
