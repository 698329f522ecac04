import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { call, linkBox, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, addResident, type Home, relayHeader } from "../support/home";
import { worldNow } from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let other: Home;
let key: string;
let boxed: Tokens;
let mirrored: Tokens;
/** Where below the cloud's own base the relay has called since the test began. */
let asked: string[] = [];

beforeAll(async () => {
  server = await startCloud(async (path) => {
    if (path.startsWith("/api")) asked.push(path);
  });
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
  await addRelay(owner);
  home = await addHome(owner, { hasGroups: true });
  other = await addHome(owner, { hasGroups: true });
  boxed = ((await linkBox(server.origin, home.user.email)).body as { body: Tokens }).body;
  mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
});
beforeEach(() => {
  asked = [];
  forgetPace();
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** Ways to write a command to the own hub, or to another's, so that a part of the relay could read another than the rest. */
function hostilePaths(): string[] {
  const own = home.hub.hubId;
  const foreign = other.hub.hubId;
  const me = home.user.id;
  const arming = "commands/arming";
  const at = (user: string, hub: string) => `/user/${user}/hubs/${hub}/${arming}`;
  return [
    ...[`/user/${me}/hubs/${foreign}/../${own}/${arming}`, `/user/${me}/hubs/${own}/../${foreign}/${arming}`],
    ...[`/user/${other.user.id}/../${me}/hubs/${own}/${arming}`, `/./user/${me}/hubs/${own}/${arming}`],
    ...[`/user/${me}/hubs/${own}/%2e%2e/${own}/${arming}`, `/user/${me}/hubs/${own}%2F${arming}`],
    ...[`/user/${me}/hubs/${own}%2f${arming}`, `/user%2f${me}/hubs/${own}/${arming}`, `/user/${me}%5chubs/${own}`],
    ...[`/user/${me}/hubs/${own}%252F${arming}`, `/user/${me}/hubs/%2e%2e%2f${own}/${arming}`, `/%2e/user/${me}/hubs`],
    ...[`/user\\${me}\\hubs\\${own}\\commands\\arming`, `\\user\\${me}`, `/user/${me}/hubs/${own}/..\\${arming}`],
    ...[`//user/${me}/hubs/${own}/${arming}`, `/user//${me}/hubs/${own}/${arming}`, `///${me}`],
    ...[
      `http://127.0.0.1/api${at(me, own)}`,
      `//127.0.0.1${at(me, own)}`,
      `@127.0.0.1${at(me, own)}`,
      `:80${at(me, own)}`,
    ],
    ...[`https:${at(me, own)}`, `/api${at(me, own)}`, `/connect/api${at(me, own)}`, `/v1${at(me, own)}`],
    ...[`${at(me, own)}#`, `${at(me, own)};x=1`, `${at(me, own)}/extra`, `${at(me, own)}\u0000`, `${at(me, own)}%00`],
    ...[`${at(me, own)}\r\nX-Api-Key: x`, `${at(me, own)}%0d%0aX-Api-Key: x`, ` ${at(me, own)}`, `${at(me, own)} `],
    ...[
      at(me, `${own}\u200b`),
      at(me, `${own},${foreign}`),
      at(me, "*"),
      at(me, "%"),
      at(me, "'or''='"),
      at(me, "{hubId}"),
    ],
    ...[
      at(me, foreign),
      at(me, foreign.toLowerCase()),
      at(other.user.id, own),
      at(other.user.id, foreign),
      at("*", own),
    ],
    ...[at(me, "constructor"), at("__proto__", own), at(me, "undefined"), at(me, "null"), at("", own), at(me, "")],
    ...[`/company/${home.dealer.id}/hubs/${own}/${arming}`, `/company/${other.dealer.id}/hubs/${foreign}/${arming}`],
    ...["/health", "/auth/session", "/auth/signin", "/live", "/live/next", "/stop-mails/x", "/v1/objects", "/metrics"],
    ...["/", "", "?", "/?", "/login/../health", "/user", "/service/ajaxSystem", "/%75ser"],
    ...[`/${"a/".repeat(2_000)}`, `/user/${"%41".repeat(1_000)}/hubs`, "/user/%ff/hubs", "/user/%c0%af/hubs", "/%"],
    ...["/user/\u202e/hubs", "/user/\ud83d\ude00/hubs", "/login?path=/health"],
  ];
}

const methods = ["GET", "PUT", "POST"] as const;
const armed = { command: "ARM", ignoreProblems: true };
const body = (method: string) => (method === "GET" ? {} : { body: armed });

/** What the portal has below `/api` that is none of the cloud's. */
const portalPaths = /^\/api\/(?:v1|auth|health|live|stop-mails|metrics|connect|api|service)(?:\/|$)/;

/** Clients tidy such addresses up before they send them, and the portal takes doubled slashes as one. */
const isRewritten = (path: string) =>
  !path.startsWith("/") || /[\r\n\0 #\\]|\/$|\/\/|(?:\.|%2e)(?:\/|%2e|\.)/i.test(path);

describe("a hostile path", () => {
  test("in the relay's query: 200 with a sentence, nothing armed, and nothing of the portal asked for", async () => {
    const before = await worldNow(owner);
    for (const path of hostilePaths()) {
      forgetPace();
      for (const method of methods) {
        const query = new URLSearchParams({ path, session_token: boxed.sessionToken });
        const answer = await call(`${server.origin}/connect/service/ajaxSystem?${query}`, {
          method,
          ...body(method),
          headers: { Autorization: relayHeader },
        });
        expect(answer.status, `${method} ${path}`).toBe(200);
        expect(answer.body, `${method} ${path}`).toEqual({ error: expect.not.stringMatching(/reference|undefined/) });
      }
    }
    expect(await worldNow(owner)).toBe(before);
    expect(asked.filter((path) => portalPaths.test(path))).toEqual([]);
  });

  test("below /connect/api: 4xx with error and message, nothing armed, and nothing of the portal asked for", async () => {
    const before = await worldNow(owner);
    const headers = { "x-session-token": mirrored.sessionToken };
    for (const path of hostilePaths().filter((each) => !isRewritten(each))) {
      forgetPace();
      for (const method of methods) {
        const answer = await call(`${server.origin}/connect/api${path}`, { method, ...body(method), headers });
        expect([404, 403, 401, 405, 400], `${method} ${path} ${answer.status}`).toContain(answer.status);
        expect(answer.body, `${method} ${path}`).toEqual({ error: expect.any(String), message: expect.any(String) });
      }
    }
    expect(await worldNow(owner)).toBe(before);
    expect(asked.filter((path) => portalPaths.test(path))).toEqual([]);
  });

  test("that is unknown is the same answer below /api and /connect/api, and the relay asks nobody", async () => {
    for (const path of ["/health", "/auth/session", "/live/next", "/stop-mails/x", "/v1/objects", "/nothing"]) {
      const [plain, mirror] = [
        await call(`${server.origin}/api${path}`, { headers: { "x-api-key": key } }),
        await call(`${server.origin}/connect/api${path}`),
      ];
      expect([mirror.status, mirror.body], path).toEqual([404, plain.body]);
      expect(mirror.headers.get("x-suggested-interval")).toBe("30");
      expect(asked).toEqual([`/api${path}`]);
      asked = [];
    }
  });

  test("two paths or two tokens in one query are one of each: the first counts, for everybody who reads it", async () => {
    const reader = await addResident(owner, []);
    const query = `path=/user/${home.user.id}/hubs&path=/user/${reader.id}/hubs&session_token=${boxed.sessionToken}&session_token=x`;
    const answer = await call(`${server.origin}/connect/service/ajaxSystem?${query}`, {
      headers: { Autorization: relayHeader },
    });
    expect(answer.body).toMatchObject({ body: [{ hubId: home.hub.hubId }] });
    expect(asked).toEqual([`/api/user/${home.user.id}/hubs`]);
  });
});
