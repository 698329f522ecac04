import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/lib/server/close-database";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { closeLimits, takePoint } from "@/lib/server/limits";
import { stubPortal } from "./support/open";

let silent: Server;
const sockets: Socket[] = [];

/** A server so busy that it takes connections and greets nobody. */
beforeAll(async () => {
  silent = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const url = `postgres://portal@127.0.0.1:${(silent.address() as AddressInfo).port}/portal`;
  stubPortal({ appUrl: url, ownerUrl: url });
  vi.stubEnv("DATABASE_WAIT_MS", "100");
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeLimits()]);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

const ask = (tx: Parameters<Parameters<typeof onDatabase>[0]>[0]) => tx.$queryRaw`select 1 as one`;

test.each([
  ["a statement", () => onDatabase(ask)],
  ["a transaction", () => inSystemTransaction(ask)],
  ["a limit", () => takePoint("cloudFailureByPair", "someone")],
])("%s that is greeted by no database in time is told to come again", async (_, work) => {
  await expect(work()).rejects.toMatchObject({
    code: "UNAVAILABLE",
    params: { id: expect.stringMatching(/^[0-9a-f-]{8}$/) },
  });
});
