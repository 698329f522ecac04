<<<<<<< HEAD
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
=======
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { postJson, RefusedAddress } from "./post-json";
import { isPublicAddress } from "./safe-address";

const names = vi.hoisted(() => ({ resolved: [] as { address: string; family: number }[] }));
vi.mock("node:dns", async (original) => ({
  ...(await original<typeof import("node:dns")>()),
  lookup: (_name: string, _options: object, done: (error: null, addresses: object[]) => void) =>
    done(null, names.resolved),
}));

describe("an address", () => {
  it.each(["8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
    "of the open internet may be called: %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    ...["127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254"],
    ...["100.64.0.1", "0.0.0.0", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.8"],
    ...[
      "::",
      "::1",
      "fe80::1",
      "fc00::1",
      "fd12::1",
      "ff02::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
    ],
    ...["2002:7f00:1::", "2001:db8::1", "2001::1", "fec0::1", "100::1", "::7f00:1", "", "localhost", "1"],
  ])("that is not of the open internet may not: %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("posting", () => {
  const strict = { timeoutMs: 500, allowsLocal: false };
  it.each([
    ...["http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "//8.8.8.8", "", "https://user:word@8.8.8.8/"],
    ...["https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/"],
    ...["https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/", "https://10.1.1.1:8443/x"],
    ...["https://0/", "https://[fe80::1]/", "https://192.168.1.1/plugins", "https://①②⑦.⓪.⓪.①/", "gopher://8.8.8.8"],
  ])("calls nothing at %j", async (address) => {
    await expect(postJson(address, "{}", strict)).rejects.toThrow(RefusedAddress);
  });

  it.each([
    [[{ address: "127.0.0.1", family: 4 }]],
    [
      [
        { address: "8.8.8.8", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ],
    ],
    [[{ address: "::1", family: 6 }]],
    [[]],
  ])("connects to no name that resolves to %j", async (resolved) => {
    names.resolved = resolved;
    let connections = 0;
    const server = createServer(() => undefined).on("connection", () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(postJson(`https://box.example:${port}/`, "{}", strict)).rejects.toThrow(RefusedAddress);
    await new Promise((resolve) => server.close(resolve));
    expect(connections).toBe(0);
  });

  it("gives up on silence in its time", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const silent = postJson(`http://127.0.0.1:${port}/`, "{}", { timeoutMs: 50, allowsLocal: true });
    await expect(silent).rejects.toThrow("No answer in 0.05 s.");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
>>>>>>> 436f9f1 (Tell users' streams and home boxes what their hubs tell)
  });
});
