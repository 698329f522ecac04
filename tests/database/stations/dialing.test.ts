import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Stimulus } from "@/lib/sim/hub/stimulus";
import { addDealer, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { openCuttingProxy, openStation, type Reply, type TestStation } from "./receivers";
import { addHubWithStation, endPause, feel, giveKey, lidTurns, openLoop, passSilence, stationOf } from "./world";

const key = "00112233445566778899AABBCCDDEEFF";
const closedPort = 1;

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let loop: ReturnType<typeof openLoop>;
let open: { close: () => Promise<void> }[];

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
});

beforeEach(() => {
  loop = openLoop();
  open = [];
});

afterEach(async () => {
  vi.useRealTimers();
  await loop.finish();
  for (const each of open) await each.close();
});

afterAll(() => db.close());

async function station(...given: Parameters<typeof openStation>): Promise<TestStation> {
  const made = await openStation(...given);
  open.push(made);
  return made;
}

/** Answers the first messages as listed, and all others with an acknowledgment. */
const first =
  (...replies: Reply[]) =>
  (_heard: unknown, count: number): Reply =>
    replies[count] ?? "ACK";

const arm: Stimulus = {
  to: "ORDER",
  what: "ARMING",
  order: { command: "ARM", groupNumber: null, ignoreProblems: false },
  actor: { id: "olena", name: "Olena Koval" },
};
const panicOf = (id: string): Stimulus => ({ to: "ORDER", what: "PANIC", actor: { id, name: id } });

async function codesOf(hub: TestHub): Promise<string[]> {
  const { rows } = await owner.query<{ code: string }>(
    "select payload ->> 'eventCode' as code from outbox where hub_id = $1 and kind = 'hub.event' order by turn, seq",
    [hub.key],
  );
  return rows.map(({ code }) => code);
}

describe("what a hub tells arrives at its station", () => {
  test("in SIA, in order, with people numbered from 501 on, and is then no longer kept", async () => {
    const receiver = await station();
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
    await feel(hub, { to: "HUB", what: "LID", isOpen: true }, arm, panicOf("petro"), panicOf("olena"));
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual([
      "SIA-DCS #1234|Nri0/TA000",
      "SIA-DCS #1234|Nri0/CL501",
      "SIA-DCS #1234|Nri0/PA502",
      "SIA-DCS #1234|Nri0/PA501",
    ]);
    expect(receiver.heard.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 0, fault: null, isReached: true });
  });

  test("in Contact ID, encrypted", async () => {
    const receiver = await station({ key });
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port, protocol: "CID" });
    await giveKey(owner, hub, key);
    await feel(hub, { to: "HUB", what: "MAINS", isLost: true }, panicOf("olena"));
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual(["*ADM-CID #1234|1301 00 000", "*ADM-CID #1234|1120 00 501"]);
  });

  test("never in clear where the key cannot be opened any more", async () => {
    const receiver = await station();
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port, sealedKey: "sealed by another secret" });
    await feel(hub, panicOf("olena"));
    await loop.dial(owner, hub);
    expect(receiver.heard).toEqual([]);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 1, fault: "KEY_LOST", isLost: false });
  });
});

