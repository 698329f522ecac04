import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loginWords, readLoginMessage } from "@/lib/domain/cloud/login-words";
import { inSystemTransaction } from "@/lib/server/context";
import { addressWords, endedWords } from "@/lib/server/relay/link-box";
import { endAllAccess, unlinkBox } from "@/lib/server/services/home/end-access";
import { boxUrl, call, callBox, linkBox, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addPro, addRelay, type Home, homePassword, relayHeader } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let origin: string;
/** What happens between the cloud's answer to a sign-in and the relay's next step. */
let afterSignIn: (() => Promise<unknown>) | null = null;

beforeAll(async () => {
  server = await startCloud(async (path) => {
    if (path === "/api/login") await afterSignIn?.();
  });
  db = await openTestDatabase();
  owner = db.owner;
  origin = server.origin;
  await addRelay(owner);
});
beforeEach(async () => {
  afterSignIn = null;
  home = await addHome(owner);
  await owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function linked(email = home.user.email): Promise<Tokens> {
  const { status, body } = await linkBox(origin, email);
  expect(status).toBe(200);
  return (body as { body: Tokens }).body;
}

const sessionsOf = (userId: string) => owner.query("select link_id from cloud.session where user_id = $1", [userId]);

test("mirrors the cloud's paths below api and nowhere else", async () => {
  for (const path of ["/login", "/refresh", "/user/x/hubs", "/apix/login", "/service"]) {
    const { status, body, headers } = await call(`${server.origin}/connect${path}`, { method: "POST", body: {} });
    expect([status, body], path).toEqual([404, { error: "NOT_FOUND", message: expect.any(String) }]);
    expect(headers.get("x-suggested-interval")).toBe("30");
  }
  expect((await call(`${server.origin}/connect/api/login`, { method: "POST", body: {} })).status).toBe(400);
});

describe("a home box at the relay", () => {
  test("links by the plain password, with the address of its stream on the relay", async () => {
    const { body } = await linkBox(origin, home.user.email);
    expect(body).toEqual({
      body: {
        sessionToken: expect.any(String),
        refreshToken: expect.any(String),
        userId: home.user.id,
        sseUrl: `http://127.0.0.1:3000/connect/events?userId=${home.user.id}`,
      },
    });
    const { rows } = await owner.query("select user_id, url, state from relay.link where user_id = $1", [home.user.id]);
    expect(rows).toEqual([{ user_id: home.user.id, url: boxUrl, state: "ACTIVE" }]);
    await linked();
    expect((await owner.query("select from relay.link where user_id = $1", [home.user.id])).rowCount).toBe(1);
  });

  test.each(["PASSWORD_CHANGED", "BINDING_LOST"] as const)(
    "statement 17: stays unlinked where its access ends (%s) after it has signed in, before the link is kept",
    async (reason) => {
      afterSignIn = () => inSystemTransaction((tx) => endAllAccess(tx, home.user.id, reason));
      const { status, body } = await linkBox(origin, home.user.email);
      expect([status, body]).toEqual([200, { error: endedWords }]);
      const { rows } = await owner.query("select from relay.link where user_id = $1", [home.user.id]);
      expect(rows).toEqual([]);
    },
  );

  test("statement 17: a box that links anew while it is unlinked stays unlinked", async () => {
    await linked();
    const { rows } = await owner.query<{ id: string }>("select id from relay.link where user_id = $1", [home.user.id]);
    afterSignIn = () => unlinkBox(home.user.id, rows[0]?.id ?? "");
    expect((await linkBox(origin, home.user.email)).body).toEqual({ error: endedWords });
    const { rows: links } = await owner.query("select state from relay.link where user_id = $1", [home.user.id]);
    expect(links).toEqual([{ state: "ENDED" }]);
  });

  test("is known by either spelling of the header, and by nothing else", async () => {
    const path = "/login";
    const body = { login: home.user.email, passwordHash: homePassword, apikey: "k", url: boxUrl };
    for (const name of ["Autorization", "Authorization"]) {
      const answer = await callBox(origin, path, { method: "POST", body, headers: { [name]: relayHeader } });
      expect(answer.body).toMatchObject({ body: { userId: home.user.id } });
    }
    for (const headers of [{}, { Autorization: "wrong" }, { Autorization: relayHeader.replace(/^./, "x") }]) {
      const answer = await callBox(origin, path, { method: "POST", body, headers: headers as Record<string, string> });
      expect([answer.status, answer.body]).toEqual([200, { error: "Relay account is not known" }]);
    }
  });

  test("statement 1: is told by the cloud's own words why it may not link, always with 200", async () => {
    const pro = await addPro(owner);
    const answers = [
      [await linkBox(origin, pro), loginWords.PRO],
      [await linkBox(origin, pro, { url: "" }), loginWords.PRO],
      [await linkBox(origin, pro, { passwordHash: "wrong" }), loginWords.PASSWORD],
      [await linkBox(origin, home.user.email, { passwordHash: "wrong" }), loginWords.PASSWORD],
    ] as const;
    for (const [{ status, body }, error] of answers) expect([status, body]).toEqual([200, { error }]);
  });

  test.each(["", "box", "ftp://box.test", "javascript:alert(1)", "//box.test", null, 1, {}, undefined])(
    "statement 7: with the address %j it is refused, saying so, and no session is left behind",
    async (url) => {
      const { status, body } = await linkBox(origin, home.user.email, { url });
      expect([status, body]).toEqual([200, { error: addressWords.demo }]);
      expect((await sessionsOf(home.user.id)).rows).toEqual([]);
      expect((await owner.query("select from relay.link where user_id = $1", [home.user.id])).rows).toEqual([]);
    },
  );

  test("has no words of its own that clients would take for a refusal of the cloud", () => {
    for (const words of [
      ...Object.values(addressWords),
      endedWords,
      "Relay account is not known",
      "Login or password is missing",
    ]) {
      expect(readLoginMessage(words)).toBe("OTHER");
    }
  });

  test("reads and commands: a 204 comes as an empty body, a refusal as the cloud's sentence", async () => {
    const { sessionToken: token, userId } = await linked();
    const hub = `/user/${userId}/hubs/${home.hub.hubId}`;
    const put = (path: string, body: object) => callBox(origin, path, { method: "PUT", token, body });
    expect((await put(`${hub}/commands/arming`, { command: "ARM" })).body).toEqual({ body: {} });
    await owner.query(`update device set fields = fields || '{"reedClosed":false}' where device_id = $1`, [
      home.devices.door,
    ]);
    await put(`${hub}/commands/arming`, { command: "DISARM" });
    const prevented = await put(`${hub}/commands/arming`, { command: "ARM" });
    expect([prevented.status, prevented.body]).toEqual([200, { error: expect.stringMatching(/^Arming is prevented/) }]);
    expect((await callBox(origin, `${hub}/devices`, { token })).body).toMatchObject({ body: expect.any(Array) });
    expect((await callBox(origin, `/user/${userId}/hubs/FFFFFFFF`, { token })).body).toEqual({
      error: expect.any(String),
    });
    expect((await callBox(origin, hub)).body).toEqual({ error: "Session token is missing or has run out" });
  });

  test("buys a new pair without a password, and no token of its address is looked at for that", async () => {
    const { userId, refreshToken } = await linked();
    const answer = await callBox(origin, "/refresh", {
      method: "POST",
      token: "stale",
      body: { userId, refreshToken },
    });
    expect(answer.body).toEqual({
      body: { userId, sessionToken: expect.any(String), refreshToken: expect.any(String) },
    });
  });

  test("statement 6: its token with a foreign key is nothing, and the relay without a token neither", async () => {
    const { sessionToken, userId } = await linked();
    const foreign = await addKey(owner);
    const path = `${origin}/api/user/${userId}/hubs`;
    const headers = { "x-api-key": foreign, "x-session-token": sessionToken };
    expect((await call(path, { headers })).status).toBe(401);
    expect((await call(path, { headers: { "x-session-token": sessionToken } })).status).toBe(401);
    expect((await call(`${origin}/connect/api/user/${userId}/hubs`)).status).toBe(401);
    const mirrored = await call(`${origin}/connect/api/user/${userId}/hubs`, { headers });
    expect([mirrored.status, mirrored.body]).toEqual([200, [expect.objectContaining({ hubId: home.hub.hubId })]]);
  });

  test.each([
    "",
    "login",
    "https://other.example/login",
    "//other.example/login",
    "/user/../login",
    "/user/%2e%2e/login",
    "/user/a%2Fb/hubs",
    "/user\\a/hubs",
    "/user/a%5Cb/hubs",
    "/user/%00/hubs",
    "/v1/objects",
    "/events",
    "/user/x/hubs#/login",
    "/user/x/hubs /login",
  ])("leads the path %j nowhere", async (path) => {
    const { status, body } = await callBox(origin, path, { token: "t" });
    expect(status).toBe(200);
    expect(body).toEqual({ error: expect.any(String) });
  });

  test("takes anything for a body and answers 200 with a sentence", async () => {
    for (const text of ["", "{", "[]", "null", '"x"', '{"login":1}', '{"login":"a\\u0000b","passwordHash":"x"}']) {
      const answer = await call(`${origin}/connect/service/ajaxSystem?path=/login`, {
        method: "POST",
        text,
        headers: { autorization: relayHeader, "content-type": "text/plain" },
      });
      expect([text, answer.status, answer.body]).toEqual([text, 200, { error: expect.any(String) }]);
    }
    const options = `${origin}/connect/service/ajaxSystem?path=/user/x/hubs&options=[1]`;
    expect((await call(options, { headers: { autorization: relayHeader } })).body).toEqual({
      error: expect.any(String),
    });
  });
});
