import { describe, expect, it } from "vitest";
import { refuse, succeed } from "./outcome";
import { faultOf, nextSequence, pauseSeconds } from "./station-dialing";
import {
  addressesFor,
  parseAccountNumber,
  parseStationHost,
  parseStationKey,
  type StationRoute,
  stationChannel,
} from "./station-settings";

it.each(["123", "1a2b", "0000 1234", "FFFFFFFFFFFFFFFF"])("%s is an account", (text) => {
  expect(parseAccountNumber(text)).toEqual(succeed(text.replaceAll(" ", "").toUpperCase()));
});

it.each(["", "12", "G123", "12345678901234567", "12-34"])("%s is no account", (text) => {
  expect(parseAccountNumber(text)).toEqual(refuse("ACCOUNT_WRONG"));
});

describe("a key", () => {
  it.each([
    ["sixteen letters!", "7369787465656E206C65747465727321"],
    ["0123456789abcdef", "30313233343536373839616263646566"],
    ["00112233445566778899aabbccddeeff", "00112233445566778899AABBCCDDEEFF"],
    ["abc", "00000000000000000000000000000ABC"],
  ])("%s is %s", (text, hex) => {
    expect(parseStationKey(text)).toEqual(succeed(hex));
  });

  it.each(["", "seventeen letters", "xyz", "0".repeat(33), "ключ-із-16-літер"])("%s is none", (text) => {
    expect(parseStationKey(text)).toEqual(refuse("KEY_WRONG"));
  });
});

it("a host is a name or an address, and nothing that carries more", () => {
  for (const host of ["station.example", "10.0.0.7", "LOCALHOST", "2001:db8::1", "a-b.c1"])
    expect(parseStationHost(host)).toEqual(succeed(host.toLowerCase()));
  for (const host of ["", "a b", "-a.example", "a..b", "http://a.example", "a.example/x", "a@b", "[::1]", "ж.example"])
    expect(parseStationHost(host)).toEqual(refuse("HOST_WRONG"));
});

it("a hub speaks over the first channel that carries it and may be used; the cloud speaks for one that is offline", () => {
  const reach = { isOnline: true, activeChannels: ["ETHERNET", "GSM"], allowedChannels: ["ETHERNET", "GSM"] } as const;
  expect(stationChannel(reach)).toBe("ETHERNET");
  expect(stationChannel({ ...reach, allowedChannels: ["GSM", "WIFI"] })).toBe("GSM");
  expect(stationChannel({ ...reach, allowedChannels: ["WIFI"] })).toBeNull();
  expect(stationChannel({ ...reach, isOnline: false, activeChannels: [] })).toBe("ETHERNET");
});

it("a channel with addresses of its own uses them alone, any other the cable's", () => {
  const route = (channel: "ETHERNET" | "GSM", isReserve: boolean, port: number): StationRoute => ({
    channel,
    isReserve,
    address: "a.example",
    port,
  });
  const routes = [route("ETHERNET", true, 2), route("ETHERNET", false, 1), route("GSM", false, 3)];
  expect(addressesFor(routes, "ETHERNET").map(({ port }) => port)).toEqual([1, 2]);
  expect(addressesFor(routes, "WIFI").map(({ port }) => port)).toEqual([1, 2]);
  expect(addressesFor(routes, "GSM").map(({ port }) => port)).toEqual([3]);
});

it("pauses double up to a minute, and sequence numbers go round without zero", () => {
  expect([1, 2, 3, 4, 5, 6, 50].map(pauseSeconds)).toEqual([5, 10, 20, 40, 60, 60, 60]);
  expect([0, 1, 9_998, 9_999].map(nextSequence)).toEqual([1, 2, 9_999, 1]);
});

it("a refusal that shows another time than ours is a fault of the clocks", () => {
  const now = Temporal.Instant.from("2026-11-26T03:04:05Z");
  expect(faultOf({ kind: "NAK", stationTime: null }, now)).toBe("NAK");
  expect(faultOf({ kind: "NAK", stationTime: now.add({ seconds: 20 }) }, now)).toBe("NAK");
  expect(faultOf({ kind: "NAK", stationTime: now.subtract({ seconds: 21 }) }, now)).toBe("CLOCK");
  expect(faultOf({ kind: "SILENCE" }, now)).toBe("SILENCE");
});
