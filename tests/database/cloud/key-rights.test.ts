import { randomBytes, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import { type KeyLife, type KeyRights, keyRights, scopeOf, scopesOf, scopeWords } from "@/lib/domain/cloud/key-rights";
import { type CloudRouteName, cloudRoutes } from "@/lib/domain/cloud/routes";
import { forgetPace } from "@/lib/server/cloud-api/pace";
import { createKey } from "@/lib/server/services/integrations/create-key";
import { endpoints } from "@/tests/contract/endpoints";
import { call, loginBody, signIn } from "../support/cloud-client";
import { pathIn } from "../support/cloud-path";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { contextOf } from "../support/dealer";
import { addHome, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner, { hasGroups: true });
});
beforeEach(async () => {
  forgetPace();
  await owner.query("delete from rate_limit");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

async function make(kind: KeyKind, rights: KeyRights, life: KeyLife = "NEVER") {
  const token = randomBytes(32).toString("base64url");
  const id = randomUUID();
  const stored = { keyHash: hashToken(token), lastFour: token.slice(-4) };
  const input = { id, kind, name: "Smart home", rights, life, ...stored };
  expect(await createKey(contextOf(home.dealer, home.dealer.owner), input)).toMatchObject({ ok: true });
  return { id, token };
}

/** Calls below a person or a company, all but signing in and the stream. */
function callsOf(holder: "user" | "company"): CloudRouteName[] {
  const names = Object.keys(cloudRoutes) as CloudRouteName[];
  return names.filter((name) => cloudRoutes[name].path.startsWith(`/${holder}/`));
}

async function ask(name: CloudRouteName, headers: Record<string, string>) {
  const { body } = endpoints[name as keyof typeof endpoints];
  const sent = { method: cloudRoutes[name].method, headers, ...(body ? { body } : {}) };
  return call(`${server.origin}/api${pathIn(home, name)}`, sent);
}

/** Makes every call of a kind and compares which of them the rights let through. */
async function expectRights(holder: "user" | "company", rights: KeyRights, headers: Record<string, string>) {
  for (const name of callsOf(holder)) {
    const need = scopeOf(name) ?? "read";
    const { status, body } = await ask(name, headers);
    if (scopesOf(rights).includes(need)) expect(status, name).toBeLessThan(300);
    else expect([status, body], name).toEqual([403, { error: "FORBIDDEN", message: scopeWords[need] }]);
  }
}

const eventsOf = async () => (await owner.query("select from outbox where hub_id = $1", [home.hub.key])).rowCount;

describe.each(keyRights)("a key made for %s", (rights) => {
  test("lets its program do that alone for a user, and tells it the rest in words", async () => {
    const { token } = await make("API_KEY", rights);
    const { sessionToken } = await signIn(`${server.origin}/api`, token, home.user.email);
    const before = await eventsOf();
    await expectRights("user", rights, { "x-api-key": token, "x-session-token": sessionToken });
    if (rights === "READ") expect(await eventsOf()).toBe(before);
  });

  test.each(["API_KEY", "COMPANY_TOKEN"] as const)("bounds a company's program as its %s", async (bound) => {
    const key = await make("API_KEY", bound === "API_KEY" ? rights : "COMMAND");
    const company = await make("COMPANY_TOKEN", bound === "COMPANY_TOKEN" ? rights : "COMMAND");
    await expectRights("company", rights, { "x-api-key": key.token, "x-company-token": company.token });
  });
});

describe("a key with an end", () => {
  const hubs = (headers: Record<string, string>) => ask("companyHubs", headers);
  const runOut = (table: string, id: string) =>
    owner.query(
      `update cloud.${table} set created_at = created_at - interval '31 days', expires_at = now() - interval '1 second' where id = $1`,
      [id],
    );

  test("opens everything until then, and afterwards nothing, for those who signed in by it too", async () => {
    const { id, token } = await make("API_KEY", "COMMAND", "30");
    const client = await signIn(`${server.origin}/api`, token, home.user.email);
    expect((await client.ask("/hubs")).status).toBe(200);
    const { rows } = await owner.query(
      "select extract(day from expires_at - created_at)::int as days, scopes from cloud.api_key where id = $1",
      [id],
    );
    expect(rows).toEqual([{ days: 30, scopes: ["read", "arm", "command"] }]);

    await runOut("api_key", id);
    const refused = { status: 401, body: { error: "UNAUTHORIZED", message: "API key is not authorized" } };
    expect(await client.ask("/hubs")).toMatchObject(refused);
    const signingIn = { method: "POST", headers: { "x-api-key": token } };
    expect(await call(`${server.origin}/api/login`, { ...signingIn, body: loginBody(home.user.email) })).toMatchObject(
      refused,
    );
    const renewal = { userId: client.userId, refreshToken: client.refreshToken };
    expect(await call(`${server.origin}/api/refresh`, { ...signingIn, body: renewal })).toMatchObject(refused);
  });

  test("as a company token stands for its company no longer", async () => {
    const key = await make("API_KEY", "READ");
    const company = await make("COMPANY_TOKEN", "READ", "90");
    const headers = { "x-api-key": key.token, "x-company-token": company.token };
    expect((await hubs(headers)).status).toBe(200);
    await runOut("company_token", company.id);
    expect(await hubs(headers)).toMatchObject({ status: 401, body: { message: "Company is not authorized" } });
  });
});

test("leaves in history what it is for and until when", async () => {
  const { id } = await make("COMPANY_TOKEN", "ARM", "365");
  const { rows } = await owner.query<{ after: Record<string, unknown> }>(
    "select after from audit_entry where subject_id = $1",
    [id],
  );
  expect(rows[0]?.after).toMatchObject({ scopes: "read arm", expiresAt: expect.stringMatching(/^20\d\d-/) });
});

test.each(["api_key", "company_token"])(
  "the database takes no %s of other rights, of none, or that ends first",
  async (table) => {
    const { id } = await make(table === "api_key" ? "API_KEY" : "COMPANY_TOKEN", "READ");
    for (const [change, constraint] of [
      ["scopes = '{read,own}'", `${table}_scopes`],
      ["scopes = '{}'", `${table}_scopes`],
      ["expires_at = created_at", `${table}_lives`],
    ]) {
      await expect(owner.query(`update cloud.${table} set ${change} where id = $1`, [id])).rejects.toMatchObject({
        constraint,
      });
    }
  },
);
