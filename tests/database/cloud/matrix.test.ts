import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudRoutes } from "@/lib/domain/cloud/routes";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { endpoints } from "@/tests/contract/endpoints";
import { call, signIn } from "../support/cloud-client";
import { pathIn } from "../support/cloud-path";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addCompanyToken, addHome, addKey, addRelay, addResident, type Home, invite } from "../support/home";
import { worldNow } from "../support/malformed";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Name = keyof typeof endpoints;
type Base = "/api" | "/connect/api";
/** Who calls: what is shown, and below whose path. All of it is aimed at one home. */
type Actor = { headers: Record<string, string>; userId?: string; companyId?: string };

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let other: Home;
let key: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
  other = await addHome(owner, { hasGroups: true });
  key = await addKey(owner);
  await addRelay(owner);
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

/** What an endpoint is to an actor: lists of one's own, a read or a command of a place, or the master's own act. */
type Kind = "LIST" | "READ" | "COMMAND" | "EDIT" | "COMPANY_LIST" | "COMPANY_READ" | "COMMAND_OF_COMPANY";
const kinds: readonly Kind[] = [
  "LIST",
  "READ",
  "COMMAND",
  "EDIT",
  "COMPANY_LIST",
  "COMPANY_READ",
  "COMMAND_OF_COMPANY",
];

function kindOf(name: Name): Kind {
  const isPlace = /\{(?:hub|space)Id\}/.test(cloudRoutes[name].path);
  const isCommand = endpoints[name].answer === "DONE";
  if (name.startsWith("company")) return isCommand ? "COMMAND_OF_COMPANY" : isPlace ? "COMPANY_READ" : "COMPANY_LIST";
  if (name === "editDevice") return "EDIT";
  return isCommand ? "COMMAND" : isPlace ? "READ" : "LIST";
}

async function userActor(base: Base, email: string, withKey = key): Promise<Actor> {
  const { sessionToken, userId } = await signIn(`${server.origin}${base}`, base === "/api" ? withKey : null, email);
  return { headers: { ...keyOf(base, withKey), "x-session-token": sessionToken }, userId };
}

/** Behind the relay nobody shows a key: the relay has its own. */
const keyOf = (base: Base, withKey = key): Record<string, string> => (base === "/api" ? { "x-api-key": withKey } : {});

async function companyActor(base: Base, of: Home, at = of): Promise<Actor> {
  const token = await addCompanyToken(owner, of.dealer.id);
  return { headers: { ...keyOf(base), "x-company-token": token }, companyId: at.dealer.id };
}

const residentOf = (hubs: Home[], role: "MASTER" | "USER" = "MASTER") =>
  addResident(
    owner,
    hubs.map(({ hub }) => hub),
    role,
  );

/** Somebody with a live token who has used it, to whom something then happens. */
async function after(base: Base, sql: string, hubs = [home]): Promise<Actor> {
  const actor = await userActor(base, (await residentOf(hubs)).email);
  expect((await ask(base, "listHubs", actor)).body).toHaveLength(1);
  await owner.query(sql, [actor.userId]);
  return actor;
}

const nowhere = [401, 401, 401, 401, 401, 401, 401];
const stranger = [200, 404, 404, 404, 401, 401, 401];

type Row = { make: (base: Base) => Promise<Actor>; answers: number[]; isOfKeys?: boolean };

