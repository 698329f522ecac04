import { generateSync } from "otplib";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { mintAuthenticator } from "@/lib/auth/authenticator";
import { realNow } from "@/lib/clock";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { type CloudAnswer, call, callBox, linkBox, loginBody, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, addResident, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

const daySeconds = 24 * 60 * 60;

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;
/** Of the authenticator app that the home's master uses. */
let secret: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
  await addRelay(owner);
});
beforeEach(async () => {
  await owner.query("delete from rate_limit");
  forgetPace();
  home = await addHome(owner);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await server.close();
  await db.close();
});

const wait = (seconds: number) => vi.setSystemTime(realNow().epochMilliseconds + seconds * 1_000);

async function useCodes(): Promise<string> {
  const minted = mintAuthenticator(home.user.id);
  secret = minted.secret;
  await owner.query("update cloud.end_user set totp_secret = $2 where id = $1", [home.user.id, minted.sealed]);
  return generateSync({ secret, epoch: Math.floor(realNow().epochMilliseconds / 1_000) });
}

/** A way to sign in, and to buy new tokens. */
type Way = {
  enter: (totp: string) => Promise<Tokens>;
  refresh: (tokens: Tokens) => Promise<Tokens | null>;
};

const headers = () => ({ "x-api-key": key });
const given = ({ status, body }: CloudAnswer) => (status === 200 ? (body as Tokens) : null);

const directly: Way = {
  enter: async (totp) => {
    const body = { ...loginBody(home.user.email), ...(totp ? { totp } : {}) };
    const answer = await call(`${server.origin}/api/login`, { method: "POST", body, headers: headers() });
    return given(answer) ?? Promise.reject(new Error(JSON.stringify(answer.body)));
  },
  refresh: async ({ userId, refreshToken }) => {
    const body = { userId, refreshToken };
    return given(await call(`${server.origin}/api/refresh`, { method: "POST", body, headers: headers() }));
  },
};

const asBox: Way = {
  enter: async (totp) => ((await linkBox(server.origin, home.user.email, { totp })).body as { body: Tokens }).body,
  refresh: async ({ userId, refreshToken }) => {
    const { body } = await callBox(server.origin, "/refresh", { method: "POST", body: { userId, refreshToken } });
    return (body as { body?: Tokens }).body ?? null;
  },
};

/** Buys new tokens, and fails where none are given. */
async function renewed(way: Way, tokens: Tokens): Promise<Tokens> {
  const fresh = await way.refresh(tokens);
  expect(fresh).toMatchObject({ refreshToken: expect.stringMatching(/^[\w-]{43}$/) });
  return fresh ?? tokens;
}

describe.each([
  ["a direct program", directly],
  ["a home box", asBox],
])("the refresh token of %s", (_, way) => {
  test("lasts a year from each refresh on where the sign-in carried a code, a repeated refresh included", async () => {
    const first = await way.enter(await useCodes());
    wait(364 * daySeconds);
    const second = await renewed(way, first);
    const replaced = await renewed(way, first);
    expect(await way.refresh(second), "the answer that counts as lost is worth nothing").toBeNull();
    wait(364 * daySeconds);
    const third = await renewed(way, replaced);
    wait(365 * daySeconds - 1);
    const fourth = await renewed(way, third);
    wait(365 * daySeconds);
    expect(await way.refresh(fourth)).toBeNull();
  });

  test("lasts seven days from each refresh on where it did not", async () => {
    const first = await way.enter("");
    wait(6 * daySeconds);
    const second = await renewed(way, first);
    wait(7 * daySeconds - 1);
    const third = await renewed(way, second);
    wait(7 * daySeconds);
    expect(await way.refresh(third)).toBeNull();
  });

  test("keeps the life of its sign-in where codes are asked for, or no more, since then", async () => {
    const short = await way.enter("");
    const totp = await useCodes();
    const long = await way.enter(totp);
    await owner.query("update cloud.end_user set totp_secret = null, totp_last_step = null where id = $1", [
      home.user.id,
    ]);
    const [shortNext, longNext] = [await renewed(way, short), await renewed(way, long)];
    wait(8 * daySeconds);
    expect(await way.refresh(shortNext)).toBeNull();
    expect(await way.refresh(longNext)).not.toBeNull();
  });
});

function login(email: string, address: string, password?: string): Promise<CloudAnswer> {
  const body = loginBody(email, password);
  return call(`${server.origin}/api/login`, {
    method: "POST",
    body,
    headers: { ...headers(), "x-forwarded-for": address },
  });
}

describe("failed sign-ins", () => {
  test("are counted for each address and account together: neither shuts the other's out", async () => {
    const other = await addResident(owner, []);
    for (let count = 0; count < 5; count++) expect((await login(home.user.email, "203.0.113.1", "x")).status).toBe(401);
    expect((await login(home.user.email, "203.0.113.1")).status).toBe(429);
    expect((await login(home.user.email.toUpperCase(), "203.0.113.1")).status, "in capitals it is the same").toBe(429);
    expect((await login(home.user.email, "203.0.113.2")).status).toBe(200);
    expect((await login(other.email, "203.0.113.1")).status).toBe(200);
  });

  test("of one account are twenty an hour from all addresses together; a right password before that clears them", async () => {
    const fail = async (from: number, to: number) => {
      for (let count = from; count < to; count++) {
        expect((await login(home.user.email, `198.51.100.${count}`, "x")).status).toBe(401);
      }
    };
    await fail(0, 19);
    expect((await login(home.user.email, "203.0.113.9")).status).toBe(200);
    wait(61);
    await fail(20, 40);
    const { status, headers: told } = await login(home.user.email, "203.0.113.9");
    expect(status).toBe(429);
    expect(Number(told.get("retry-after"))).toBeGreaterThan(60);
    expect((await login((await addResident(owner, [])).email, "198.51.100.1")).status).toBe(200);
  });

  test("of one address are a hundred an hour over all accounts; right passwords count as none", async () => {
    const people = [home.user, await addResident(owner, [])];
    expect((await login(home.user.email, "203.0.113.7", "x")).status).toBe(401);
    const raised = "update rate_limit set points = 99 where key = 'loginByAddress:203.0.113.7'";
    expect((await owner.query(raised)).rowCount).toBe(1);
    for (const { email } of [...people, ...people]) expect((await login(email, "203.0.113.7")).status).toBe(200);
    expect((await login("nobody@home.example", "203.0.113.7", "x")).status, "the hundredth is looked at").toBe(401);
    for (const { email } of people) expect((await login(email, "203.0.113.7")).status).toBe(429);
    for (const { email } of people) expect((await login(email, "203.0.113.8")).status).toBe(200);
  });
});

test("the pace is a user's with one key: neither another key, nor another user, nor what is said of the user shares it", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  const api = `${server.origin}/api`;
  const other = await addHome(owner);
  const own = await signIn(api, key, home.user.email);
  const byOtherKey = await signIn(api, await addKey(owner), home.user.email);
  const mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  const foreign = await signIn(api, key, other.user.email);
  const answers = await Promise.all(Array.from({ length: 310 }, () => own.ask("/hubs")));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expect((await own.ask("/hubs", { headers: { "x-user-id": other.user.id } })).status).toBe(429);
  for (const client of [byOtherKey, mirrored, foreign]) expect((await client.ask("/hubs")).status).toBe(200);
});
