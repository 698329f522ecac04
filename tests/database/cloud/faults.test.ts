import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { relayApiKey } from "@/lib/server/relay/relay-key";
import {
  type Client as CloudClient,
  call,
  callBox,
  linkBox,
  loginBody,
  signIn,
  type Tokens,
} from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let key: string;
let companyToken: string;
let home: Home;
let direct: CloudClient;
let mirrored: CloudClient;
let boxed: Tokens;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  key = await addKey(db.owner);
  await addRelay(db.owner);
  home = await addHome(db.owner);
  companyToken = await addCompanyToken(db.owner, home.dealer.id);
});
beforeEach(async () => {
  await db.owner.query("delete from rate_limit");
  direct = await signIn(`${server.origin}/api`, key, home.user.email);
  mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  boxed = ((await linkBox(server.origin, home.user.email)).body as { body: Tokens }).body;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** Lets the portal look in vain for a table while `work` runs: a fault of ours that no code foresees. */
async function withoutTable<T>(table: string, work: () => Promise<T>): Promise<T> {
  const [schema, name] = table.split(".");
  await db.owner.query(`alter table ${table} rename to mislaid`);
  try {
    return await work();
  } finally {
    await db.owner.query(`alter table ${schema}.mislaid rename to ${name}`);
  }
}

/** All that a caller may hear of a fault. */
const neutral = /^Something went wrong here, reference [0-9a-f]{8}$/;

const hubPath = (rest = "") => `/hubs/${home.hub.hubId}${rest}`;

/** Calls that fail without the table that each needs: a read and commands, of users and of a company, and both of sign-in. */
const failing = [
  { what: "a read", table: "public.device", method: "GET", path: () => hubPath("/devices") },
  { what: "a read of the log", table: "public.outbox", method: "GET", path: () => hubPath("/logs") },
  {
    ...{ what: "a command to a hub", table: "public.outbox", method: "PUT", path: () => hubPath("/commands/panic") },
    body: {},
  },
  {
    ...{ what: "a command to a device", table: "public.device", method: "POST" },
    path: () => hubPath(`/devices/${home.devices.socket}/command`),
    body: { command: "SWITCH_ON", deviceType: "SOCKET" },
  },
] as const;

test.each(failing)(
  "a fault in $what is INTERNAL in neutral words with a reference, by every way in",
  async ({ table, method, path, ...more }) => {
    const ask = { method, ...more } as { method: string; body?: object };
    const { sessionToken: token, userId } = boxed;
    const [plain, mirror, box] = await withoutTable(table, () =>
      Promise.all([
        direct.ask(path(), ask),
        mirrored.ask(path(), ask),
        callBox(server.origin, `/user/${userId}${path()}`, { ...ask, token }),
      ]),
    );
    for (const answer of [plain, mirror]) {
      expect([answer.status, answer.body]).toEqual([
        500,
        { error: "INTERNAL", message: expect.stringMatching(neutral) },
      ]);
      expect(answer.headers.get("x-suggested-interval")).toBe("30");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
    expect([box.status, box.body]).toEqual([200, { error: expect.stringMatching(neutral) }]);
    expect((await direct.ask(path(), ask)).status, "nothing of it stays").toBeLessThan(300);
  },
);

test("a fault of a sign-in, of a refresh and of a company's call is INTERNAL as well", async () => {
  const bases = [
    [`${server.origin}/api`, { "x-api-key": key }],
    [`${server.origin}/connect/api`, {}],
  ] as const;
  const { userId, refreshToken } = boxed;
  const calls = bases.flatMap(([base, headers]) => [
    () => call(`${base}/login`, { method: "POST", body: loginBody(home.user.email), headers: { ...headers } }),
    () => call(`${base}/refresh`, { method: "POST", body: { userId, refreshToken }, headers: { ...headers } }),
    () => call(`${base}/company/${home.dealer.id}/hubs`, { headers: { ...headers, "x-company-token": companyToken } }),
  ]);
  const boxCalls = [
    () => linkBox(server.origin, home.user.email),
    () => callBox(server.origin, "/refresh", { method: "POST", body: { userId, refreshToken } }),
  ];
  const [answers, boxAnswers] = await withoutTable("cloud.session", () =>
    withoutCompanyTokens(() =>
      Promise.all([Promise.all(calls.map((ask) => ask())), Promise.all(boxCalls.map((ask) => ask()))]),
    ),
  );
  for (const { status, body } of answers) {
    expect([status, body]).toEqual([500, { error: "INTERNAL", message: expect.stringMatching(neutral) }]);
  }
  for (const { status, body } of boxAnswers) {
    expect([status, body]).toEqual([200, { error: expect.stringMatching(neutral) }]);
  }
});

async function withoutCompanyTokens<T>(work: () => Promise<T>): Promise<T> {
  await db.owner.query("alter table cloud.company_token rename column token_hash to mislaid_hash");
  try {
    return await work();
  } finally {
    await db.owner.query("alter table cloud.company_token rename column mislaid_hash to token_hash");
  }
}

test("a fault of the relay itself is a sentence with a reference, and 200", async () => {
  const reading = () => callBox(server.origin, `/user/${boxed.userId}/hubs`, { token: boxed.sessionToken });
  const { status, body } = await withoutTable("relay.account", reading);
  expect([status, body]).toEqual([
    200,
    { error: expect.stringMatching(/^The hub cloud does not answer, reference [0-9a-f]{8}$/) },
  ]);
});

test("a cloud that is out of reach, or answers what is none of its answers, is told in neutral words", async () => {
  const { origin } = server;
  const hubs = `/user/${boxed.userId}/hubs`;
  const ways = [
    () => callBox(origin, hubs, { token: boxed.sessionToken }),
    () => linkBox(origin, home.user.email),
    () => call(`${origin}/connect/api${hubs}`, { headers: { "x-session-token": mirrored.sessionToken } }),
  ] as const;
  const answerAll = () => Promise.all(ways.map((way) => way()));
  const words = expect.stringMatching(/^The hub cloud does not answer(: try again)?, reference [0-9a-f]{8}$/);
  const away = await withCloud(() => Promise.reject(new TypeError("connect ECONNREFUSED 10.9.8.7")), answerAll);
  expect(away.map(({ status, body }) => [status, body])).toEqual([
    [200, { error: words }],
    [200, { error: words }],
    [503, { error: "UNAVAILABLE", message: words }],
  ]);
  expect(away[2]?.headers.get("retry-after")).toBe("1");
  for (const text of ["<h1>10.9.8.7 is down</h1>", "{}"]) {
    const foreign = () => Promise.resolve(new Response(text, { status: 502 }));
    const boxes = await withCloud(foreign, () => Promise.all(ways.slice(0, 2).map((way) => way())));
    for (const answer of boxes) {
      const told = expect.stringMatching(/^The hub cloud (did not answer|does not answer, reference [0-9a-f]{8})$/);
      expect([answer.status, answer.body]).toEqual([200, { error: told }]);
    }
  }
});

/** Lets something else answer where the relay looks for the cloud. */
async function withCloud<T>(answer: () => Promise<Response>, work: () => Promise<T>): Promise<T> {
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((to, options) => {
    const isOfRelay = new Headers(options?.headers).get("x-api-key") === relayApiKey();
    return isOfRelay ? answer() : real(to, options);
  });
  try {
    return await work();
  } finally {
    spy.mockRestore();
  }
}
