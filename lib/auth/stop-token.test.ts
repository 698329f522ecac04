import { randomUUID } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { readStopToken, writeStopToken } from "./stop-token";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/none");
  vi.stubEnv("PORTAL_ORIGIN", "https://portal.example");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, long enough to be one");
});

const mail = { accountId: randomUUID(), template: "day-digest" };

it("reads back what was written, from a token that an address can carry", () => {
  const token = writeStopToken(mail);
  expect(encodeURIComponent(token)).toBe(token);
  expect(readStopToken(token)).toEqual(mail);
});

it("refuses what was cut, altered, or joined from two", () => {
  const token = writeStopToken(mail);
  const [payload, signature] = token.split(".");
  const other = writeStopToken({ ...mail, accountId: randomUUID() }).split(".")[0];
  const odd = ["", ".", "x", token.slice(0, -1), `${token}A`, `${token}.`, `${other}.${signature}`, `${payload}.`];
  for (const wrong of odd) expect(readStopToken(wrong), wrong).toBeNull();
});

it("refuses what another portal has signed", async () => {
  const token = writeStopToken(mail);
  vi.resetModules();
  vi.stubEnv("AUTH_SECRET", "another-secret-of-at-least-32-characters");
  const other = await import("./stop-token");
  expect(other.readStopToken(token)).toBeNull();
});
