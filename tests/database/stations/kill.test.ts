import { afterAll, beforeAll, expect, test } from "vitest";
import { addDealer, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { startWorker, type WorkerProcess } from "../support/worker-process";
import { openStation } from "./receivers";
import { addHubWithStation, feel, lidTurns, stationOf } from "./world";

let db: TestDatabase;
let dealer: Dealer;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
});

afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await db.close();
});

function start(): WorkerProcess {
  const worker = startWorker(db);
  workers.push(worker);
  return worker;
}

test("a worker killed in the middle of a delivery loses nothing: the next one goes on under the same numbers", async () => {
  const before = 5;
  let isWell = false;
  const receiver = await openStation({
    reply: (_heard, count) => (isWell || count < before ? "ACK" : "SILENCE"),
  });
  const hub = await addHubWithStation(db.owner, dealer, { port: receiver.port });
  const { stimuli, data } = lidTurns(12);
  await feel(hub, ...stimuli);

  const first = start();
  await waitUntil("the station has heard what it will not answer", async () => receiver.heard.length > before);
  await first.kill();
  expect(await stationOf(db.owner, hub)).toMatchObject({ queued: data.length - before });
  isWell = true;

  const second = start();
  await waitUntil("nothing waits any more", async () => (await stationOf(db.owner, hub))?.queued === 0);
  expect(await second.stop()).toBe(0);
  expect(receiver.taken()).toEqual(data.map((each) => `SIA-DCS #1234|${each}`));
  const numbers = receiver.heard.map(({ sequence }) => sequence);
  expect(new Set(numbers)).toEqual(new Set(data.map((_, index) => index + 1)));
  expect(numbers.filter((number) => number === before + 1).length).toBeGreaterThan(1);
  await receiver.close();
});
