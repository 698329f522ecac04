import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { takePoint } from "@/lib/server/limits";
import { removeStaleRegistrations } from "@/lib/server/services/accounts/remove-unconfirmed";
import { removeEndedAccess } from "@/lib/server/services/upkeep/remove-ended-access";
import { type CloudAnswer, call, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { openStream } from "../support/cloud-stream";
import { addHome, addKey, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let key: string;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  key = await addKey(owner);
});
beforeEach(async () => {
  home = await addHome(owner);
  await removeEndedAccess();
});
afterAll(async () => {
  await closeUserStreams();
  await server.close();
  await db.close();
});

const young = "29 days 12:00";
const old = "30 days 00:01";

/** Which rows of a table are left, by the word in a column. */
async function left(table: string, column: string, words: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ word: string }>(
    `select ${column} as word from ${table} where ${column} = any($1) order by 1`,
    [words],
  );
  return rows.map(({ word }) => word);
}

test("sign-ins to the portal go thirty days after they began", async () => {
  const { rows } = await owner.query<{ id: string }>("select id from pro_account limit 1");
  const kept = [hashToken(randomUUID()), hashToken(randomUUID())].sort();
  const gone = hashToken(randomUUID());
  const begin = (sidHash: string, ago: string) =>
    owner.query(
      `insert into session (id, sid_hash, account_id, account_epoch, created_at, last_seen_at)
       values (gen_random_uuid(), $1, $2, 1, now() - $3::interval, now() - $3::interval)`,
      [sidHash, rows[0]?.id, ago],
    );
  await Promise.all([begin(kept[0] ?? "", "0 days"), begin(kept[1] ?? "", young), begin(gone, old)]);
  expect(await removeEndedAccess()).toBe(1);
  expect(await left("session", "sid_hash", [...kept, gone])).toEqual(kept);
});

test("sign-ins to My home go thirty days after they began", async () => {
  const [kept, gone] = [hashToken(randomUUID()), hashToken(randomUUID())];
  const begin = (sidHash: string, ago: string) =>
    owner.query(
      `insert into cloud.home_session (sid_hash, user_id, user_epoch, created_at, last_seen_at)
       values ($1, $2, 1, now() - $3::interval, now() - $3::interval)`,
      [sidHash, home.user.id, ago],
    );
  await Promise.all([begin(kept, young), begin(gone, old)]);
  expect(await removeEndedAccess()).toBe(1);
  expect(await left("cloud.home_session", "sid_hash", [kept, gone])).toEqual([kept]);
});

test("links and codes go thirty days after they ran out; by those of a registration its own age is known", async () => {
  const account = async (isConfirmed: boolean) => {
    const id = randomUUID();
    await owner.query(
      `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
       values ($1, $2, 'Person', 'none', now(), case when $3 then now() end)`,
      [id, `${id}@people.example`, isConfirmed],
    );
    return id;
  };
  const issue = async (accountId: string, ago: string) => {
    const hash = hashToken(randomUUID());
    await owner.query(
      `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at)
       values (gen_random_uuid(), 'CONFIRM_EMAIL', $1, 'a@people.example', $2, now() - interval '1 hour' - $3::interval,
         now() - $3::interval)`,
      [accountId, hash, ago],
    );
    return hash;
  };
  const [confirmed, waiting] = [await account(true), await account(false)];
  const kept = [await issue(confirmed, young), await issue(waiting, old)].sort();
  const gone = await issue(confirmed, old);
  expect(await removeEndedAccess()).toBe(1);
  expect(await left("account_token", "token_hash", [...kept, gone])).toEqual(kept);
  expect(await removeStaleRegistrations()).toBe(1);
});

test("buckets of limits go an hour after their time, and a running one still counts", async () => {
  const limited = () => takePoint("unknownAddressSeen", home.user.id).catch(({ code }) => code);
  expect(await limited()).toBeUndefined();
  await owner.query(
    `insert into rate_limit values ('over', 1, (extract(epoch from now()) * 1000)::bigint - 3601000),
       ('fresh', 1, (extract(epoch from now()) * 1000)::bigint - 3500000), ('lasting', 1, null)`,
  );
  expect(await removeEndedAccess()).toBe(1);
  expect(await left("rate_limit", "key", ["over", "fresh", "lasting"])).toEqual(["fresh", "lasting"]);
  expect(await limited()).toBe("RATE_LIMITED");
});

async function refresh({ userId, refreshToken }: Pick<Tokens, "userId" | "refreshToken">): Promise<CloudAnswer> {
  return call(`${server.origin}/api/refresh`, {
    method: "POST",
    body: { userId, refreshToken },
    headers: { "X-Api-Key": key },
  });
}

/** Lets both tokens of a pair have run out so long ago. */
async function runOut({ refreshToken }: Pick<Tokens, "refreshToken">, ago: string): Promise<void> {
  await owner.query(
    `update cloud.session set created_at = now() - interval '60 days', access_expires_at = now() - $2::interval,
       refresh_expires_at = now() - $2::interval where refresh_hash = $1`,
    [hashToken(refreshToken), ago],
  );
}

test("spent pairs of tokens go thirty days after they ran out; the pairs that renewed them live on", async () => {
  const first = await signIn(`${server.origin}/api`, key, home.user.email);
  const second = await refresh(first);
  expect(second.status).toBe(200);
  const renewed = second.body as Tokens;

  await runOut(first, young);
  expect(await removeEndedAccess()).toBe(0);
  expect((await refresh(first)).status).toBe(401);
  await runOut(first, old);
  expect(await removeEndedAccess()).toBe(1);
  expect((await refresh(first)).status).toBe(401);
  const hubs = await call(`${server.origin}/api/user/${renewed.userId}/hubs`, {
    headers: { "X-Api-Key": key, "X-Session-Token": renewed.sessionToken },
  });
  expect(hubs.status).toBe(200);
  expect((await refresh(renewed)).status).toBe(200);
});

test("a pair whose access token lasts longer than its refresh token goes by that", async () => {
  const first = await signIn(`${server.origin}/api`, key, home.user.email);
  expect((await refresh(first)).status).toBe(200);
  await runOut(first, old);
  await owner.query("update cloud.session set access_expires_at = now() where refresh_hash = $1", [
    hashToken(first.refreshToken),
  ]);
  expect(await removeEndedAccess()).toBe(0);
});

test("a stream is told on after the last pair of its sign-in ran out long ago; a sign-in that ended goes whole", async () => {
  await invite(owner, home.hub);
  const first = await signIn(`${server.origin}/api`, key, home.user.email);
  const stream = await openStream(`${server.origin}/api/events?userId=${first.userId}`, {
    "X-Api-Key": key,
    "X-Session-Token": first.sessionToken,
  });
  let hasEnded = false;
  void stream.ended.then(() => {
    hasEnded = true;
  });
  const last = (await refresh(first)).body as Tokens;
  await Promise.all([runOut(first, old), runOut(last, old)]);
  expect(await removeEndedAccess()).toBe(1);

  await simVerb("open", { hubId: home.hub.hubId, deviceId: home.devices.door });
  await waitUntil("the stream was told or has ended", async () => stream.entries.length > 0 || hasEnded);
  expect(stream.entries).toHaveLength(1);
  expect(hasEnded).toBe(false);

  await owner.query("update cloud.session set revoked_at = now(), revoke_reason = 'SIGNED_OUT' where user_id = $1", [
    home.user.id,
  ]);
  expect(await removeEndedAccess()).toBe(1);
  await stream.ended;
});
