import { once } from "node:events";
import { createServer } from "node:net";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { elapsedMs } from "@/lib/clock";
import { listenForCommands } from "@/lib/jobs/network-bell";
import { addDealer, addHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

afterAll(() => db.close());

/** Far longer than a ring takes, and than a test may. */
const longMs = 600_000;

test("a command rings once it is committed, also over a connection that was made anew", async () => {
  const hub = await addHub(owner, await addDealer(owner));
  const stop = new AbortController();
  const { bell, ended } = listenForCommands(db.appUrl, stop.signal);
  const order = "update ajax_sim set desired_version = desired_version + 1 where id = $1";
  await bell.wait(longMs, stop.signal);

  await owner.query("begin");
  await owner.query(order, [hub.simId]);
  const begun = elapsedMs();
  await bell.wait(50, stop.signal);
  expect(elapsedMs() - begun).toBeGreaterThanOrEqual(45);
  await owner.query("commit");
  await bell.wait(longMs, stop.signal);

  await db.app.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'portal_network'`,
  );
  await bell.wait(longMs, stop.signal);
  await owner.query(order, [hub.simId]);
  await bell.wait(longMs, stop.signal);
  stop.abort();
  await ended;
});

test("a database that hangs up before it has greeted is asked again, and ends no process", async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It listens on a port.");
  const unheard: unknown[] = [];
  const note = (reason: unknown) => unheard.push(reason);
  process.on("unhandledRejection", note);
  const stop = new AbortController();
  const asked = once(server, "connection");
  const { ended } = listenForCommands(`postgres://nobody@127.0.0.1:${address.port}/none`, stop.signal);
  await asked;
  await once(server, "connection");
  stop.abort();
  await ended;
  server.close();
  process.off("unhandledRejection", note);
  expect(unheard).toEqual([]);
});
