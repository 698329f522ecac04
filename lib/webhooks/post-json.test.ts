import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { postJson, RefusedAddress } from "./post-json";

const names = vi.hoisted(() => ({ resolved: [] as { address: string; family: number }[] }));
vi.mock("node:dns/promises", async (original) => ({
  ...(await original<typeof import("node:dns/promises")>()),
  lookup: async () => names.resolved,
}));

/** A server that counts who connects, and answers nothing. */
async function startSilent() {
  let connections = 0;
  const server = createServer(() => undefined).on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, connections: () => connections, stop };
}

const strict = { timeoutMs: 500, isLocalAllowed: false };

describe("posting", () => {
  it.each([
    ...["http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "//8.8.8.8", "", "https://user:word@8.8.8.8/"],
    ...["https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/"],
    ...["https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/", "https://10.1.1.1:8443/x"],
    ...["https://0/", "https://[fe80::1]/", "https://192.168.1.1/plugins", "https://①②⑦.⓪.⓪.①/", "gopher://8.8.8.8"],
    ...["https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://100.64.0.1/", "https://172.31.0.1/"],
    ...["javascript:alert(1)", "data:,x", "https://", "https:///x", "unix:/var/run/x", "http://[::1]:80/"],
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
  ])("connects to no name that resolves to %j", async (resolved) => {
    names.resolved = resolved;
    const silent = await startSilent();
    await expect(postJson(`https://box.example:${silent.port}/`, "{}", strict)).rejects.toThrow(RefusedAddress);
    await silent.stop();
    expect(silent.connections()).toBe(0);
  });

  it("says so of a name that nobody has", async () => {
    names.resolved = [];
    await expect(postJson("https://box.example/", "{}", strict)).rejects.toThrow("There is no such host.");
  });

  it("gives up on silence in its time", async () => {
    const silent = await startSilent();
    const call = postJson(`http://127.0.0.1:${silent.port}/`, "{}", { timeoutMs: 50, isLocalAllowed: true });
    await expect(call).rejects.toThrow("No answer in 0.05 s.");
    await silent.stop();
  });
});
