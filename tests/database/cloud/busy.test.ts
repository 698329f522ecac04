import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { inSystemTransaction } from "@/lib/server/context";
import {
  type Client as CloudClient,
  call,
  callBox,
  linkBox,
  loginBody,
  signIn,
  type Tokens,
} from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let key: string;
let home: Home;
let client: CloudClient;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  // As the portal runs by default; other tests wait longer.
  vi.stubEnv("DATABASE_WAIT_MS", "");
  key = await addKey(db.owner);
  await addRelay(db.owner);
});
beforeEach(async () => {
  home = await addHome(db.owner);
  client = await signIn(`${server.origin}/api`, key, home.user.email);
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** Holds every connection of the process to the database while `work` runs. */
async function whileNoneIsFree<T>(work: () => Promise<T>): Promise<T> {
  // First they are made, so that none of the holders waits for its own while the others' time runs.
  for (let some = 1; some <= 12; some++) {
    await Promise.all(
      Array.from({ length: some }, () => inSystemTransaction((tx) => tx.$queryRaw`select pg_sleep(0.01)::text`)),
    );
  }
  const open = Promise.withResolvers<void>();
  let held = 0;
  const full = Promise.withResolvers<void>();
  const holders = Array.from({ length: 12 }, () =>
    inSystemTransaction(async (tx) => {
      await tx.$queryRaw`select 1 as one`;
      held += 1;
      if (held === 12) full.resolve();
      await open.promise;
    }),
  );
  await full.promise;
  try {
    return await work();
  } finally {
    open.resolve();
    await Promise.all(holders);
  }
}

const busy = (status: number, body: unknown) => {
  const message = expect.stringMatching(/, reference [0-9a-f]{8}$/);
  expect([status, body]).toEqual([503, { error: "UNAVAILABLE", message }]);
};

test("while no connection to the database is free, every call is answered 503 and told when to come again", async () => {
  const { body } = await linkBox(server.origin, home.user.email);
  const token = (body as { body: Tokens }).body.sessionToken;
  const path = `/hubs/${home.hub.hubId}`;
  const headers = { "x-api-key": key };
  const boxed = { "x-session-token": token };
  const asks = [
    () => client.ask(path),
    () => client.ask(`${path}/commands/arming`, { method: "PUT", body: { command: "DISARM" } }),
    () => call(`${server.origin}/api/login`, { method: "POST", body: loginBody(home.user.email), headers }),
    () => call(`${server.origin}/connect/api/user/${home.user.id}${path}`, { headers: boxed }),
  ];
  const ofBox = () => callBox(server.origin, `/user/${home.user.id}${path}`, { token });
  const { answers, box } = await whileNoneIsFree(async () => {
    const box = ofBox();
    return { answers: await Promise.all(asks.map((ask) => ask())), box: await box };
  });
  for (const answer of answers) {
    busy(answer.status, answer.body);
    expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  }
  expect([box.status, box.body]).toEqual([200, { error: expect.stringMatching(/, reference [0-9a-f]{8}$/) }]);
  for (const ask of asks) expect((await ask()).status).toBeLessThan(300);
  expect((await ofBox()).body).toMatchObject({ body: { id: home.hub.hubId } });
});

/**
 * Lets whoever takes a point stand until `go`. They do not wait for a lock, which they would give up a second after the
 * one who waits for a connection; so they have three.
 */
async function holdPoints(): Promise<{ areThree: () => Promise<boolean>; go: () => Promise<unknown> }> {
  await db.owner.query(`
    create table standing (id int); insert into standing values (1); grant select on standing to public;
    create function stand() returns trigger language plpgsql as $$ begin
      while exists (select from standing) loop perform pg_sleep(0.02); end loop;
      return null;
    end $$;
    create trigger stand before insert on rate_limit for each statement execute function stand()`);
  const asleep = "select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
  return {
    areThree: async () => (await db.app.query(asleep)).rowCount === 3,
    go: () => db.owner.query("delete from standing"),
  };
}

test("while no connection of the limits is free, a login is answered 503 and counts as none", async () => {
  const login = () =>
    call(`${server.origin}/api/login`, {
      method: "POST",
      body: loginBody(home.user.email),
      headers: { "x-api-key": key },
    });
  const { areThree, go } = await holdPoints();
  const waiting = [login(), login(), login()];
  await waitUntil("three wait for their points", areThree);
  const { status, body, headers } = await login();
  busy(status, body);
  expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  await go();
  expect((await Promise.all(waiting)).map((answer) => answer.status)).toEqual([200, 200, 200]);
});