/** The rows of the matrix: each actor beside what it is answered by kind of endpoint, in the order of `kinds`. */
const rows: Record<string, Row> = {
  "the hub's master": {
    make: (base) => userActor(base, home.user.email),
    answers: [200, 200, 204, 204, 401, 401, 401],
  },
  "a user of the hub": {
    make: async (base) => userActor(base, (await residentOf([home], "USER")).email),
    answers: [200, 200, 204, 403, 401, 401, 401],
  },
  "the master of another hub": { make: (base) => userActor(base, other.user.email), answers: stranger },
  "somebody who is only invited": {
    make: async (base) => {
      const { email } = await residentOf([]);
      await invite(owner, home.hub, email);
      return userActor(base, email);
    },
    answers: stranger,
  },
  "a user whose binding was lost": {
    make: (base) => after(base, "delete from cloud.hub_binding where user_id = $1"),
    answers: stranger,
  },
  "a user on another user's path": {
    make: async (base) => ({ ...(await userActor(base, other.user.email)), userId: home.user.id }),
    answers: [403, 403, 403, 403, 401, 401, 401],
  },
  "a disabled user": {
    make: (base) => after(base, "update cloud.end_user set disabled_at = now() where id = $1"),
    answers: nowhere,
  },
  "a user whose access token ran out": {
    make: (base) => after(base, "update cloud.session set access_expires_at = now() where user_id = $1"),
    answers: nowhere,
  },
  "a user who was signed out": {
    make: (base) =>
      after(base, "update cloud.session set revoked_at = now(), revoke_reason = 'SIGNED_OUT' where user_id = $1"),
    answers: nowhere,
  },
  "a user with another key than at the sign-in": {
    make: async (base) => {
      const { headers, ...place } = await userActor(base, home.user.email);
      return { ...place, headers: { ...headers, "x-api-key": await addKey(owner) } };
    },
    answers: nowhere,
    isOfKeys: true,
  },
  "a user without a key": {
    make: async (base) => {
      const { headers, ...place } = await userActor(base, home.user.email);
      return { ...place, headers: { "x-session-token": headers["x-session-token"] ?? "" } };
    },
    answers: nowhere,
    isOfKeys: true,
  },
  "a user whose key was revoked": {
    make: async (base) => {
      const revoked = await addKey(owner);
      const actor = await userActor(base, home.user.email, revoked);
      await owner.query("update cloud.api_key set revoked_at = now() where last_four = $1", [revoked.slice(-4)]);
      return actor;
    },
    answers: nowhere,
    isOfKeys: true,
  },
  "a key alone": { make: async (base) => ({ headers: keyOf(base) }), answers: nowhere },
  nobody: { make: async () => ({ headers: {} }), answers: nowhere },
  "a cookie and a bearer token": {
    make: async (base) => {
      const { headers, ...place } = await userActor(base, home.user.email);
      const token = headers["x-session-token"];
      return { ...place, headers: { ...keyOf(base), cookie: `session=${token}`, authorization: `Bearer ${token}` } };
    },
    answers: nowhere,
  },
  "the hub's company": {
    make: (base) => companyActor(base, home),
    answers: [401, 401, 401, 401, 200, 200, 204],
  },
  "another company": {
    make: (base) => companyActor(base, other),
    answers: [401, 401, 401, 401, 200, 404, 404],
  },
  "another company on the hub's company's path": {
    make: (base) => companyActor(base, other, home),
    answers: nowhere,
  },
  "a company whose token was revoked": {
    make: async (base) => {
      const actor = await companyActor(base, home);
      const lastFour = actor.headers["x-company-token"]?.slice(-4);
      await owner.query("update cloud.company_token set revoked_at = now() where last_four = $1", [lastFour]);
      return actor;
    },
    answers: nowhere,
  },
  "a company without a key": {
    make: async (base) => {
      const { headers, ...place } = await companyActor(base, home);
      return { ...place, headers: { "x-company-token": headers["x-company-token"] ?? "" } };
    },
    answers: nowhere,
    isOfKeys: true,
  },
  "a user's token and a company's in each other's place": {
    make: async (base) => {
      const user = await userActor(base, home.user.email);
      const company = await companyActor(base, home);
      return {
        headers: {
          ...keyOf(base),
          "x-session-token": company.headers["x-company-token"] ?? "",
          "x-company-token": user.headers["x-session-token"] ?? "",
        },
      };
    },
    answers: nowhere,
  },
};

function ask(base: Base, name: Name, actor: Actor) {
  const path = pathIn(home, name, {
    userId: actor.userId ?? home.user.id,
    companyId: actor.companyId ?? home.dealer.id,
  });
  const { body } = endpoints[name];
  return call(`${server.origin}${base}${path}`, {
    method: cloudRoutes[name].method,
    ...(body ? { body } : {}),
    headers: actor.headers,
  });
}

/** Everything by which the home could be known. */
const marks = () => [home.hub.hubId, home.hub.objectId, home.user.id, ...Object.values(home.devices)];

const cells = (["/api", "/connect/api"] as const).flatMap((base) =>
  Object.entries(rows).flatMap(([who, { isOfKeys }]) => (isOfKeys && base !== "/api" ? [] : [[base, who] as const])),
);

describe("who may do what in the hub cloud", () => {
  test("is asked of every endpoint and of each kind", () => {
    expect(new Set(names.map(kindOf))).toEqual(new Set(kinds));
    for (const { answers } of Object.values(rows)) expect(answers).toHaveLength(kinds.length);
    expect(cells.length * names.length).toBeGreaterThan(1_000);
  });

  test.each(cells)("below %s: %s", async (base, who) => {
    const row: Row = rows[who] ?? { make: async () => ({ headers: {} }), answers: [] };
    const actor = await row.make(base);
    const before = await worldNow(owner);
    const wanted: Record<string, number> = {};
    const got: Record<string, number> = {};
    for (const name of names) {
      const { status, body } = await ask(base, name, actor);
      wanted[name] = row.answers[kinds.indexOf(kindOf(name))] ?? 0;
      got[name] = status;
      const text = JSON.stringify(body) ?? "";
      const isOwn = row.answers.includes(204);
      if (!isOwn)
        expect(
          marks().filter((mark) => text.includes(mark)),
          `${name} tells of the home`,
        ).toEqual([]);
    }
    expect(got).toEqual(wanted);
    if (!row.answers.includes(204)) expect(await worldNow(owner), "no row of a hub has changed").toBe(before);
  });
});
