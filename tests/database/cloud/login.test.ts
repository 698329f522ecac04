import { generateSync } from "otplib";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mintAuthenticator } from "@/lib/auth/authenticator";
import { realNow } from "@/lib/clock";
import { loginWords, readLoginMessage } from "@/lib/domain/cloud/login-words";
import { brokenFields } from "@/tests/contract/check-object";
import * as tables from "@/tests/contract/objects";
import { call, loginBody, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addPro, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
let api: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  api = `${server.origin}/api`;
});
beforeEach(async () => {
  home = await addHome(owner);
  key = await addKey(owner);
  await owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const login = (body: unknown, headers: Record<string, string> = { "x-api-key": key }) =>
  call(`${api}/login`, { method: "POST", body, headers });
const refresh = (tokens: Partial<Tokens>, headers: Record<string, string> = { "x-api-key": key }) =>
  call(`${api}/refresh`, { method: "POST", body: tokens, headers });

describe("POST /login", () => {
  test("gives tokens, the user's id and the absolute address of the stream", async () => {
    const { status, body, headers } = await login(loginBody(home.user.email));
    expect(status).toBe(200);
    expect(brokenFields(body, tables.login)).toEqual([]);
    expect(body).toEqual({
      sessionToken: expect.stringMatching(/^[\w-]{43}$/),
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      userId: home.user.id,
      sseUrl: `http://127.0.0.1:3000/api/events?userId=${home.user.id}`,
    });
    expect(headers.get("x-suggested-interval")).toBe("30");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("ignores a token that comes along, stale or empty, and fields it does not know", async () => {
    for (const token of ["stale", ""]) {
      const headers = { "x-api-key": key, "x-session-token": token };
      expect((await login({ ...loginBody(home.user.email), more: 1 }, headers)).status).toBe(200);
    }
  });

  test("finds the address in any case", async () => {
    expect((await login(loginBody(home.user.email.toUpperCase()))).status).toBe(200);
  });

  test("statement 1: USER accounts can link; a PRO account hears so with the right password, and a wrong one tells nothing of its kind", async () => {
    const pro = await addPro(owner);
    const wrongs = [
      [await login(loginBody(pro)), loginWords.PRO, "ACCOUNT_TYPE"],
      [await login(loginBody(pro, "a wrong password")), loginWords.PASSWORD, "PASSWORD"],
      [await login(loginBody(home.user.email, "a wrong password")), loginWords.PASSWORD, "PASSWORD"],
      [await login(loginBody("nobody@home.example")), loginWords.PASSWORD, "PASSWORD"],
      [await login(loginBody(home.user.email), { "x-api-key": "wrong" }), loginWords.KEY, "KEY"],
      [await login(loginBody(home.user.email), {}), loginWords.KEY, "KEY"],
    ] as const;
    for (const [{ status, body }, message, reading] of wrongs) {
      expect([status, body]).toEqual([401, { error: "UNAUTHORIZED", message }]);
      expect(readLoginMessage(message)).toBe(reading);
    }
    const { rows } = await owner.query("select from cloud.session where user_id = $1", [home.user.id]);
    expect(rows).toEqual([]);
  });

  test("asks for the one-time code of who uses one, takes each once, and lets the refresh token live a year", async () => {
    const { sealed, secret } = mintAuthenticator(home.user.id);
    await owner.query("update cloud.end_user set totp_secret = $2 where id = $1", [home.user.id, sealed]);
    const totp = generateSync({ secret, epoch: Math.floor(realNow().epochMilliseconds / 1_000) });
    const body = loginBody(home.user.email);
    expect((await login(body)).body).toMatchObject({ message: loginWords.CODE_REQUIRED });
    expect((await login({ ...body, totp: "000000" })).body).toMatchObject({ message: loginWords.CODE_WRONG });
    expect((await login({ ...body, totp })).status).toBe(200);
    expect((await login({ ...body, totp })).body).toMatchObject({ message: loginWords.CODE_WRONG });
    const { rows } = await owner.query<{ days: number }>(
      "select extract(epoch from refresh_expires_at - created_at)::int / 86400 as days from cloud.session where user_id = $1",
      [home.user.id],
    );
    expect(rows).toEqual([{ days: 365 }]);
  });

  test("lets five wrong passwords a minute pass from one address, then says when to come again", async () => {
    for (let count = 0; count < 5; count++) {
      expect((await login(loginBody(home.user.email, "wrong"))).status).toBe(401);
    }
    const { status, body, headers } = await login(loginBody(home.user.email));
    expect([status, body]).toEqual([429, { error: "TOO_MANY_REQUESTS", message: expect.any(String) }]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
  });

  test("lets five wrong one-time codes a minute pass, then looks at no more of them, the right one included", async () => {
    const { sealed, secret } = mintAuthenticator(home.user.id);
    await owner.query("update cloud.end_user set totp_secret = $2 where id = $1", [home.user.id, sealed]);
    const body = loginBody(home.user.email);
    const codes = ["000000", "000001", "000002", "000003", "000004"];
    for (const totp of codes)
      expect((await login({ ...body, totp })).body).toMatchObject({ message: loginWords.CODE_WRONG });
    const totp = generateSync({ secret, epoch: Math.floor(realNow().epochMilliseconds / 1_000) });
    expect((await login({ ...body, totp })).status).toBe(429);
  });

  test("counts no right password as a failure", async () => {
    for (let count = 0; count < 8; count++) expect((await login(loginBody(home.user.email))).status).toBe(200);
  });
});

describe("POST /refresh", () => {
  test("statement 3: the refresh token buys a new pair, no password needed, and the access token works until its life is over", async () => {
    const client = await signIn(api, key, home.user.email);
    expect((await client.ask("/hubs")).status).toBe(200);
    await owner.query("update cloud.session set access_expires_at = now() where user_id = $1", [home.user.id]);
    expect((await client.ask("/hubs")).body).toMatchObject({ error: "UNAUTHORIZED" });
    const { status, body } = await refresh(client);
    expect([status, body]).toEqual([
      200,
      { userId: home.user.id, sessionToken: expect.any(String), refreshToken: expect.any(String) },
    ]);
    expect(brokenFields(body, tables.refresh)).toEqual([]);
    const fresh = body as Tokens;
    expect(fresh.refreshToken).not.toBe(client.refreshToken);
    expect((await client.ask("/hubs", { headers: { "x-session-token": fresh.sessionToken } })).status).toBe(200);
  });

  test("statement 4: a refresh token is good for one use; a repeat is forgiven while the successor lies unused, and ends the family after", async () => {
    const client = await signIn(api, key, home.user.email);
    const lost = (await refresh(client)).body as Tokens;
    const second = await refresh(client);
    expect(second.status).toBe(200);
    const fresh = second.body as Tokens;
    expect((await refresh(lost)).status, "the lost answer is worth nothing any more").toBe(401);
    const asFresh = { headers: { "x-session-token": fresh.sessionToken } };
    expect((await client.ask("/hubs", asFresh)).status).toBe(200);
    expect((await refresh(client)).status).toBe(401);
    expect((await client.ask("/hubs", asFresh)).status, "the whole family has ended").toBe(401);
    expect((await refresh(fresh)).status).toBe(401);
  });

  test("gives one pair to each of many that come at once, and only one of them lives", async () => {
    const client = await signIn(api, key, home.user.email);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(client)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { rows } = await owner.query(
      "select from cloud.session where user_id = $1 and revoked_at is null and refresh_used_at is null",
      [home.user.id],
    );
    expect(rows).toHaveLength(1);
  });

  test("statement 6: a session stays bound to the key it was made with; token and key alone are nothing", async () => {
    const client = await signIn(api, key, home.user.email);
    const other = await addKey(owner);
    const refused = [
      await client.ask("/hubs", { headers: { "x-api-key": other } }),
      await client.ask("/hubs", { headers: { "x-session-token": "" } }),
      await refresh(client, { "x-api-key": other }),
      await refresh({ ...client, userId: (await addHome(owner)).user.id }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    const keyless = [
      await client.ask("/hubs", { headers: { "x-api-key": "" } }),
      await client.ask("/hubs", { headers: { "x-api-key": "wrong" } }),
      await refresh(client, {}),
    ];
    expect(keyless.map(({ body }) => body)).toEqual(Array(3).fill({ error: "UNAUTHORIZED", message: loginWords.KEY }));
    expect((await client.ask("/hubs")).status, "nothing of it has ended the session").toBe(200);
    expect((await refresh(client)).status).toBe(200);
  });

  test("is refused more than 30 times a minute, whatever came of it", async () => {
    const client = await signIn(api, key, home.user.email);
    for (let count = 0; count < 30; count++) await refresh({ ...client, refreshToken: "wrong" });
    const { status, headers } = await refresh(client);
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  });
});

test("holds an address for one account alone, whichever kind it is", async () => {
  const pro = await addPro(owner);
  const taken = `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
    values (gen_random_uuid(), $1, 'A', 'B', 'none', now())`;
  await expect(owner.query(taken, [pro.toUpperCase()])).rejects.toThrow(/address_pkey/);
  await expect(
    owner.query("update pro_account set email = $2 where email = $1", [pro, home.user.email]),
  ).rejects.toThrow(/address_pkey/);
});
