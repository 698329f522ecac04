import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Random } from "@/prisma/seed/random";
import { type Client as CloudClient, call, linkBox, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, type Home, relayHeader } from "../support/home";
import {
  bodiesEach,
  commandNames,
  noText,
  pickOf,
  type Send,
  sendMany,
  sendWrongBodies,
  type Target,
  targetOf,
  worldNow,
} from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let mirrored: CloudClient;
let token: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  await addKey(owner);
  await addRelay(owner);
  mirrored = await signIn(`${server.origin}/connect/api`, null, home.user.email);
  token = ((await linkBox(server.origin, home.user.email)).body as { body: Tokens }).body.sessionToken;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** A box hears 200 and a sentence of the cloud or the relay, never one about a fault of ours. */
function expectSentence(status: number, body: unknown, text: string): void {
  expect(status, text).toBe(200);
  expect(body, text).toEqual({
    error: expect.stringMatching(/^(?!.*(?:reference|does not answer|did not answer)).+$/),
  });
}

const spellings = ["Autorization", "Authorization"] as const;

function ask(query: Record<string, string>, more: { method?: string; text?: string; type?: string } = {}, turn = 0) {
  const header = spellings[turn % spellings.length] ?? "Autorization";
  const { method = "GET", text, type = "application/json" } = more;
  const headers = { [header]: relayHeader, ...(text === undefined ? {} : { "content-type": type }) };
  const given = text === undefined ? {} : { text };
  return call(`${server.origin}/connect/service/ajaxSystem?${new URLSearchParams(query)}`, {
    method,
    headers,
    ...given,
  });
}

/** Sends each body in another way: by either header, and as what it is or as what a form would be. */
function fromBox(): (method: string, path: string, text: string) => ReturnType<Send> {
  let turn = 0;
  const types = ["application/json", "application/x-www-form-urlencoded", "text/plain"];
  return (method, path, text) => {
    turn += 1;
    const type = types[turn % types.length] ?? "";
    return ask({ path, session_token: token }, { method, text, type }, turn);
  };
}

const credentials = () => ({ login: home.user.email, passwordHash: "x", userRole: "USER", apikey: "k" });

describe(`${bodiesEach} malformed bodies`, () => {
  test.each(commandNames.filter((name) => !name.startsWith("company")))(
    "to %s by the relay's one endpoint: 200 with a sentence, no row changed",
    async (name) => {
      const before = await worldNow(owner);
      const post = fromBox();
      const { method, path, ...target } = targetOf(home, name);
      await sendWrongBodies(target, (text) => post(method, `/user/${home.user.id}${path}`, text), expectSentence);
      expect(await worldNow(owner)).toBe(before);
    },
    120_000,
  );

  test("to login and refresh by the relay: 200 with a sentence, by the mirrored paths 4xx, and no session or link", async () => {
    const before = await signedIn();
    const words = [...noText, "x".repeat(300)];
    const noPassword = [null, 1, true, [], {}, ["x"]];
    const link: Pick<Target, "base" | "wrong"> = {
      base: credentials(),
      wrong: { login: words, passwordHash: noPassword, url: [...noText, "http://", "box"], apikey: noText },
    };
    const pair = { base: { userId: home.user.id, refreshToken: "x" }, wrong: { userId: words, refreshToken: words } };
    const post = fromBox();
    await sendWrongBodies(link, (text) => post("POST", "/login", text), expectSentence);
    await sendWrongBodies(pair, (text) => post("POST", "/refresh", text), expectSentence);
    const mirror = (path: string) => (text: string) =>
      call(`${server.origin}/connect/api${path}`, { method: "POST", text });
    await sendWrongBodies({ base: credentials(), wrong: { login: words, passwordHash: noPassword } }, mirror("/login"));
    await sendWrongBodies(pair, mirror("/refresh"));
    expect(await signedIn()).toEqual(before);
  });
});

