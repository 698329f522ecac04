import { randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { removePastUse } from "@/lib/jobs/loops/upkeep-loop";
import { addHome, addKey, type Home } from "../support/home";
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

let db: TestDatabase;
let owner: Client;
let home: Home;

beforeAll(async () => {
  db = await openTestDatabase();
  vi.stubEnv("LOG_LEVEL", "error");
  owner = db.owner;
  home = await addHome(owner);
  await addKey(owner);
});
afterAll(() => db.close());

const removals = [
  { removal: "receipts", table: "idempotency_record" },
  { removal: "sessions", table: "session" },
  { removal: "homeSessions", table: "cloud.home_session" },
  { removal: "accountTokens", table: "account_token" },
  { removal: "tokenPairs", table: "cloud.session" },
  { removal: "limits", table: "rate_limit" },
];
const tables = removals.map(({ table }) => table);

/** Adds a row to each table that is old enough to go. */
async function addOldRows(): Promise<void> {
  const { dealer, user } = home;
  const hash = () => hashToken(randomUUID());
  const ago = "now() - interval '31 days'";
  await owner.query("insert into rate_limit values ($1, 1, 1)", [randomUUID()]);
  await owner.query(
    `insert into idempotency_record (company_id, actor_id, key, request_hash, created_at) values ($1, $2, $3, 'h', ${ago})`,
    [dealer.id, dealer.manager.id, randomUUID()],
  );
  await owner.query(
    `insert into session (id, sid_hash, account_id, account_epoch, created_at, last_seen_at)
     select gen_random_uuid(), $1, min(id::text)::uuid, 1, ${ago}, ${ago} from pro_account`,
    [hash()],
  );
  await owner.query(
    `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at)
     select gen_random_uuid(), 'RESET_PASSWORD', id, email, $1, ${ago} - interval '1 hour', ${ago}
     from pro_account where email_confirmed_at is not null limit 1`,
    [hash()],
  );
  await owner.query(
    `insert into cloud.home_session (sid_hash, user_id, user_epoch, created_at, last_seen_at)
     values ($1, $2, 1, ${ago}, ${ago})`,
    [hash(), user.id],
  );
  await owner.query(
    `insert into cloud.session (id, family_id, user_id, key_id, access_hash, refresh_hash, access_expires_at,
       refresh_expires_at, created_at, revoked_at, revoke_reason)
     select $1, $1, $2, id, $3, $4, ${ago}, ${ago}, ${ago}, ${ago}, 'SIGNED_OUT' from cloud.api_key limit 1`,
    [randomUUID(), user.id, hash(), hash()],
  );
}

/** Which tables hold rows, in the order of the removals. */
async function filled(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    tables.map((table) => `select '${table}' as name where exists (select from ${table})`).join(" union all "),
  );
  return rows.map(({ name }) => name);
}

test.each(removals)("where the removal of $removal fails, it alone is left to be tried again", async (failing) => {
  const { removal, table } = failing;
  await addOldRows();
  expect(await filled()).toEqual(tables);
  await owner.query(`
    create function stay() returns trigger language plpgsql as $$ begin raise 'These rows stay'; end $$;
    create trigger stay before delete on ${table} for each statement execute function stay()`);
  written.text = "";
  await removePastUse(new AbortController().signal);
  expect(await filled()).toEqual([table]);
  const lines = written.text.trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 50, removal });

  await owner.query("drop function stay() cascade");
  await removePastUse(new AbortController().signal);
  expect(await filled()).toEqual([]);
});
