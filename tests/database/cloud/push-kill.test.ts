import { afterAll, beforeAll, expect, test } from "vitest";
import { type Box, startBox } from "../support/box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";
import { waitUntil } from "../support/wait-until";
import { startWorker, type WorkerProcess } from "../support/worker-process";

let server: CloudServer;
let db: TestDatabase;
let home: Home;
let box: Box;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  await addRelay(db.owner);
  home = await addHome(db.owner);
  await invite(db.owner, home.hub);
  box = await startBox();
  await linkBox(server.origin, home.user.email, { url: box.url });
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await box.close();
  await server.close();
  await db.close();
});

function start(): WorkerProcess {
  const worker = startWorker(db);
  workers.push(worker);
  return worker;
}

const turns = 6;

async function turnDoor(): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    const verb = turn % 2 === 0 ? "open" : "close";
    await simVerb(verb, { hubId: home.hub.hubId, deviceId: home.devices.door });
  }
}

test("a worker killed while a box takes a push loses nothing: the next one brings it, and what was told meanwhile, in order", async () => {
  await turnDoor();
  box.answers.push("SILENCE");
  const first = start();
  await waitUntil("the box has got what it will not answer", async () => box.seen.calls === 1);
  await first.kill();
  await turnDoor();
  expect(box.data()).toEqual([]);

  const second = start();
  await waitUntil("everything has come", async () => box.data().length >= 2 * turns);
  expect(await second.stop()).toBe(0);
  const reeds = box.data().map(({ updates }) => (updates as { reedClosed?: number }).reedClosed);
  expect(reeds).toEqual(Array.from({ length: 2 * turns }, (_, index) => index % 2));
  const { rows } = await db.owner.query("select failures, undelivered, last_error from relay.link where user_id = $1", [
    home.user.id,
  ]);
  expect(rows).toEqual([{ failures: 0, undelivered: 0, last_error: null }]);
});
