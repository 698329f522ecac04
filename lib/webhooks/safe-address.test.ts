import { describe, expect, it } from "vitest";
import { isPublicAddress, resolveSafely } from "./safe-address";

const closed = [
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254"],
  ...["172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"],
  ...["198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "100::1", "fc00::1"],
  ...["fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1"],
  ...["", "localhost", "0x7f.1", "2130706433", "127.1", "1.1.1.1 ", "1.1.1.1.1"],
];

describe("an address", () => {
  it.each(closed)("%j is no public one", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "1.1.1.1",
    "9.255.255.255",
    "100.63.255.255",
    "172.15.0.1",
    "172.32.0.1",
    "223.255.255.255",
    "2606:4700::1",
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("a host", () => {
  const ask = (...addresses: string[]) => ({
    isLocalAllowed: false,
    ask: async () => addresses.map((address) => ({ address })),
  });

  it("gives the address to connect to", async () => {
    expect(await resolveSafely("station.example", ask("1.1.1.1"))).toEqual({ kind: "FOUND", address: "1.1.1.1" });
    expect(await resolveSafely("1.1.1.1", ask())).toEqual({ kind: "FOUND", address: "1.1.1.1" });
  });

  it("with one address inside is forbidden as a whole, by whatever name or number", async () => {
    expect(await resolveSafely("station.example", ask("1.1.1.1", "10.0.0.1"))).toEqual({ kind: "FORBIDDEN" });
    expect(await resolveSafely("0x7f.1", ask("127.0.0.1"))).toEqual({ kind: "FORBIDDEN" });
    expect(await resolveSafely("::1", ask())).toEqual({ kind: "FORBIDDEN" });
  });

  it("may be local where that is allowed, and unknown anywhere", async () => {
    expect(await resolveSafely("127.0.0.1", { isLocalAllowed: true })).toEqual({ kind: "FOUND", address: "127.0.0.1" });
    const broken = { isLocalAllowed: true, ask: () => Promise.reject(new Error("ENOTFOUND")) };
    expect(await resolveSafely("nowhere.example", broken)).toEqual({ kind: "NO_SUCH_HOST" });
  });
});