test("bytes that are no UTF-8 are refused in a body and in the options, and nothing is armed", async () => {
  const before = await worldNow(owner);
  const body = Buffer.concat([Buffer.from('{"command":"ARM","note":"'), Buffer.of(0xff, 0xfe), Buffer.from('"}')]);
  const path = `/user/${home.user.id}/hubs/${home.hub.hubId}/commands/arming`;
  const type = { "content-type": "application/json" };
  const at = (query: string) => `${server.origin}/connect/service/ajaxSystem?session_token=${token}&${query}`;
  const box = { Autorization: relayHeader };
  const commanded = await fetch(at(`path=${path}`), { method: "PUT", headers: { ...box, ...type }, body });
  expect(await commanded.json()).toEqual({ error: "The body is not UTF-8" });
  const read = await fetch(at(`path=/user/${home.user.id}/hubs&options=%7B%22page%22%3A%22%FF%22%7D`), {
    headers: box,
  });
  expect(await read.json()).toEqual({ error: "The options are not a JSON object" });
  const mirror = await fetch(`${server.origin}/connect/api${path}`, {
    method: "PUT",
    headers: { ...type, "x-session-token": mirrored.sessionToken },
    body,
  });
  expect(mirror.headers.get("x-suggested-interval")).toBe("30");
  expect([mirror.status, await mirror.json()]).toEqual([
    400,
    { error: "BAD_REQUEST", message: "The body is not UTF-8" },
  ]);
  expect(await worldNow(owner)).toBe(before);
});

async function signedIn() {
  const { rows } = await owner.query(
    "select (select count(*)::int from cloud.session) as sessions, (select count(*)::int from relay.link) as links",
  );
  return rows;
}

const wrongPaths = [
  ...["", "/", "login", "//login", "/login/../refresh", "/user/%2e%2e/login", "/user\\x/hubs", "/v1/objects"],
  ...["http://other.example/login", "/user/x/hubs#x", "/user/\u0000/hubs", "/user/%zz/hubs", "/events", "/user//hubs"],
  ...["/user/x/hubs\r\nX-Api-Key: y", "/user/{userId}/hubs", `/${"a".repeat(3_000)}`, "/user/\u202e/hubs", "/company"],
];
const wrongOptions = ["[", "[1]", "1", '"x"', "true", '{"a":', '{"a":{"toString":1}}', "{'a':1}", "\u0000", "{}{}"];
const wrongTokens = ["", "x", "\u0000", "a".repeat(3_000), "\r\nX-Api-Key: y", "%00", "ключ", "' or 1=1 --", "[]"];

/** A query of which one part at least is wrong. */
function wrongQuery(random: Random): Record<string, string> {
  const path = `/user/${home.user.id}/hubs`;
  return pickOf<Record<string, string>>(random, [
    { path: pickOf(random, wrongPaths), session_token: token },
    { path, session_token: pickOf(random, wrongTokens) },
    { path, session_token: token, options: pickOf(random, wrongOptions) },
    {
      path: `${path}/${home.hub.hubId}/logs?page=${pickOf(random, ["0", "-1", "x", "1e9", "%00"])}`,
      session_token: token,
    },
    { path: pickOf(random, wrongPaths), options: pickOf(random, wrongOptions) },
    { [pickOf(random, ["Path", "path[]", "paths", "session_token"])]: path },
  ]);
}

test(`${bodiesEach} malformed queries and forms: 200 with a sentence, whatever the method and the header's spelling`, async () => {
  const before = await worldNow(owner);
  let turn = 0;
  const send = (text: string) => {
    turn += 1;
    const query = JSON.parse(text) as Record<string, string>;
    const method = turn % 5 === 0 ? "POST" : "GET";
    return ask(
      query,
      method === "POST" ? { method, text: "login=a&passwordHash=b", type: "multipart/form-data" } : {},
      turn,
    );
  };
  await sendMany((random) => JSON.stringify(wrongQuery(random)), send, expectSentence);
  expect(await worldNow(owner)).toBe(before);
});
