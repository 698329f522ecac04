import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { answerWithinMs } from "@/lib/domain/station-dialing";
import { openDialer } from "@/lib/sim/sia/dialer";
import { messageFrame, stampOf } from "@/lib/sim/sia/frame";
import { addDealer, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";
import { openStation, type Reply, type TestStation } from "./receivers";
import { addHubWithStation, feel, giveKey, lidTurns, openLoop, passSilence, stationOf } from "./world";

const key = "00112233445566778899AABBCCDDEEFF";
const secondsPerTry = 7;

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let loop: ReturnType<typeof openLoop>;
let open: TestStation[];

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

/** A station that takes time for each message: the clock has gone on by the time it answers. */
async function slowStation(reply: (count: number) => Reply, options: { key?: string } = {}) {
  const times: string[] = [];
  const station = await openStation({
    ...options,
    reply: (_heard, count) => {
      times.push(stampOf(realNow()));
      vi.setSystemTime(realNow().epochMilliseconds + secondsPerTry * 1_000);
      const said = reply(count);
      if (said === "SILENCE") passSilence();
      return said;
    },
  });
  open.push(station);
  return { station, times };
}

const refusals = ["NAK", "DUH", "JUNK", "OTHER", "SILENCE", "CLOSE"] as const;

describe("a repeat carries the stamp of its own sending", () => {
  test.each(refusals.flatMap((reply) => [[reply, null] as const, [reply, key] as const]))(
    "after %s, with the key %s: no stamp is used twice, and the number stays",
    async (reply, given) => {
      vi.useFakeTimers({ toFake: ["Date", ...(reply === "SILENCE" ? (["setTimeout", "clearTimeout"] as const) : [])] });
      const { station, times } = await slowStation((count) => (count < 3 ? reply : "ACK"), given ? { key: given } : {});
      const hub = await addHubWithStation(owner, dealer, { port: station.port });
      if (given) await giveKey(owner, hub, given);
      const { stimuli, data } = lidTurns(1);
      await feel(hub, ...stimuli);
      await loop.dial(owner, hub);
      const stamps = station.heard.map(({ stamp }) => stamp);
      expect(stamps).toEqual(times);
      expect(new Set(stamps).size).toBe(4);
      expect(station.heard.map(({ sequence }) => sequence)).toEqual([1, 1, 1, 1]);
      expect(station.taken()).toEqual(data.map((each) => `${given ? "*" : ""}SIA-DCS #1234|${each}`));
    },
  );

  test("at the reserve address and after a pause as well, in either protocol", async () => {
    for (const protocol of ["SIA", "CID"] as const) {
      vi.useFakeTimers({ toFake: ["Date"] });
      const main = await slowStation(() => "NAK");
      const reserve = await slowStation((count) => (count < 4 ? "DUH" : "ACK"));
      const ports = { port: main.station.port, reservePort: reserve.station.port };
      const hub = await addHubWithStation(owner, dealer, { ...ports, protocol });
      await feel(hub, ...lidTurns(1, protocol).stimuli);
      await loop.dial(owner, hub);
      expect(await stationOf(owner, hub)).toMatchObject({ queued: 1, failures: 1 });
      vi.setSystemTime(realNow().epochMilliseconds + 60_000);
      await loop.dial(owner, hub);
      expect(await stationOf(owner, hub)).toMatchObject({ queued: 0, fault: null });
      const stamps = [...main.station.heard, ...reserve.station.heard].map(({ stamp }) => stamp);
      expect(stamps).toEqual([...main.times, ...reserve.times]);
      expect(new Set(stamps).size).toBe(8 + 5);
      vi.useRealTimers();
    }
  });
});

test("a silent station has five seconds, and not one more", async () => {
  expect(answerWithinMs).toBe(5_000);
  const station = await openStation({ reply: () => "SILENCE" });
  open.push(station);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const dialer = openDialer({ find: async () => ({ address: "127.0.0.1", port: station.port }), repeatPauseMs: 0 });
  let tries = 0;
  const call = dialer.call({
    addresses: [{ address: "station", port: station.port }],
    sequence: 1,
    makeFrame: () =>
      messageFrame({ token: "SIA-DCS", sequence: 1, account: "1234", data: "Nri0/TA000", stamp: realNow(), key: null }),
    mayTry: async () => ++tries <= 2,
  });
  await waitUntil("the first try is heard", async () => station.heard.length === 1);
  vi.advanceTimersByTime(4_999);
  expect([vi.getTimerCount(), tries], "it is still waited for").toEqual([1, 1]);
  vi.advanceTimersByTime(1);
  expect(vi.getTimerCount()).toBe(0);
  await waitUntil("the second try is heard", async () => station.heard.length === 2);
  vi.advanceTimersByTime(5_000);
  expect(await call).toBeNull();
  dialer.hangUp();
});
