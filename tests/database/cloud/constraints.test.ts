import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { addHome, addKey, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let home: Home;
let keyId: string;
let accountId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner);
  await addKey(owner);
  await addRelay(owner);
  keyId = (await owner.query<{ id: string }>("select id from cloud.api_key limit 1")).rows[0]?.id ?? "";
  accountId = (await owner.query<{ id: string }>("select id from relay.account")).rows[0]?.id ?? "";
});
afterAll(() => db.close());

const hash = () => hashToken(randomUUID());

/** Inserts a row of given columns and returns the name of the constraint that refuses it, or "none". */
async function refusalOf(table: string, row: Record<string, unknown>): Promise<string> {
  const names = Object.keys(row);
  const sql = `insert into ${table} (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")})`;
  return owner.query(sql, Object.values(row)).then(
    () => "none",
    (error: { constraint?: string }) => error.constraint ?? "another fault",
  );
}

function user(change: object = {}) {
  const id = randomUUID();
  const name = { first_name: "A", last_name: "B" };
  return { id, email: `${id}@home.example`, ...name, password_hash: "none", created_at: new Date(), ...change };
}

function session(change: object = {}) {
  const id = randomUUID();
  const life = {
    created_at: new Date(),
    access_expires_at: new Date(),
    refresh_expires_at: new Date(Date.now() + 1_000),
  };
  const place = { id, family_id: id, user_id: home.user.id, key_id: keyId };
  return { ...place, access_hash: hash(), refresh_hash: hash(), ...life, ...change };
}

const invitation = (change: object = {}) => ({
  id: randomUUID(),
  hub_id: home.hub.key,
  email: `${randomUUID()}@home.example`,
  invited_by_name: "A",
  created_at: new Date(),
  ...change,
});

const link = (change: object = {}) => ({
  id: randomUUID(),
  account_id: accountId,
  user_id: home.user.id,
  url: "https://box.example",
  box_key: "sealed",
  linked_at: new Date(),
  ...change,
});

test("each kind of row is taken as the portal writes it", async () => {
  expect(await refusalOf("cloud.end_user", user())).toBe("none");
  expect(await refusalOf("cloud.session", session())).toBe("none");
  expect(await refusalOf("cloud.hub_invitation", invitation())).toBe("none");
  expect(await refusalOf("relay.link", link())).toBe("none");
});

test.each([
  ["a user without a name", () => ["cloud.end_user", user({ first_name: "" })], "end_user_plausible"],
  ["a step without a secret", () => ["cloud.end_user", user({ totp_last_step: 1 })], "end_user_plausible"],
  ["an address of nobody", () => ["cloud.address", { email: "a@b.example" }], "address_of_one"],
  [
    "a role that is none",
    () => ["cloud.hub_binding", { user_id: home.user.id, hub_id: home.hub.key, role: "PRO", created_at: new Date() }],
    "hub_binding_role",
  ],
  ["a token in clear", () => ["cloud.session", session({ access_hash: "token" })], "session_hashed"],
  ["an end without a reason", () => ["cloud.session", session({ revoked_at: new Date() })], "session_columns_agree"],
  ["a family of nothing", () => ["cloud.session", session({ family_id: randomUUID() })], "session_columns_agree"],
  [
    "an answer without its instant",
    () => ["cloud.hub_invitation", invitation({ state: "ACCEPTED" })],
    "hub_invitation_columns_agree",
  ],
  [
    "a key in clear",
    () => [
      "cloud.api_key",
      { id: randomUUID(), name: "K", key_hash: "key", last_four: "abcd", created_at: new Date() },
    ],
    "api_key_hashed",
  ],
  [
    "a company's token in clear",
    () => [
      "cloud.company_token",
      { id: randomUUID(), company_id: home.dealer.id, token_hash: "t", last_four: "abcd", created_at: new Date() },
    ],
    "company_token_hashed",
  ],
  [
    "a cookie in clear",
    () => [
      "cloud.home_session",
      { sid_hash: "sid", user_id: home.user.id, user_epoch: 1, created_at: new Date(), last_seen_at: new Date() },
    ],
    "home_session_hashed",
  ],
  [
    "a relay account in clear",
    () => ["relay.account", { id: randomUUID(), name: "B", header_hmac: "x", created_at: new Date() }],
    "account_hashed",
  ],
  ["a box that is no address", () => ["relay.link", link({ url: "box" })], "link_address"],
  ["a link that ended for no reason", () => ["relay.link", link({ state: "ENDED" })], "link_columns_agree"],
] as const)("refuses %s", async (_, given, constraint) => {
  const [table, row] = given() as unknown as [string, Record<string, unknown>];
  expect(await refusalOf(table, row)).toBe(constraint);
});

test("refuses a second pair of a family that could be refreshed, and a second invitation that waits", async () => {
  const first = session();
  const next = { family_id: first.id, predecessor_id: first.id };
  expect(await refusalOf("cloud.session", first)).toBe("none");
  expect(await refusalOf("cloud.session", session(next))).toBe("session_one_unspent");
  await owner.query("update cloud.session set refresh_used_at = now() where id = $1", [first.id]);
  expect(await refusalOf("cloud.session", session(next))).toBe("none");
  const pending = invitation();
  expect(await refusalOf("cloud.hub_invitation", pending)).toBe("none");
  const again = { ...pending, id: randomUUID(), email: pending.email.toUpperCase() };
  expect(await refusalOf("cloud.hub_invitation", again)).toBe("hub_invitation_one_live");
});

test("refuses an attempt that neither was answered nor says why", async () => {
  const row = link();
  await refusalOf("relay.link", row);
  const attempt = { link_id: row.id, at: new Date(), entries: 1 };
  expect(await refusalOf("relay.push_attempt", attempt)).toBe("push_attempt_plausible");
  expect(await refusalOf("relay.push_attempt", { ...attempt, status: 200 })).toBe("none");
});
