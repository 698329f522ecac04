import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudRoutes } from "@/lib/domain/cloud/routes";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { endpoints } from "@/tests/contract/endpoints";
import { linkBox, loginBody, signIn, type Tokens } from "../support/cloud-client";
import { pathIn } from "../support/cloud-path";
import { type CloudServer, startCloud } from "../support/cloud-server";
import {
  addCompanyToken,
  addHome,
  addKey,
  addPro,
  addRelay,
  type Home,
  homePassword,
  relayHeader,
} from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Name = keyof typeof endpoints;
/** An answer as it came over the line: nothing parsed, nothing put in another order. */
type Raw = { status: number; text: string; headers: Record<string, string> };

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let other: Home;
let key: string;
let companyToken: string;
let direct: Tokens;
let mirrored: Tokens;
let boxed: Tokens;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  other = await addHome(owner, { hasGroups: true });
  key = await addKey(owner);
  companyToken = await addCompanyToken(owner, home.dealer.id);
  await addRelay(owner);
  direct = await signIn(`${server.origin}/api`, key, home.user.email);
  mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  boxed = ((await linkBox(server.origin, home.user.email)).body as { body: Tokens }).body;
});
beforeEach(async () => {
  forgetPace();
  await owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const names = Object.keys(endpoints) as Name[];
const ofUser = names.filter((name) => !name.startsWith("company"));

const pathOf = (name: Name, change?: Record<string, string>) => pathIn(home, name, change);

async function send(url: string, method: string, body: unknown, headers: Record<string, string>): Promise<Raw> {
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const answer = await fetch(url, {
    method,
    ...sent,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  });
  const { date: _, connection: __, "keep-alive": ___, ...kept } = Object.fromEntries(answer.headers);
  return { status: answer.status, text: await answer.text(), headers: kept };
}

type Ask = { method: string; path: string; body?: unknown; isTokenless?: boolean };

const byApi = ({ method, path, body, isTokenless }: Ask) =>
  send(`${server.origin}/api${path}`, method, body, {
    "x-api-key": key,
    ...(isTokenless ? {} : { "x-session-token": direct.sessionToken, "x-company-token": companyToken }),
  });
const byMirror = ({ method, path, body, isTokenless }: Ask) =>
  send(
    `${server.origin}/connect/api${path}`,
    method,
    body,
    isTokenless ? {} : { "x-session-token": mirrored.sessionToken, "x-company-token": companyToken },
  );
function byBox({ method, path, body, isTokenless }: Ask) {
  const query = new URLSearchParams({ path, ...(isTokenless ? {} : { session_token: boxed.sessionToken }) });
  return send(`${server.origin}/connect/service/ajaxSystem?${query}`, method, body, { Autorization: relayHeader });
}

/** What a box hears of an answer of the cloud. */
function forBox({ status, text }: Raw): string {
  if (status >= 400) return JSON.stringify({ error: (JSON.parse(text) as { message: string }).message });
  return `{"body":${text === "" ? "{}" : text}}`;
}

/** Asks by every way that there is, and demands one answer of all of them. */
async function expectParity(ask: Ask, status: number, { hasBox = true } = {}): Promise<Raw> {
  const plain = await byApi(ask);
  expect(plain.status, plain.text).toBe(status);
  expect(await byMirror(ask)).toEqual({ ...plain, headers: expect.objectContaining(contractual(plain)) });
  if (hasBox) {
    const box = await byBox(ask);
    expect([box.status, box.text]).toEqual([200, forBox(plain)]);
    expect(box.headers).toMatchObject({ "cache-control": "no-store", "x-suggested-interval": "30" });
  }
  return plain;
}

function contractual({ headers }: Raw): Record<string, string> {
  const wanted = ["content-type", "retry-after", "cache-control", "x-suggested-interval", "allow"];
  return Object.fromEntries(wanted.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

const goodStatus = (name: Name) => (endpoints[name].answer === "DONE" ? 204 : 200);
const bodyOf = (name: Name) => {
  const { body } = endpoints[name];
  return body === undefined ? {} : { body };
};

describe("one answer by /api, by /connect/api and by the relay's one endpoint", () => {
  test.each(names)("of %s, byte for byte", async (name) => {
    const { method } = cloudRoutes[name];
    await expectParity({ method, path: pathOf(name), ...bodyOf(name) }, goodStatus(name), {
      hasBox: ofUser.includes(name),
    });
  });

  test.each(ofUser)("of %s refused: a stranger's path, no token, and what is not there", async (name) => {
    const { method } = cloudRoutes[name];
    const more = { method, ...bodyOf(name) };
    await expectParity({ ...more, path: pathOf(name, { userId: other.user.id }) }, 403);
    await expectParity({ ...more, path: pathOf(name), isTokenless: true }, 401);
    if (/\{(hub|space)Id\}/.test(cloudRoutes[name].path)) {
      await expectParity({ ...more, path: pathOf(name, { hubId: "FFFFFFFF", spaceId: randomUUID() }) }, 404);
    }
  });

  test.each(ofUser.filter((name) => endpoints[name].body))("of %s with a body that makes no sense", async (name) => {
    const { method } = cloudRoutes[name];
    const body = { command: 1, muteType: 1, location: 1, deviceName: 1, deviceType: 1 };
    await expectParity({ method, path: pathOf(name), body }, 400);
    await expectParity({ method, path: pathOf(name), body: "{" }, 400);
  });

  test("of arming that an open door prevents, and of a hub that is offline", async () => {
    const arming = { method: "PUT", path: pathOf("armHub"), body: { command: "ARM" } };
    const set = `update device set fields = fields || $2 where device_id = $1`;
    await owner.query(set, [home.devices.door, '{"reedClosed":false}']);
    await expectParity(arming, 412);
    await owner.query(set, [home.devices.door, '{"reedClosed":true}']);
    const offline = "update hub set is_online = false, online_since = null, has_ethernet = false where id = $1";
    await owner.query(offline, [home.hub.key]);
    await expectParity(arming, 409);
    const online = "update hub set is_online = true, online_since = now(), has_ethernet = true where id = $1";
    await owner.query(online, [home.hub.key]);
  });

  test("of sign-ins that are refused", async () => {
    const pro = await addPro(owner);
    for (const [email, password] of [
      [pro, homePassword],
      [pro, "wrong"],
      [home.user.email, "wrong"],
      ["nobody@home.example", "wrong"],
    ] as const) {
      const ask = { method: "POST", path: "/login", isTokenless: true };
      const plain = await byApi({ ...ask, body: loginBody(email, password) });
      expect(plain.status).toBe(401);
      expect((await byMirror({ ...ask, body: loginBody(email, password) })).text).toBe(plain.text);
      const link = { login: email, passwordHash: password, apikey: "k", url: "http://box.test" };
      expect(await byBox({ ...ask, body: link })).toMatchObject({ status: 200, text: forBox(plain) });
    }
    await expectParity(
      { method: "POST", path: "/refresh", isTokenless: true, body: { userId: home.user.id, refreshToken: "x" } },
      401,
    );
  });
});

const ways = { "/api": byApi, "/connect/api": byMirror, "the relay": byBox } as const;

/** Places that are somebody else's, each beside one that nobody has, in every spelling of an ID. */
function foreignPlaces(name: Name): Record<string, string>[] {
  const { path } = cloudRoutes[name];
  const places: Record<string, string>[] = [];
  if (path.includes("{hubId}")) {
    const foreign = { hubId: other.hub.hubId, deviceId: other.devices.socket };
    places.push(foreign, { hubId: "FFFFFFFF", deviceId: "FFFFFFFF" }, { hubId: other.hub.hubId }, { hubId: "nothing" });
  }
  if (path.includes("{deviceId}")) places.push({ deviceId: other.devices.socket }, { deviceId: "FFFFFFFF" });
  if (path.includes("{groupId}")) places.push({ groupId: "0000FFFF" }, { groupId: "x", hubId: "FFFFFFFF" });
  if (path.includes("{spaceId}")) {
    places.push({ spaceId: other.hub.objectId }, { spaceId: randomUUID() }, { spaceId: "nothing" });
  }
  return places;
}

describe.each(Object.keys(ways) as (keyof typeof ways)[])("what is not there and what is another's, by %s", (way) => {
  const reachable = names.filter((name) => way !== "the relay" || ofUser.includes(name));

  test.each(reachable.filter((name) => /\{(hub|space)Id\}/.test(cloudRoutes[name].path)))(
    "is one answer of %s, byte for byte, headers included",
    async (name) => {
      const answers = new Set<string>();
      for (const place of foreignPlaces(name)) {
        const path = pathOf(name, place);
        const { headers, ...answer } = await ways[way]({ method: cloudRoutes[name].method, path, ...bodyOf(name) });
        expect(answer.text, path).toContain("Nothing of that kind is bound to this account");
        answers.add(JSON.stringify([answer, Object.entries(headers).sort()]));
      }
      expect([...answers]).toHaveLength(1);
    },
  );

  test.each(reachable)("is one answer of %s where the path names another's account or nobody's", async (name) => {
    const answers = new Set<string>();
    for (const [userId, companyId] of [
      [other.user.id, other.dealer.id],
      [randomUUID(), randomUUID()],
      ["nobody", "nobody"],
    ] as const) {
      const at = { userId, companyId, hubId: other.hub.hubId, spaceId: other.hub.objectId };
      for (const place of [{ userId, companyId }, at]) {
        const path = pathOf(name, place);
        const { headers, ...answer } = await ways[way]({ method: cloudRoutes[name].method, path, ...bodyOf(name) });
        answers.add(JSON.stringify([answer, Object.entries(headers).sort()]));
      }
    }
    expect([...answers]).toHaveLength(1);
  });
});
