import { sia as Receiver, type SiaMessage } from "iobroker.sia/build/lib/sia.js";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStationKey } from "@/lib/domain/station-settings";
import { addDealer, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { type Cut, openCuttingProxy } from "./receivers";
import { addHubWithStation, feel, giveKey, lidTurns, openLoop, type StationOptions, stationOf } from "./world";

/** How old or new a stamp may be, in seconds, as the receiver's users set it. */
const tolerance = 40;

const account = "1234";
const losses = 50;
const events = 60;

type Key = { text: string; isHex: boolean };
type Protocol = NonNullable<StationOptions["protocol"]>;

const hexKey = { text: "00112233445566778899AABBCCDDEEFF", isHex: true };
const textKey = { text: "sixteen letters!", isHex: false };

const ways: { name: string; protocol: Protocol; key: Key | null; token: string }[] = [
  { name: "in SIA, in clear", protocol: "SIA", key: null, token: "SIA-DCS" },
  { name: "in SIA, with a key of 32 hex digits", protocol: "SIA", key: hexKey, token: "*SIA-DCS" },
  { name: "in SIA, with a key of 16 characters", protocol: "SIA", key: textKey, token: "*SIA-DCS" },
  { name: "in Contact ID, in clear", protocol: "CID", key: null, token: "ADM-CID" },
  { name: "in Contact ID, with a key of 32 hex digits", protocol: "CID", key: hexKey, token: "*ADM-CID" },
  { name: "in Contact ID, with a key of 16 characters", protocol: "CID", key: textKey, token: "*ADM-CID" },
];

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
});

afterAll(() => db.close());

/** Opens the receiver of another maker, unchanged. */
async function openReceiver(key: Key | null) {
  const received: SiaMessage[] = [];
  const complaints: string[] = [];
  const silent = { info: () => undefined, debug: () => undefined, error: () => undefined };
  const receiver = new Receiver({ host: "127.0.0.1", port: 0, timeout: tolerance, logger: silent });
  receiver.setAccounts([
    key
      ? { accountnumber: account, aes: true, hex: key.isHex, password: key.text }
      : { accountnumber: account, aes: false },
  ]);
  receiver.on("sia", (message, error) => {
    if (message) received.push(message);
    if (error) complaints.push(error);
  });
  receiver.on("error", (error) => complaints.push(error));
  const listening = new Promise((done) => receiver.servertcp.once("listening", done));
  receiver.serverStartTCP();
  await listening;
  const address = receiver.servertcp.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { received, complaints, port, close: () => receiver.serverStopTCP() };
}

/** Sends alarms through lines that break, and returns what the receiver says it got. */
async function deliver({ key, protocol }: { key: Key | null; protocol: Protocol }, cut: Cut) {
  const receiver = await openReceiver(key);
  const proxy = await openCuttingProxy(receiver.port, (message) =>
    message < losses * 2 && message % 2 === 0 ? cut : null,
  );
  const hub = await addHubWithStation(owner, dealer, { port: proxy.port, protocol });
  if (key) {
    const parsed = parseStationKey(key.text);
    await giveKey(owner, hub, parsed.ok ? parsed.value : "");
  }
  const { stimuli, data } = lidTurns(events, protocol);
  await feel(hub, ...stimuli);
  const loop = openLoop();
  await loop.dial(owner, hub);
  await loop.finish();
  const state = await stationOf(owner, hub);
  await proxy.close();
  receiver.close();
  const told = data.map((each) => `#${account}|${each}`);
  return { ...receiver, state, told, cuts: proxy.cuts() };
}

describe.each(ways)("the receiver of another maker, $name", ({ token, ...way }) => {
  test("gets every event once and in order through fifty lines that break on the way there", async () => {
    const { received, complaints, state, told, cuts } = await deliver(way, "BEFORE");
    expect(cuts).toBe(losses);
    expect(complaints).toEqual([]);
    expect(received.map(({ data_message }) => data_message)).toEqual(told);
    expect(received.map(({ seq }) => Number(seq))).toEqual(told.map((_, index) => index + 1));
    expect(new Set(received.map(({ id }) => id))).toEqual(new Set([token]));
    expect(state).toMatchObject({ queued: 0, fault: null });
  });

  test("knows by its number what it gets again where fifty answers were lost", async () => {
    const { received, state, told, cuts } = await deliver(way, "AFTER");
    expect(cuts).toBe(losses);
    const once = received.filter(({ seq }, index) => received[index - 1]?.seq !== seq);
    expect(once.map(({ data_message }) => data_message)).toEqual(told);
    expect(received).toHaveLength(events + losses);
    expect(state).toMatchObject({ queued: 0, fault: null });
  });
});