describe("a message that is not acknowledged", () => {
  test.each([
    { reply: "NAK", fault: "NAK" },
    { reply: "DUH", fault: "DUH" },
    { reply: "*NAK", fault: "NAK" },
    { reply: "*DUH", fault: "DUH" },
    { reply: "JUNK", fault: "UNKNOWN" },
    { reply: "OTHER", fault: "UNKNOWN" },
    { reply: "SILENCE", fault: "SILENCE" },
    { reply: "CLOSE", fault: "BROKEN" },
  ] as const)(
    "but answered by $reply goes out again under its number, the next ones follow it, and at last the fault is $fault",
    async ({ reply, fault }) => {
      if (reply === "SILENCE") vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const replies = first(reply, reply, reply, "ACK", reply);
      const isEncrypted = reply.startsWith("*");
      const receiver = await station({
        key: isEncrypted ? key : null,
        reply: (heard, count) => {
          const said = count < 7 ? replies(heard, count) : reply;
          if (said === "SILENCE") passSilence();
          return said;
        },
      });
      const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
      if (isEncrypted) await giveKey(owner, hub, key);
      const { stimuli, data } = lidTurns(4);
      await feel(hub, ...stimuli.slice(0, 3));
      await loop.dial(owner, hub);
      const token = isEncrypted ? "*SIA-DCS" : "SIA-DCS";
      expect(receiver.taken()).toEqual(data.slice(0, 3).map((each) => `${token} #1234|${each}`));
      expect(receiver.heard.map(({ sequence }) => sequence)).toEqual([1, 1, 1, 1, 2, 2, 3]);
      await feel(hub, ...stimuli.slice(3));
      await loop.dial(owner, hub);
      expect(receiver.heard.slice(7).map(({ sequence }) => sequence)).toEqual([4, 4, 4, 4]);
      expect(await stationOf(owner, hub)).toMatchObject({ queued: 1, fault, failures: 1 });
    },
  );

  test("answers of a station that encrypts its own count as those in clear do", async () => {
    const receiver = await station({ key, reply: first("*ACK", "*NAK", "*ACK") });
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
    await giveKey(owner, hub, key);
    const { stimuli, data } = lidTurns(3);
    await feel(hub, ...stimuli);
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual(data.map((each) => `*SIA-DCS #1234|${each}`));
    expect(receiver.heard.map(({ sequence }) => sequence)).toEqual([1, 2, 2, 3]);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 0, fault: null });
  });

  test("answers that the network has split or joined count once", async () => {
    const receiver = await station({ reply: first("SPLIT", "JOINED", "SPLIT", "JOINED") });
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
    const { stimuli, data } = lidTurns(5);
    await feel(hub, ...stimuli);
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual(data.map((each) => `SIA-DCS #1234|${each}`));
    expect(receiver.heard).toHaveLength(5);
  });

  test("goes to the reserve address after four tries, which is dialed first for a while", async () => {
    const main = await station({ reply: () => "NAK" });
    const reserve = await station();
    const hub = await addHubWithStation(owner, dealer, { port: main.port, reservePort: reserve.port });
    const { stimuli } = lidTurns(3);
    await feel(hub, ...stimuli.slice(0, 2));
    await loop.dial(owner, hub);
    expect(main.heard).toHaveLength(4);
    expect(reserve.taken()).toHaveLength(2);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 0, fault: null, isReserveFirst: true });
    await owner.query("update station set reserve_until = now() - interval '1 second' where hub_id = $1", [hub.key]);
    await feel(hub, ...stimuli.slice(2));
    await loop.dial(owner, hub);
    expect(main.heard).toHaveLength(8);
    expect(reserve.taken()).toHaveLength(3);
  });

  test("waits longer each time; after three failures on both addresses the hub tells once that its station is lost", async () => {
    const hub = await addHubWithStation(owner, dealer, { port: closedPort, reservePort: closedPort });
    await feel(hub, panicOf("olena"));
    for (const failures of [1, 2, 3, 4]) {
      await loop.dial(owner, hub);
      const isLost = failures >= 3;
      expect(await stationOf(owner, hub)).toMatchObject({
        queued: 1,
        fault: "REFUSED",
        failures,
        isLost,
        isWaiting: true,
      });
      await loop.dial(owner, hub);
      expect(await stationOf(owner, hub)).toMatchObject({ failures });
      expect((await codesOf(hub)).filter((code) => code === "M_21_13")).toHaveLength(isLost ? 1 : 0);
      await endPause(owner, hub);
    }
    const receiver = await station();
    await owner.query("update station set port = $2 where hub_id = $1", [hub.key, receiver.port]);
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual(["SIA-DCS #1234|Nri0/PA501"]);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 0, fault: null, failures: 0, isLost: false });
  });

  test("stays where no channel that may be used carries the hub, without any fault of the station", async () => {
    const receiver = await station();
    const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
    await owner.query("update station set is_ethernet_enabled = false where hub_id = $1", [hub.key]);
    await feel(hub, panicOf("olena"));
    await loop.dial(owner, hub);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 1, fault: "NO_CHANNEL", failures: 0, isLost: false });
    expect(receiver.heard).toEqual([]);
    await owner.query("update station set is_ethernet_enabled = true, retry_at = null where hub_id = $1", [hub.key]);
    await loop.dial(owner, hub);
    expect(receiver.taken()).toHaveLength(1);
  });
});

test("a periodic test is sent when it is due and nothing else waits, and then again a period later", async () => {
  const receiver = await station();
  const hub = await addHubWithStation(owner, dealer, { port: receiver.port, testPeriodSeconds: 60 });
  await loop.dial(owner, hub);
  expect(receiver.heard).toEqual([]);
  await owner.query("update station set next_test_at = now() - interval '1 second' where hub_id = $1", [hub.key]);
  await loop.dial(owner, hub);
  await loop.dial(owner, hub);
  expect(receiver.taken()).toEqual(["SIA-DCS #1234|Nri0/RP0000"]);
  const { rows } = await owner.query(
    "select next_test_at > now() + interval '50 seconds' as later from station where hub_id = $1",
    [hub.key],
  );
  expect(rows).toEqual([{ later: true }]);
});

test("through fifty lost lines each event arrives once, in order, with stamps of their sending", async () => {
  const receiver = await station();
  const proxy = await openCuttingProxy(receiver.port, (message) =>
    message < 100 && message % 2 === 0 ? (message % 4 === 0 ? "BEFORE" : "AFTER") : null,
  );
  open.push(proxy);
  const hub = await addHubWithStation(owner, dealer, { port: proxy.port });
  const { stimuli, data } = lidTurns(60);
  await feel(hub, ...stimuli);
  await loop.dial(owner, hub);
  expect(proxy.cuts()).toBe(50);
  expect(receiver.taken()).toEqual(data.map((each) => `SIA-DCS #1234|${each}`));
  for (const { stamp } of receiver.heard) expect(stamp).toMatch(/^_\d\d:\d\d:\d\d,\d\d-\d\d-\d{4}$/);
});

test("two workers never dial one station at once", async () => {
  const receiver = await station();
  const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
  const { stimuli } = lidTurns(20);
  await feel(hub, ...stimuli);
  const other = openLoop();
  await Promise.all([loop.dial(owner, hub), other.dial(owner, hub)]);
  await other.finish();
  expect(receiver.heard.map(({ sequence }) => sequence)).toEqual(stimuli.map((_, index) => index + 1));
});

test("what a worker that lost its lease hears does not count", async () => {
  let isHeld = true;
  const receiver = await station({ reply: () => (isHeld ? "SILENCE" : "ACK") });
  const hub = await addHubWithStation(owner, dealer, { port: receiver.port });
  await feel(hub, panicOf("olena"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const late = openLoop();
  const dialing = late.dial(owner, hub);
  await waitUntil("the station has heard it", async () => receiver.heard.length === 1);
  await owner.query("update station set lease = lease + 1, leased_until = null where hub_id = $1", [hub.key]);
  await dialing;
  passSilence();
  await late.finish();
  isHeld = false;
  await loop.dial(owner, hub);
  expect(receiver.taken()).toHaveLength(1);
  expect(await stationOf(owner, hub)).toMatchObject({ queued: 0 });
});
