import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { mintAuthenticator } from "@/lib/auth/authenticator";
import { readLoginMessage } from "@/lib/domain/cloud/login-words";
import { type Ask, call, callBox, loginBody } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addPro, addRelay, addResident, type Home, homePassword } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let key: string;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
  await addRelay(owner);
  home = await addHome(owner);
});
beforeEach(() => owner.query("delete from rate_limit"));
afterAll(async () => {
  await server.close();
  await db.close();
});

/** How a client reads what it is told, by the order of the contract. */
const readingOf = (body: unknown) => readLoginMessage((body as { message?: string }).message ?? "");

function login(base: string, ask: Ask): ReturnType<typeof call> {
  const headers = { ...(base === "/api" ? { "x-api-key": key } : {}), ...ask.headers };
  return call(`${server.origin}${base}/login`, { method: "POST", ...ask, headers });
}

/** An account that asks for a one-time code. */
async function careful(): Promise<string> {
  const { id, email } = await addResident(owner, []);
  await owner.query("update cloud.end_user set totp_secret = $2 where id = $1", [id, mintAuthenticator(id).sealed]);
  return email;
}

async function disabled(): Promise<string> {
  const { id, email } = await addResident(owner, []);
  await owner.query("update cloud.end_user set disabled_at = now() where id = $1", [id]);
  return email;
}

test.each(["/api", "/connect/api"])("every refusal of %s/login is read by clients as what it is", async (base) => {
  const own = loginBody(home.user.email);
  const withCode = loginBody(await careful());
  const big = `{"login":"${"x".repeat(1_048_600)}"}`;
  const asked: [Ask, number, ReturnType<typeof readLoginMessage>][] = [
    [{ body: loginBody(await addPro(owner)) }, 401, "ACCOUNT_TYPE"],
    [{ body: loginBody(await addPro(owner), "wrong") }, 401, "PASSWORD"],
    [{ body: loginBody(home.user.email, "wrong") }, 401, "PASSWORD"],
    [{ body: loginBody("nobody@home.example") }, 401, "PASSWORD"],
    [{ body: loginBody("pro@enterprise.example") }, 401, "PASSWORD"],
    [{ body: loginBody(await disabled()) }, 401, "PASSWORD"],
    [{ body: withCode }, 401, "OTHER"],
    [{ body: { ...withCode, totp: "000000" } }, 401, "OTHER"],
    ...["PRO", "ENTERPRISE", 1].map((userRole): [Ask, number, "OTHER"] => [
      { body: { ...own, userRole } },
      400,
      "OTHER",
    ]),
    ...["login", "passwordHash", "totp"].map((name): [Ask, number, "OTHER"] => [
      { body: { ...own, [name]: {} } },
      400,
      "OTHER",
    ]),
    [{ text: "{" }, 400, "OTHER"],
    [{ text: '"PRO"' }, 400, "OTHER"],
    [{ text: big }, 413, "OTHER"],
    [{ body: own, headers: { "content-type": "text/plain" } }, 415, "OTHER"],
    [{ method: "GET" }, 405, "OTHER"],
  ];
  for (const [ask, status, reading] of asked) {
    const answer = await login(base, ask);
    const told = JSON.stringify([ask, answer.body]).slice(0, 300);
    expect([answer.status, readingOf(answer.body)], told).toEqual([status, reading]);
  }
  if (base !== "/api") return;
  for (const wrong of ["", "wrong"]) {
    const answer = await login(base, { body: own, headers: { "x-api-key": wrong } });
    expect([answer.status, readingOf(answer.body)]).toEqual([401, "KEY"]);
  }
});

test("too many sign-ins and faults of ours are read as none of the three", async () => {
  for (let count = 0; count < 5; count++) await login("/api", { body: loginBody(home.user.email, "wrong") });
  const tooMany = await login("/api", { body: loginBody(home.user.email) });
  expect([tooMany.status, readingOf(tooMany.body)]).toEqual([429, "OTHER"]);
  await owner.query("delete from rate_limit");
  await owner.query("alter table cloud.session rename to mislaid");
  const [broken, boxed] = await Promise.all([
    login("/api", { body: loginBody(home.user.email) }),
    callBox(server.origin, "/login", { method: "POST", body: box() }),
  ]);
  await owner.query("alter table cloud.mislaid rename to session");
  expect([broken.status, readingOf(broken.body)]).toEqual([500, "OTHER"]);
  expect(readLoginMessage((boxed.body as { error: string }).error)).toBe("OTHER");
});

const box = (change: Record<string, unknown> = {}) => ({
  ...{ login: home.user.email, passwordHash: homePassword, apikey: "k", url: "http://box.test" },
  ...change,
});

test("a box hears the same words, and none of the relay's own is read as a refusal of the cloud", async () => {
  const asked = [
    [box({ login: await addPro(owner) }), "ACCOUNT_TYPE"],
    [box({ login: await addPro(owner), url: "" }), "ACCOUNT_TYPE"],
    [box({ passwordHash: "wrong" }), "PASSWORD"],
    [box({ login: await careful() }), "OTHER"],
    [box({ url: "pro://enterprise" }), "OTHER"],
    [box({ login: null }), "OTHER"],
    [box({ passwordHash: null }), "OTHER"],
  ] as const;
  for (const [body, reading] of asked) {
    const answer = await callBox(server.origin, "/login", { method: "POST", body });
    const { error = "" } = answer.body as { error?: string };
    expect([answer.status, error === "", readLoginMessage(error)], error).toEqual([200, false, reading]);
  }
  const stranger = await callBox(server.origin, "/login", { method: "POST", body: box(), headers: {} });
  expect(readLoginMessage((stranger.body as { error: string }).error)).toBe("OTHER");
});
