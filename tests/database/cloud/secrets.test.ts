import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloudRoutes } from "@/lib/domain/cloud/routes";
import { log } from "@/lib/server/log";
import { relayApiKey } from "@/lib/server/relay/relay-key";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { startBox } from "../support/box";
import { boxUrl, call, callBox, linkBox, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import {
  addCompanyToken,
  addHome,
  addRelay,
  type Home,
  homePassword,
  invite,
  relayHeader,
  sha256,
} from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

const written = vi.hoisted(() => ({ text: "" }));

// The log itself is the real one; what it writes is kept here in the place of the terminal.
vi.mock("pino", async (original) => {
  const { default: pino } = await original<typeof import("pino")>();
  const keep = (chunk: Buffer, _encoding: string, done: () => void) => {
    written.text += chunk.toString();
    done();
  };
  return { default: (options: object) => pino(options, new Writable({ write: keep })) };
});

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let companyToken: string;
/** Everything that a client showed to the relay or got from it and that opens something. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  vi.stubEnv("LOG_LEVEL", "trace");
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  companyToken = await addCompanyToken(owner, home.dealer.id);
  await addRelay(owner);
  await invite(owner, home.hub);
  await callEverything();
});
afterAll(async () => {
  await server.close();
  await db.close();
});

function keep(name: string, { sessionToken, refreshToken }: Tokens): void {
  secrets.set(`session token of ${name}`, sessionToken);
  secrets.set(`refresh token of ${name}`, refreshToken);
}

/** A body that each command would take; reads have none. */
const bodies: Record<string, object> = {
  editDevice: { deviceName: "Door" },
  commandDevice: { command: "SWITCH_ON", deviceType: "Socket" },
  armHub: { command: "ARM" },
  armGroup: { command: "ARM" },
};

/** Makes every call of the relay in both its forms: linked, refreshed, mirrored, refused, and with the cloud out of reach. */
async function callEverything(): Promise<void> {
  const { origin } = server;
  const linked = ((await linkBox(origin, home.user.email)).body as { body: Tokens }).body;
  keep("the link", linked);
  secrets.set("password", homePassword);
  secrets.set("password's digest", sha256(homePassword));
  secrets.set("company token", companyToken);
  const { userId, refreshToken } = linked;
  const body = { userId, refreshToken };
  const refreshed = await callBox(origin, "/refresh", { method: "POST", body, token: linked.sessionToken });
  const fresh = (refreshed.body as { body: Tokens }).body;
  keep("the refresh", fresh);
  const mirrored = await signIn(`${origin}/connect/api`, null, home.user.email);
  keep("the mirror", mirrored);
  await linkBox(origin, home.user.email, { url: "" });
  await linkBox(origin, home.user.email, { passwordHash: "a wrong password" });
  secrets.set("wrong password", "a wrong password");
  await callRoutes(fresh.sessionToken, mirrored.sessionToken);
  await pushOnce();
  const stop = new AbortController();
  const headers = { "x-session-token": mirrored.sessionToken };
  await fetch(`${origin}/connect/events?userId=${userId}&session_token=${mirrored.sessionToken}`, {
    headers,
    signal: stop.signal,
  });
  stop.abort();
  await breakCloud(async () => {
    await linkBox(origin, home.user.email);
    await callBox(origin, `/user/${userId}/hubs`, { token: fresh.sessionToken });
    await call(`${origin}/connect/api/user/${userId}/hubs?session_token=${fresh.sessionToken}`, { headers });
  });
  log().info("The calls are over");
}

/** Lets the hub tell something to a box that refuses it, so that a try is on record. */
async function pushOnce(): Promise<void> {
  const box = await startBox();
  box.answers.push(500);
  const tokens = ((await linkBox(server.origin, home.user.email, { url: box.url })).body as { body: Tokens }).body;
  keep("the link that pushes", tokens);
  const arming = `/user/${home.user.id}/hubs/${home.hub.hubId}/commands/arming`;
  for (const command of ["ARM", "DISARM"]) {
    await callBox(server.origin, arming, { method: "PUT", token: tokens.sessionToken, body: { command } });
  }
  const { rows: links } = await owner.query<{ id: string }>("select id from relay.link where state = 'ACTIVE'");
  for (const { id } of links) await pushToBox(id);
  const { rows: attempts } = await owner.query("select status from relay.push_attempt");
  expect(attempts).toContainEqual({ status: 500 });
  await box.close();
}

async function callRoutes(boxToken: string, mirroredToken: string): Promise<void> {
  const values: Record<string, string> = {
    userId: home.user.id,
    companyId: home.dealer.id,
    hubId: home.hub.hubId,
    deviceId: home.devices.socket,
    groupId: "00000001",
    spaceId: home.hub.objectId,
  };
  for (const [name, { method, path }] of Object.entries(cloudRoutes)) {
    if (["login", "refresh", "events"].includes(name)) continue;
    const place = path.replace(/\{(\w+)\}/g, (_, part: string) => values[part] ?? "");
    const sent = method === "GET" ? {} : { body: bodies[name.replace(/^company(.)/, (_, c) => c.toLowerCase())] ?? {} };
    const answer = await callBox(server.origin, place, { method, token: boxToken, ...sent });
    expect(answer.status, name).toBe(200);
    const headers = { "x-session-token": mirroredToken, "x-company-token": companyToken };
    const mirrored = await call(`${server.origin}/connect/api${place}`, { method, headers, ...sent });
    expect(mirrored.status, `${name} ${JSON.stringify(mirrored.body)}`).toBeLessThan(300);
  }
}

/** Lets nothing answer where the relay looks for the cloud. */
async function breakCloud(work: () => Promise<void>): Promise<void> {
  const answer = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((to, options) => {
    const isOfRelay = new Headers(options?.headers).get("x-api-key") === relayApiKey();
    return isOfRelay ? Promise.reject(new TypeError(`fetch failed: ${String(to)}`)) : answer(to, options);
  });
  await work();
  spy.mockRestore();
}

/** A secret in clear, encoded, and hashed in the usual ways. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const plain = [secret, bytes.toString("hex"), bytes.toString("base64"), bytes.toString("base64url")];
  const hashed = ["sha256", "sha1", "md5", "sha512"].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(secret).digest();
    return [digest.toString("hex"), digest.toString("base64"), digest.toString("base64url")];
  });
  return [...plain, ...hashed].flatMap((form) => [form, encodeURIComponent(form)]);
}

function found(text: string, names: Iterable<string>): string[] {
  const lower = text.toLowerCase();
  return [...names].filter((name) =>
    formsOf(secrets.get(name) ?? "").some((form) => lower.includes(form.replace(/=+$/, "").toLowerCase())),
  );
}

async function dumpOf(schema: string): Promise<string> {
  const { rows } = await owner.query<{ dump: string }>("select schema_to_xml($1, true, true, '')::text as dump", [
    schema,
  ]);
  return rows[0]?.dump ?? "";
}

test("the log of these calls was kept, faults included", () => {
  expect(written.text).toContain("A call of a box failed");
  expect(written.text).toContain("The calls are over");
});

test("statement 2: no password and no digest of it is in the database or the log once the box is linked", async () => {
  const passwords = [...secrets.keys()].filter((name) => name.includes("password"));
  expect(passwords).toHaveLength(3);
  for (const schema of ["relay", "cloud", "public"])
    expect([schema, found(await dumpOf(schema), passwords)]).toEqual([schema, []]);
  expect(found(written.text, passwords)).toEqual([]);
});

test("statement 5: the relay keeps no token, plain or hashed, in its schema or in any log", async () => {
  const tokens = [...secrets.keys()].filter((name) => name.includes("token"));
  expect(tokens).toHaveLength(9);
  const relay = await dumpOf("relay");
  expect(relay).toContain(boxUrl);
  expect(found(relay, tokens)).toEqual([]);
  expect(found(written.text, tokens)).toEqual([]);
  for (const text of [relay, written.text]) {
    for (const other of ["box-key", relayHeader, relayApiKey()]) expect(text).not.toContain(other);
  }
});

test("no address of a call of the relay is logged, whose query holds a token", () => {
  expect(written.text).not.toContain("session_token");
  expect(written.text).not.toContain("ajaxSystem");
  expect(written.text).not.toContain("/connect/");
});
