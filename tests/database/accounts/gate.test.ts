import { encode } from "next-auth/jwt";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cookieName } from "@/lib/auth/cookie";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { requireAccount, requireActor, requireResellerActor } from "@/lib/server/gate";
import { addDealer, addReseller, type Dealer, type Person } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPerson, enter } from "./people";

const request = vi.hoisted(() => ({ cookies: new Map<string, string>() }));

vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ value: request.cookies.get(name) }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  vi.stubEnv("PORTAL_MODE", "production");
  vi.stubEnv("PORTAL_ORIGIN", "https://portal.example.com");
  dealer = await addDealer(owner);
  const { accountId } = await addPerson(owner);
  await owner.query(
    `update pro_account set password_hash = (select password_hash from pro_account where id = $1) where id <> $1`,
    [accountId],
  );
});
beforeEach(() => request.cookies.clear());
afterAll(() => db.close());

async function carry(sid: string): Promise<void> {
  request.cookies.set(cookieName(), await encode({ token: { sid }, secret: env().authSecret }));
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "OK";
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function switchApp(person: { id: string }, isOn: boolean): Promise<void> {
  await owner.query("update pro_account set totp_confirmed_at = case when $2 then now() end where id = $1", [
    person.id,
    isOn,
  ]);
}

async function signInAs(person: Pick<Person, "id" | "email">): Promise<void> {
  await switchApp(person, false);
  await carry(await enter(person.email));
}

describe("in production", () => {
  test("an owner reaches the company with an authenticator app alone, and the own account without", async () => {
    await signInAs(dealer.owner);
    expect(await codeOf(() => requireActor(dealer.slug, "object:view"))).toBe("SIGN_IN_AGAIN");
    expect(await codeOf(requireAccount)).toBe("OK");
    await switchApp(dealer.owner, true);
    expect(await codeOf(() => requireActor(dealer.slug, "object:view"))).toBe("OK");
  });

  test.each(["senior", "manager", "installer"] as const)("a dealer's %s needs none", async (role) => {
    await signInAs(dealer[role]);
    expect(await codeOf(() => requireActor(dealer.slug, "object:view"))).toBe("OK");
  });

  test("a reseller's managers, who decide requests, need one", async () => {
    const reseller = await addReseller(owner);
    const { email, accountId } = await addPerson(owner);
    await owner.query(
      `insert into employee (id, company_id, account_id, role, joined_at)
       values (gen_random_uuid(), $1, $2, 'SERVICE_MANAGER', now())`,
      [reseller.companyId, accountId],
    );
    const { rows } = await owner.query("select slug from company where id = $1", [reseller.companyId]);
    await signInAs({ id: accountId, email });
    expect(await codeOf(() => requireResellerActor(rows[0].slug, "request:decide"))).toBe("SIGN_IN_AGAIN");
    await switchApp({ id: accountId }, true);
    expect(await codeOf(() => requireResellerActor(rows[0].slug, "request:decide"))).toBe("OK");
  });

  test("the demand tells a stranger nothing: an unknown company is not found", async () => {
    await signInAs(dealer.owner);
    expect(await codeOf(() => requireActor("nowhere", "object:view"))).toBe("NOT_FOUND");
  });
});

describe("a cookie", () => {
  test("of another secret, or without a session, proves nobody", async () => {
    const { email } = await addPerson(owner);
    const sid = await enter(email);
    request.cookies.set(cookieName(), await encode({ token: { sid }, secret: "another secret altogether, and long" }));
    expect(await codeOf(requireAccount)).toBe("UNAUTHENTICATED");
    await carry("a session that nobody opened");
    expect(await codeOf(requireAccount)).toBe("UNAUTHENTICATED");
    await carry(sid);
    expect(await codeOf(requireAccount)).toBe("OK");
  });

  test("copied before a sign-out is worth nothing after it", async () => {
    const { email, accountId } = await addPerson(owner);
    await carry(await enter(email));
    await owner.query("update session set revoked_at = now(), revoke_reason = 'TEST' where account_id = $1", [
      accountId,
    ]);
    expect(await codeOf(requireAccount)).toBe("UNAUTHENTICATED");
  });

  test.each([
    ["disabled", "disabled_at = now()"],
    ["deleted", "deleted_at = now()"],
    ["of a later epoch", "epoch = epoch + 1"],
    ["unconfirmed", "email_confirmed_at = null"],
  ])("of an account that is %s proves nobody", async (_what, change) => {
    const { email, accountId } = await addPerson(owner);
    await carry(await enter(email));
    await owner.query(`update pro_account set ${change} where id = $1`, [accountId]);
    expect(await codeOf(requireAccount)).toBe("UNAUTHENTICATED");
  });

  test.each([
    ["31 minutes of rest", "last_seen_at = now() - interval '31 minutes'"],
    ["12 hours", "created_at = now() - interval '12 hours 1 second'"],
  ])("ends after %s", async (_what, change) => {
    const { email, accountId } = await addPerson(owner);
    await carry(await enter(email));
    await owner.query(`update session set ${change} where account_id = $1`, [accountId]);
    expect(await codeOf(requireAccount)).toBe("UNAUTHENTICATED");
  });
});
