import { randomBytes, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { keyKinds } from "@/lib/domain/cloud/key-kinds";
import type { EmployeeRole } from "@/lib/domain/roles";
import { createKey } from "@/lib/server/services/integrations/create-key";
import { revokeKey } from "@/lib/server/services/integrations/revoke-key";
import { type Client as CloudClient, call, signIn } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addDealer, contextOf } from "../support/dealer";
import { addHome, addKey, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let platformKey: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner);
  platformKey = await addKey(owner);
});
beforeEach(() => owner.query("delete from rate_limit"));
afterAll(async () => {
  await server.close();
  await db.close();
});

type Kind = (typeof keyKinds)[number];

/** A secret as the action mints it: what is shown once, and what is stored of it. */
function mint(kind: Kind, name = "Smart home") {
  const token = randomBytes(32).toString("base64url");
  const stored = { keyHash: hashToken(token), lastFour: token.slice(-4) };
  return {
    token,
    input: { id: randomUUID(), kind, name, rights: "COMMAND" as const, life: "NEVER" as const, ...stored },
  };
}

async function make(kind: Kind, dealer = home.dealer) {
  const { token, input } = mint(kind);
  expect(await createKey(contextOf(dealer, dealer.owner), input)).toMatchObject({ ok: true });
  return { token, key: { kind, id: input.id } };
}

async function hubsByToken(token: string, key = platformKey): Promise<number> {
  const headers = { "x-api-key": key, "x-company-token": token };
  return (await call(`${server.origin}/api/company/${home.dealer.id}/hubs`, { headers })).status;
}

async function usedAt(table: string, id: string): Promise<Date | null> {
  const { rows } = await owner.query<{ at: Date | null }>(`select last_used_at as at from ${table} where id = $1`, [
    id,
  ]);
  return rows[0]?.at ?? null;
}

describe("a key that a company made", () => {
  test("lets users sign in by it until it is revoked; then it and their tokens are nothing", async () => {
    const { token, key } = await make("API_KEY");
    expect(await usedAt("cloud.api_key", key.id)).toBeNull();
    const client: CloudClient = await signIn(`${server.origin}/api`, token, home.user.email);
    expect((await client.ask("/hubs")).status).toBe(200);
    expect(await usedAt("cloud.api_key", key.id)).toBeInstanceOf(Date);

    expect(await revokeKey(contextOf(home.dealer, home.dealer.owner), key)).toMatchObject({ ok: true });
    const refused = await client.ask("/hubs");
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ message: expect.stringContaining("not authorized") });
    const { rows } = await owner.query("select revoke_reason from cloud.session where key_id = $1", [key.id]);
    expect(rows).toEqual([{ revoke_reason: "KEY_REVOKED" }]);
  });

  test("opens the company's own hubs as a company token, until it is revoked", async () => {
    const { token, key } = await make("COMPANY_TOKEN");
    expect(await hubsByToken(token)).toBe(200);
    expect(await usedAt("cloud.company_token", key.id)).toBeInstanceOf(Date);
    await revokeKey(contextOf(home.dealer, home.dealer.owner), key);
    expect(await hubsByToken(token)).toBe(401);
  });

  test("ends with its company", async () => {
    const gone = await addDealer(owner);
    const { token } = await make("API_KEY", gone);
    await owner.query("update company set deleted_at = now() where id = $1", [gone.id]);
    const headers = { "x-api-key": token };
    const body = { login: home.user.email, passwordHash: "", userRole: "USER" };
    const answer = await call(`${server.origin}/api/login`, { method: "POST", headers, body });
    expect(answer).toMatchObject({ status: 401, body: { message: "API key is not authorized" } });
  });

  test("has its use noted once a minute, not at every request", async () => {
    const { token, key } = await make("COMPANY_TOKEN");
    await hubsByToken(token);
    const first = await usedAt("cloud.company_token", key.id);
    await hubsByToken(token);
    expect(await usedAt("cloud.company_token", key.id)).toEqual(first);
    await owner.query("update cloud.company_token set last_used_at = now() - interval '2 minutes' where id = $1", [
      key.id,
    ]);
    await hubsByToken(token);
    expect((await usedAt("cloud.company_token", key.id))?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? 0);
  });

  test("leaves its name and last four in history, and its secret nowhere", async () => {
    const { token, key } = await make("API_KEY");
    await revokeKey(contextOf(home.dealer, home.dealer.owner), key);
    const { rows } = await owner.query(
      "select action, actor_name as by from audit_entry where subject_id = $1 order by subject_version",
      [key.id],
    );
    const by = home.dealer.owner.name;
    expect(rows).toEqual([
      { action: "key.created", by },
      { action: "key.revoked", by },
    ]);
    for (const schema of ["public", "cloud"]) {
      const { rows: dump } = await owner.query<{ dump: string }>(
        "select schema_to_xml($1, true, true, '')::text as dump",
        [schema],
      );
      expect(dump[0]?.dump).not.toContain(token);
    }
  });
});

describe("who may not", () => {
  test.each(["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER", "INSTALLER"] as const)(
    "%s neither makes nor revokes keys",
    async (role: EmployeeRole) => {
      const { key } = await make("API_KEY");
      const ctx = contextOf(home.dealer, { ...home.dealer.owner, role });
      await expect(createKey(ctx, mint("API_KEY").input)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(revokeKey(ctx, key)).rejects.toMatchObject({ code: "FORBIDDEN" });
    },
  );

  test.each(keyKinds)("another company's %s is not there", async (kind) => {
    const { token, key } = await make(kind);
    const other = await addDealer(owner);
    await expect(revokeKey(contextOf(other, other.owner), key)).rejects.toMatchObject({ code: "NOT_FOUND" });
    if (kind === "COMPANY_TOKEN") expect(await hubsByToken(token)).toBe(200);
  });

  test("of two who revoke one key, the second is told who was first", async () => {
    const { key } = await make("API_KEY");
    const ctx = () => contextOf(home.dealer, home.dealer.owner);
    const outcomes = await Promise.allSettled([revokeKey(ctx(), key), revokeKey(ctx(), key)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "CONFLICT", params: { did: "key.revoked" } } });
  });
});

describe("the database", () => {
  const insert = (change: Record<string, unknown>) => {
    const row = {
      id: randomUUID(),
      name: "A",
      key_hash: hashToken(randomUUID()),
      last_four: "abcd",
      created_at: new Date(),
      ...change,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    return owner
      .query(`insert into cloud.api_key (${names.join(", ")}) values (${places.join(", ")})`, Object.values(row))
      .then(
        () => "none",
        (error: { constraint?: string }) => error.constraint,
      );
  };

  test("keeps keys of companies apart from the platform's own", async () => {
    const company_id = home.dealer.id;
    expect(await insert({ company_id })).toBe("api_key_of_company");
    expect(await insert({ created_by_name: "A" })).toBe("api_key_of_company");
    expect(await insert({ company_id, created_by_name: "A", is_relay: true })).toBe("api_key_of_company");
    expect(await insert({ company_id, created_by_name: "A" })).toBe("none");
  });

  test("takes no key and no token without a name", async () => {
    expect(await insert({ name: "" })).toBe("api_key_named");
    expect(await insert({ name: "a".repeat(61) })).toBe("api_key_named");
    const token = owner.query(
      `insert into cloud.company_token (id, company_id, token_hash, last_four, created_at, name)
       values ($1, $2, $3, 'abcd', now(), '')`,
      [randomUUID(), home.dealer.id, hashToken(randomUUID())],
    );
    await expect(token).rejects.toMatchObject({ constraint: "company_token_named" });
  });
});
